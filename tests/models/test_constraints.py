"""Each rule of the database, with the words in which an editor is told of it."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db.models import Model

from agreements.models import AgreementType, Citation, Partner, Sense, Source, State, StatusPeriod
from agreements.models.deal import NEEDED
from agreements.models.register import Register
from tests import factories
from tests.assertions import assert_refused

pytestmark = pytest.mark.django_db


def _again(record: Model, **changes: object) -> Model:
    """Return an unsaved copy of a record, which breaks what must be unique."""
    copy = type(record).objects.get(pk=record.pk)  # type: ignore[attr-defined]
    copy.pk = None
    copy._state.adding = True
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy  # type: ignore[no-any-return]


def _changed(record: Model, **changes: object) -> Model:
    for name, value in changes.items():
        setattr(record, name, value)
    return record


def _state() -> State:
    return factories.character(states=("supplies",)).states.get()


def _source_of_deal() -> Citation:
    return factories.citation(factories.deal())


def _two_types() -> tuple[AgreementType, AgreementType]:
    return factories.agreement_type(), factories.agreement_type("reciprocal-access")


def _partner_sense(**fields: object) -> Sense:
    return factories.sense(factories.term(), **fields)


CASES: dict[str, tuple[Callable[[], Model], str]] = {
    "agreement_type_family_known": (
        lambda: _changed(factories.agreement_type(), family="friendship"),
        "Choose one of the five families.",
    ),
    "type_phrase_position_unique": (
        lambda: _again(factories.type_phrase()),
        "Two phrases cannot have the same position.",
    ),
    "confusion_unique": (
        lambda: _again(factories.confusion(*_two_types())),
        "This pair of types is there already.",
    ),
    "confusion_not_with_itself": (
        lambda: _changed(factories.confusion(*(types := _two_types())), other=types[0]),
        "A type cannot be confused with itself.",
    ),
    "state_slug_unique": (
        lambda: _again(factories.state(factories.character())),
        "This character has a state of that slug already.",
    ),
    "type_state_unique": (
        lambda: _again(factories.type_state(factories.agreement_type(), factories.state(factories.character()))),
        "This type has that state already.",
    ),
    "partner_kind_known": (
        lambda: _changed(factories.partner(), kind="empire"),
        "A partner is a country or an organization.",
    ),
    "partner_region_known": (
        lambda: _changed(factories.partner(), region="atlantis"),
        "Choose one of the regions.",
    ),
    "citation_unique": (
        lambda: _again(factories.citation(deal := factories.deal(), factories.event(deal))),
        "This source is cited for that event already.",
    ),
    "citation_of_whole_deal_unique": (
        lambda: _again(_source_of_deal()),
        "This source is cited for the deal as a whole already.",
    ),
    "deal_phrase_unique": (
        lambda: _again(factories.deal_phrase(factories.deal())),
        "This source is quoted already.",
    ),
    "event_unique": (
        lambda: _again(factories.event(factories.deal())),
        "This deal has an event of that kind on that date already.",
    ),
    "event_kind_known": (
        lambda: _changed(factories.event(factories.deal()), kind="forgotten"),
        "Choose one of the kinds of event.",
    ),
    "event_milestone_has_note": (
        lambda: _changed(factories.event(factories.deal()), kind="milestone"),
        "Say in the note what this other step was.",
    ),
    "relation_unique": (
        lambda: _again(factories.relation(factories.deal(), factories.deal("germany-information-sharing"))),
        "This relation is there already.",
    ),
    "relation_not_to_itself": (
        lambda: _changed(
            factories.relation(deal := factories.deal(), factories.deal("germany-information-sharing")), other=deal
        ),
        "A deal cannot be related to itself.",
    ),
    "relation_kind_known": (
        lambda: _changed(
            factories.relation(factories.deal(), factories.deal("germany-information-sharing")), kind="admires"
        ),
        "Choose one of the kinds of relation.",
    ),
    "source_kind_known": (
        lambda: _changed(factories.source(), kind="rumor"),
        "Choose one of the kinds of source.",
    ),
    "source_url_is_web_address": (
        lambda: _changed(factories.source(), url="ftp://www.mofa.go.jp/"),
        "An address begins with http:// or https://.",
    ),
    "survey_unique": (
        lambda: _again(factories.survey(factories.agreement_type(), factories.partner())),
        "This survey is there already.",
    ),
    "survey_of_every_partner_unique": (
        lambda: _again(factories.survey(factories.agreement_type())),
        "There is a survey of this type with every partner already.",
    ),
    "sense_position_unique": (
        lambda: _again(_partner_sense()),
        "Two senses cannot have the same position.",
    ),
    "sense_partner_where_it_speaks": (
        lambda: _changed(_partner_sense(), speaker="partner-government"),
        "Name the partner if, and only if, its government speaks.",
    ),
    "sense_citation_unique": (
        lambda: _again(factories.sense_citation(_partner_sense())),
        "This source is cited already.",
    ),
    "cue_unique": (lambda: _again(factories.cue()), "This phrase is there already."),
    "cue_of_state_unique": (
        lambda: _again(factories.cue(type=None, state=_state())),
        "This phrase is there already.",
    ),
    "cue_of_type_or_state": (
        lambda: _changed(factories.cue(), state=_state()),
        "A phrase speaks for a type or for a state, not for both.",
    ),
    "cue_weight_in_range": (
        lambda: _changed(factories.cue(), weight=0),
        "A weight is from -10 to 10, and not 0.",
    ),
    "amount_unique": (lambda: _again(factories.amount(factories.deal())), "This amount is there already."),
    "amount_positive": (
        lambda: _changed(factories.amount(factories.deal()), amount=0),
        "An amount is more than nothing.",
    ),
    "amount_currency_form": (
        lambda: _changed(factories.amount(factories.deal()), currency="yen"),
        "A currency is three capital letters, such as JPY.",
    ),
    "deal_state_unique": (
        lambda: _again(factories.deal_state(factories.deal(), factories.state(factories.character()))),
        "This deal has that state already.",
    ),
    "deal_published_has_source": (
        lambda: _changed(factories.deal(), publication="published"),
        "A published deal needs at least one source.",
    ),
    "deal_published_is_complete": (
        lambda: _changed(factories.published_deal(), in_practice_ja=""),
        "A published deal needs its kind of paper, and in both languages a short name, what it is and what it means "
        "in practice.",
    ),
    "deal_ability_in_both_languages": (
        lambda: _changed(factories.deal(), ability_en="keep US forces in Japan"),
        "Say in both languages what two partners can do with it, or in neither.",
    ),
    "deal_instrument_known": (
        lambda: _changed(factories.deal(), instrument="handshake"),
        "Choose one of the kinds of paper.",
    ),
    "deal_diet_approval_known": (
        lambda: _changed(factories.deal(), diet_approval="perhaps"),
        "Choose whether the Diet’s approval was needed and given.",
    ),
    "deal_publication_known": (
        lambda: _changed(factories.deal(), publication="hidden"),
        "A deal is a draft or published.",
    ),
    "source_archived_url_is_web_address": (
        lambda: _changed(factories.source(), archived_url="web.archive.org/web/2024/x"),
        "The address of a copy begins with http:// or https://.",
    ),
    "former_slug_unique": (
        lambda: _again(factories.former_slug()),
        "This slug leads to a record already.",
    ),
    "former_slug_kind_known": (
        lambda: _changed(factories.former_slug(), kind="source"),
        "Choose one of the kinds of page.",
    ),
    "former_slug_of_one_record": (
        lambda: _changed(factories.former_slug(), partner=factories.partner("france")),
        "A former slug belongs to one record, of its own kind.",
    ),
    "report_kind_known": (
        lambda: _changed(factories.report(), kind="source"),
        "Choose one of the kinds of page.",
    ),
    "report_state_known": (
        lambda: _changed(factories.report(), state="forgotten"),
        "Choose one of the states of a report.",
    ),
    "report_decided_is_answered": (
        lambda: _changed(factories.report(), state="accepted", answer_en="Mended."),
        "Answer in both languages before you accept or decline.",
    ),
    "report_duplicate_of_another": (
        lambda: _changed(factories.report(), state="duplicate"),
        "Name the report that was there first if, and only if, this is a duplicate.",
    ),
    "report_not_duplicate_of_itself": (
        lambda: _changed(report := factories.report(), state="duplicate", duplicate_of=report),
        "A report cannot be a duplicate of itself.",
    ),
    "register_is_one": (lambda: Register(slug="another", compiled_on="2026-11-23"), "There is one register."),
}
# Nobody types these in: a status follows from the events (test_derived.py tries it), the index from the register;
# reports are counted, sources checked and the edition marked by the site.
WITHOUT_AN_EDITOR = {
    "deal_ends_after_it_begins",
    "edition_mark_is_one",
    "search_entry_kind_known",
    "source_check_outcome_known",
    "status_period_ends_after_start",
    "status_period_unique",
}


@pytest.mark.parametrize(("record", "message"), CASES.values(), ids=CASES.keys())
def test_what_breaks_a_rule_is_refused_in_words(record: Callable[[], Model], message: str) -> None:
    assert_refused(record(), message)


def test_every_rule_is_tried() -> None:
    rules = {rule.name for model in apps.get_app_config("agreements").get_models() for rule in model._meta.constraints}
    assert rules == set(CASES) | WITHOUT_AN_EDITOR


def test_a_draft_may_be_half_done() -> None:
    draft = _changed(factories.deal(), **dict.fromkeys(NEEDED, ""))
    draft.full_clean()
    draft.save()


def test_a_slug_belongs_to_one_deal() -> None:
    assert_refused(_again(factories.deal()), "A deal has this slug already.")


def test_an_end_cannot_come_before_the_beginning() -> None:
    deal = factories.deal()
    deal.begins, deal.ends = "2024-07-12", "2023"  # type: ignore[assignment]
    with pytest.raises(Exception, match="An end cannot come before the beginning"):
        deal.validate_constraints()


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    period = StatusPeriod(deal=factories.deal(), status="signed", start="2024", end="2023")
    with pytest.raises(Exception, match="status_period_ends_after_start"):
        period.save()


def test_a_citation_of_another_deals_event_is_refused_in_words() -> None:
    event = factories.event(factories.deal("germany-information-sharing"))
    citation = Citation(deal=factories.deal(), event=event, source=factories.source())
    with pytest.raises(Exception, match="This event belongs to another deal"):
        citation.full_clean()


def _one_of_each() -> list[Model]:
    """A record of every model that has a fixture file."""
    deal, other = factories.deal(), factories.deal("germany-information-sharing")
    event = factories.event(deal)
    types = (deal.type, factories.agreement_type("reciprocal-access"))
    state = factories.state(factories.character())
    sense = factories.sense(factories.term())
    return [
        factories.register(),
        deal,
        event,
        *types,
        state,
        state.character,
        sense,
        sense.term,
        Partner.objects.get(),
        factories.citation(deal, event),
        factories.citation(deal),
        Source.objects.get(),
        factories.amount(deal),
        factories.deal_state(deal, state),
        factories.deal_phrase(deal),
        factories.relation(deal, other),
        factories.type_phrase(types[0]),
        factories.type_state(types[0], state),
        factories.confusion(*types),
        factories.survey(types[0]),
        factories.survey(types[1], Partner.objects.get()),
        factories.sense_citation(sense),
        factories.cue(types[0]),
        factories.former_slug(deal),
    ]


def test_a_natural_key_leads_back_to_its_record() -> None:
    records = _one_of_each()
    for record in records:
        model = type(record)
        found = model.objects.get_by_natural_key(*record.natural_key())  # type: ignore[attr-defined]
        assert found == record, model
        assert str(found)


def test_every_model_of_facts_has_a_natural_key_that_is_tried() -> None:
    models = set(apps.get_app_config("agreements").get_models())
    kept = {model for model in models if hasattr(model, "natural_key")}
    assert kept == {type(record) for record in _one_of_each()}


def test_the_smallest_rows_are_valid() -> None:
    for record in _one_of_each():
        type(record).objects.get(pk=record.pk).full_clean()  # type: ignore[attr-defined]
