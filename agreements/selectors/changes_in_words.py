"""Facts that changed, in a reader's words: what is so now, and what stood there before."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from agreements.dates import with_standing
from agreements.derived import derived_fields
from agreements.models import (
    AgreementType,
    Amount,
    AmountKind,
    Deal,
    DealPhrase,
    DealState,
    DietApproval,
    Event,
    EventKind,
    Instrument,
    Partner,
    Relation,
    RelationKind,
    Source,
    State,
    Status,
    Term,
)
from agreements.register.differences import Piece, differences
from agreements.register.money import in_words as money_in_words
from agreements.register.partial_date import PartialDate
from agreements.register.sentences import joined

from .history import DayOfChanges, Fact, Key, Values
from .history_rows import DEAL

# A text longer than this, in characters, is shown with its differences marked, and not twice.
LONG = 120


@dataclass(frozen=True, slots=True)
class Item:
    """One fact of a change. `before` is empty where it is new, `now` where it was withdrawn.

    `language` is that of the two texts where it may not be the page's; `pieces` marks what differs in a long one.
    """

    label: str
    now: str = ""
    before: str = ""
    language: str = ""
    note: str = ""
    address: str = ""
    pieces: Sequence[Piece] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """The records that facts and entries point to by their ids. One that is gone, or not public, is not there."""

    types: Mapping[int, AgreementType]
    partners: Mapping[int, Partner]
    deals: Mapping[int, Deal]
    sources: Mapping[int, Source] = field(default_factory=dict)
    states: Mapping[int, State] = field(default_factory=dict)
    terms: Mapping[int, Term] = field(default_factory=dict)

    def records(self, model: type[Model]) -> Mapping[int, Any]:
        found: dict[type[Model], Mapping[int, Any]] = {
            AgreementType: self.types,
            Partner: self.partners,
            Source: self.sources,
            Term: self.terms,
        }
        return found[model]


def _ids(facts: Iterable[Fact], about: Container[str], column: str) -> set[int]:
    found = (row for fact in facts if fact.about in about for row in (fact.before, fact.after) if row)
    return {int(row[column]) for row in found if row[column]}


def names_for(
    subjects: Iterable[Key],
    facts: Sequence[Fact],
    types: Iterable[AgreementType],
    partners: Iterable[Partner],
    deals: Mapping[int, Deal],
) -> Names:
    """Read what entries are about and what facts name, and is not at hand: in a query for each kind of record."""
    about: dict[str, set[int]] = {}
    for kind, pk in subjects:
        about.setdefault(kind, set()).add(pk)
    sources = about.get("source", set()) | {fact.key[1] for fact in facts if fact.about == "source"}
    sources |= _ids(facts, ("dealphrase",), "source_id")
    states = _ids(facts, ("dealstate", "typestate"), "state_id")
    terms = about.get("term", set())
    by_id = {partner.pk: partner for partner in partners}
    parties = {pk for fact in facts if fact.about == "partners" for pk in (*(fact.before or ()), *(fact.after or ()))}
    parties |= about.get("partner", set()) | _ids(facts, ("sense",), "partner_id")
    if missing := parties - by_id.keys():
        # Party to a deal before it was corrected, and to no other.
        by_id |= Partner.objects.in_bulk(missing)
    return Names(
        types={kind.pk: kind for kind in types},
        partners=by_id,
        deals=deals,
        sources=Source.objects.in_bulk(sources) if sources else {},
        states=State.objects.select_related("character").in_bulk(states) if states else {},
        terms=Term.objects.in_bulk(terms) if terms else {},
    )


def noun_of(model: type[Model]) -> str:
    return capfirst(str(model._meta.verbose_name))


def label_of(model: type[Model], name: str) -> str:
    return capfirst(str(model._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def date_in_words(text: str | None) -> str:
    return PartialDate.parse(text).in_words(get_language() or "en") if text else ""


def named_in_words(ids: Iterable[int], records: Mapping[int, Any]) -> str:
    return joined([str(records[pk]) for pk in ids if pk in records], get_language() or "en")


def _label(name: str) -> str:
    return label_of(Deal, name)


def _event_in_words(row: Values) -> str:
    columns = {name: row[name] for name in ("kind", "place_en", "place_ja", "note_en", "note_ja")}
    event = Event(**{name: value or "" for name, value in columns.items()})
    date = PartialDate.parse(row["date"]).in_words(get_language() or "en")
    parts = [str(event.what_happened), str(event.place), with_standing(date, row["date_standing"])]
    return pgettext("before a date", ", ").join(part for part in parts if part)


def _amount_in_words(row: Values) -> str:
    amount = Amount(note_en=row["note_en"] or "", note_ja=row["note_ja"] or "")
    money = money_in_words(Decimal(row["amount"]), row["currency"], get_language() or "en")
    parts = [money, str(AmountKind(row["kind"]).label), str(amount.note)]
    return pgettext("before a date", ", ").join(part for part in parts if part)


_LINES = {"event": (Event, _event_in_words), "amount": (Amount, _amount_in_words)}


def _line_item(fact: Fact) -> Item:
    """Put a row with notes in two languages: in the page's, or in the other where only that one changed."""
    model, in_words = _LINES[fact.about]
    now, before = (in_words(row) if row else "" for row in (fact.after, fact.before))
    if now != before:
        return Item(noun_of(model), now, before)
    other = "en" if get_language() == "ja" else "ja"
    with override(other):
        now, before = (in_words(row) if row else "" for row in (fact.after, fact.before))
    return Item(noun_of(model), now, before if now != before else "", other)


