"""Partners that a reader's words would not find, or of whom too little is said."""

from collections.abc import Iterator

from agreements.models import PartnerKind

from .finding import Finding, finding, warning
from .register import Register

# From this number of deals on a partner's page tells how the relation grew.
DEALS_THAT_MAKE_A_STORY = 3


def partners_have_aliases(register: Register) -> Iterator[Finding]:
    for partner in register.partners:
        for field in ("aliases_en", "aliases_ja"):
            if not getattr(partner, field):
                yield finding(partner, field, "has no other name by which a text may call it")


def countries_have_adjectives_and_codes(register: Register) -> Iterator[Finding]:
    for partner in register.partners:
        if partner.kind == PartnerKind.COUNTRY:
            if not partner.adjectives_en:
                yield finding(partner, "adjectives_en", "has no adjective")
            if len(partner.code) != 2 or len(partner.alpha3) != 3:
                yield finding(partner, "code", "a country has a two-letter and a three-letter code of ISO 3166-1")


def partners_have_deals(register: Register) -> Iterator[Finding]:
    for partner in register.partners:
        if not partner.deals.all():
            yield warning(partner, "deals", "has no deal")


def relations_that_grew_are_told(register: Register) -> Iterator[Finding]:
    for partner in register.partners:
        count = sum(deal.is_published for deal in partner.deals.all())
        if count >= DEALS_THAT_MAKE_A_STORY and not (partner.account_en and partner.account_ja):
            yield finding(partner, "account_en", f"has {count} deals, but no account of how the relation grew")


RULES = (
    partners_have_aliases,
    countries_have_adjectives_and_codes,
    partners_have_deals,
    relations_that_grew_are_told,
)
