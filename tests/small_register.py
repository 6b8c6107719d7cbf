"""A register of a few rows that holds one of everything an answer or a file can show, and what neither may."""

from agreements.models import Family, Region
from tests import factories as make
from tests.edits import forget_history

SECRET = "Ask the embassy before this is shown."


def small_register() -> None:
    """Make two kinds, two partners, three published deals and a draft.

    The title of one deal looks like a formula to a spreadsheet; a draft is related to a published deal.
    """
    make.register()
    subject = make.character("subject", ("supplies", "visits"))
    payment = make.character("payment", ("settled", "gift"))
    acsa = make.agreement_type("acsa")
    access = make.agreement_type("reciprocal-access", family=Family.ACCESS)
    for kind, slug in ((acsa, "supplies"), (access, "visits")):
        make.type_state(kind, subject.states.get(slug=slug))
        make.type_state(kind, payment.states.get(slug="settled"))
    make.confusion(acsa, access)
    make.type_phrase(acsa)
    germany = make.partner("germany")
    australia = make.partner("australia", region=Region.OCEANIA)
    make.survey(access)

    first = make.published_deal(
        date="2024-01-29",
        title_en='=HYPERLINK("https://example.org")',
        title_ja="日独物品役務相互提供協定",
        editors_note=SECRET,
        items_en=["fuel", "food; drink"],
        items_ja=["燃料", "食料・飲料"],
    )
    make.citation(first, make.event(first, "in-force", "2024-07-12", date_standing="unconfirmed", place_en="Berlin"))
    make.citation(first)
    make.amount(first)
    make.amount(first, kind="estimate", amount=1_500_000, currency="EUR", note_en="per year")
    make.deal_phrase(first)
    older = make.published_deal("australia-acsa", date="2010-05", partners=(australia,), binding=True)
    both = make.published_deal("access-of-three", date="2022-01-06", type=access, partners=(germany, australia))
    make.relation(first, older)
    make.relation(both, first)
    draft = make.deal("secret-deal", editors_note=SECRET)
    make.citation(draft, make.event(draft, date="2025"), make.source("https://example.org/secret"))
    make.relation(draft, first)
    # It stands as it was loaded, and its version is the day on which its facts were gathered.
    forget_history()