def text_item(label: str, now: str, before: str, language: str) -> Item:
    is_long = bool(now and before) and max(len(now), len(before)) > LONG
    return Item(label, now, before, language, pieces=differences(before, now) if is_long else ())


# A text in English and in Japanese, or two lists of lines.
Texts = Sequence[Any]


def texts_item(label: str | Callable[[str], str], after: Texts | None, before: Texts | None) -> Item:
    """Put a text in the page's language, or the other where only that one changed. A label may follow the language."""
    now, then = ([as_text(text) for text in texts] if texts else ["", ""] for texts in (after, before))
    order = (1, 0) if get_language() == "ja" else (0, 1)
    place = next((place for place in order if now[place] != then[place]), order[0])
    language = ("en", "ja")[place]
    in_words = label if isinstance(label, str) else label(language)
    return text_item(in_words, now[place], then[place], language)


def as_text(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _title_item(fact: Fact) -> Item:
    language = fact.about[-2:]
    now, before = (row[0] if row else "" for row in (fact.after, fact.before))
    if now == before:
        seen = _("seen in an official text") if fact.after[1] else _("not seen in an official text")
        return Item(_label(fact.about), now, language=language, note=seen)
    return text_item(_label(fact.about), now, before, language)


def _value_in_words(about: str, value: Any, names: Names) -> str:
    if value is None:
        return str(DietApproval.UNKNOWN.label) if about in ("binding", "diet_approval") else ""
    if about == "binding":
        return _("yes") if value else _("no")
    if about == "instrument":
        return str(Instrument(value).label)
    if about == "diet_approval":
        return str(DietApproval(value).label)
    if about == "evidence_date":
        return date_in_words(value)
    if about == "partners":
        return named_in_words(value, names.partners)
    return named_in_words((value,) if about == "type_id" else value, names.types)


def source_item(fact: Fact, names: Names) -> Item | None:
    source = names.sources.get(fact.key[1])
    if source is None:
        return None
    if fact.after is None:
        label = _("Source no longer cited")
    elif fact.before is None:
        label = noun_of(Source)
    elif fact.after.is_read != fact.before.is_read:
        label = _("Source read since") if fact.after.is_read else _("Source not read after all")
    else:
        label = _("What a source supports")
    return Item(
        label,
        now=source.title if fact.after else "",
        before="" if fact.after else source.title,
        language=source.language if source.language != "xx" else "",
        note=source.publisher_name,
        address=source.url,
    )


def _phrase_item(fact: Fact) -> Item:
    now, before = (row["quote"] if row else "" for row in (fact.after, fact.before))
    row = fact.after or fact.before
    return Item(noun_of(DealPhrase), now, before if before != now else "", row["language"])


def state_item(fact: Fact, names: Names) -> Item | None:
    states = [names.states.get(int(row["state_id"])) if row else None for row in (fact.after, fact.before)]
    found = states[0] or states[1]
    if found is None:
        return None
    now, before = (str(state.label) if state else "" for state in states)
    return Item(str(found.character.name), now, before if before != now else "")


def _relation_item(fact: Fact, names: Names) -> Item | None:
    row = fact.after or fact.before
    other = names.deals.get(int(row["other_id"]))
    if other is None:
        return None
    now, before = (f"{RelationKind(row['kind']).label} {other}" if row else "" for row in (fact.after, fact.before))
    return Item(noun_of(Relation), now, before, address=other.get_absolute_url())


def _item(fact: Fact, names: Names) -> Item | None:
    about = fact.about
    if about in _LINES:
        return _line_item(fact)
    if about in DEAL.bilingual:
        return texts_item(lambda language: _label(f"{about}_{language}"), fact.after, fact.before)
    if about.startswith("title_"):
        return _title_item(fact)
    if about == "source":
        return source_item(fact, names)
    if about == DealPhrase._meta.model_name:
        return _phrase_item(fact)
    if about == DealState._meta.model_name:
        return state_item(fact, names)
    if about == "relation":
        return _relation_item(fact, names)
    now, before = (_value_in_words(about, value, names) for value in (fact.after, fact.before))
    return Item(_label(about.removesuffix("_id")), now, before)


# What a reader wants to hear of first.
_ORDER = ("event", "partners", "type_id", "amount", "diet_approval", "binding", "title_ja", "title_en", "short_name")
_LAST = ("dealphrase", "source", "evidence_date")


def _rank(fact: Fact) -> tuple[int, str]:
    if fact.about in _ORDER:
        rank = _ORDER.index(fact.about)
    elif fact.about in _LAST:
        rank = len(_ORDER) + 1 + _LAST.index(fact.about)
    else:
        rank = len(_ORDER)
    row = fact.after or fact.before
    return rank, row["date"] if fact.about == "event" else ""


def items_of(facts: Iterable[Fact], names: Names) -> list[Item]:
    """Return the facts in words, the weightiest first."""
    found = (_item(fact, names) for fact in sorted(facts, key=_rank))
    return [item for item in found if item is not None]


def status_item(day: DayOfChanges) -> Item | None:
    """Return what the events of the day made of the deal's status; None where it is what it was."""
    after, before = (derived_fields(events)["status"] for events in (day.events_after, day.events_before))
    if after == before or not after:
        return None
    return Item(capfirst(_("status")), str(Status(after).label), str(Status(before).label) if before else "")


def items_of_joined(facts: Sequence[Fact]) -> list[Item]:
    """Return what a deal brought when it joined the register: its events, and how many sources."""
    events = sorted((fact for fact in facts if fact.about == "event"), key=_rank)
    sources = sum(fact.about == "source" for fact in facts)
    return [*(_line_item(fact) for fact in events), Item(_("Number of sources"), str(sources))]


def event_in_a_few_words(row: Values) -> str:
    """Return an event for a headline, without place and note."""
    date = with_standing(PartialDate.parse(row["date"]).in_words(get_language() or "en"), row["date_standing"])
    if row["kind"] == EventKind.MILESTONE:
        return _event_in_words(row)
    return pgettext("before a date", ", ").join([str(EventKind(row["kind"]).label), date])
