"""Two to four partners, kinds or deals row by row, with what differs marked."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from agreements.dates import status_with_standing, with_standing
from agreements.forms import MOST_COMPARED, CompareFilters, Problem, told
from agreements.models import AgreementType, Deal, Event, EventKind, Family, Partner, Region, Status
from agreements.models.deal import DealQuerySet
from agreements.register.partial_date import PartialDate
from agreements.register.sentences import alternatives, joined
from agreements.register.status import SPOKEN_OF, STANDING

from .key import Key, key_of_register, states_of_few
from .partners import ALLIANCE, Ability, abilities_of, ability_in_words, deals_named, obliging_to_fight, survey_by_type
from .site import partners_of_edition, types_of_edition
from .standing import standing_with
from .types import counts_by_type

FEWEST = 2
Record = AgreementType | Partner | Deal
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer. `sign` is a pair of a type's slug and a status, `address` leads to what it rests on."""

    text: str
    sign: tuple[str, str] | None = None
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One question with an answer for each column. `is_text`: the answers are sentences, and no words to look up."""

    name: str
    cells: Sequence[Cell]
    differs: bool
    address: str = ""
    is_text: bool = False


Groups = list[tuple[str, Sequence[Row]]]


@dataclass(frozen=True, slots=True)
class Column:
    """What is compared: its name, its page, its row of signs, and the comparison without it."""

    slug: str
    name: str
    address: str
    signs: Sequence[tuple[str, str, str]]
    # Where a sentence has another name: `the Philippines`.
    in_sentence: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    columns: Sequence[Column]
    groups: Sequence[tuple[str, Sequence[Row]]]
    problems: Sequence[Problem]

    @property
    def is_enough(self) -> bool:
        return len(self.columns) >= FEWEST

    @property
    def difference_count(self) -> int:
        return sum(row.differs for _, rows in self.groups for row in rows)

    @property
    def row_count(self) -> int:
        return sum(len(rows) for _, rows in self.groups)


def _row(name: str, cells: Sequence[Cell], keys: Sequence[object] | None = None, address: str = "") -> Row:
    """Return a row that differs where its keys do; without keys, where what it shows does."""
    return Row(name, cells, len(set(keys or [(cell.text, cell.note) for cell in cells])) > 1, address)


def _text_row(name: str, texts: Sequence[str]) -> Row:
    """Return a row of running text."""
    return Row(name, [Cell(text) for text in texts], len(set(texts)) > 1, is_text=True)


def known(slugs: Iterable[str], records: Mapping[str, T], name: str) -> tuple[list[T], list[Problem]]:
    """Return the records of these slugs, in their order and as many as fit, and a sentence for each that has none."""
    found: list[T] = []
    problems: list[Problem] = []
    for slug in slugs:
        if slug not in records:
            sentence = _("“%(value)s” is not a known value of “%(name)s”.") % {"value": slug, "name": name}
            problems.append(Problem(sentence, name))
        elif records[slug] not in found:
            found.append(records[slug])
    if len(found) > MOST_COMPARED:
        sentence = _("Only the first %(number)d are compared.") % {"number": MOST_COMPARED}
        problems.append(Problem(sentence, name))
    return found[:MOST_COMPARED], list(told(problems))


def _by_name(deals: DealQuerySet, names: Sequence[str]) -> dict[str, Deal]:
    """Return the deals that have these short names, in either language, by the name as it was typed.

    A keyboard has a hyphen for the dash of “Japan–Germany ACSA”.
    """
    alike = Q()
    for name in names:
        for spelled in {name, name.replace("-", "–")}:
            alike |= Q(short_name_en__iexact=spelled) | Q(short_name_ja__iexact=spelled)
    by_name = {_plain(text): one for one in deals.filter(alike) for text in (one.short_name_en, one.short_name_ja)}
    return {name: by_name[_plain(name)] for name in names if _plain(name) in by_name}


def _plain(name: str) -> str:
    return name.casefold().replace("–", "-")


def _deals_named(texts: Sequence[str]) -> dict[str, Deal]:
    deals = Deal.objects.published().select_related("type")
    records = {deal.slug: deal for deal in deals.filter(slug__in=texts)}
    names = [text for text in texts if text not in records][:MOST_COMPARED]
    return records | _by_name(deals, names) if names else records


def named_in(filters: CompareFilters) -> Mapping[str, Record]:
    """Return the records that an address may name, by the texts that name them: slugs, and of deals short names."""
    if filters.of == "deal":
        return _deals_named(filters.slugs)
    records = partners_of_edition() if filters.of == "partner" else types_of_edition()
    return {one.slug: one for one in records}


def compared(filters: CompareFilters) -> tuple[list[Record], list[Problem]]:
    """Return what an address lays side by side, in its order, and a sentence for what the register does not have."""
    return known(filters.slugs, named_in(filters), filters.of)


def _date(when: PartialDate | None, standing: str = "") -> str:
    return with_standing(str(when), standing) if when else "–"


def _list(parts: Iterable[object]) -> str:
    return joined([str(part) for part in parts], get_language() or "en")


# Partners


def _ability_cell(ability: Ability) -> Cell:
    kind, deal = ability.type, ability.deal
    if deal is None:
        return Cell(_("none found") if ability.survey else _("not looked for"), (kind.slug, ""))
    status = status_with_standing(deal.status_then, deal.since_standing_then)
    note = _date(deal.since_then, deal.since_standing_then)
    if ability.others:
        note = _("%(date)s, and %(number)d more") % {"date": note, "number": ability.others}
    return Cell(status, (kind.slug, deal.status_then), deal.get_absolute_url(), note)


def _partner_groups(
    partners: Sequence[Partner], types: Sequence[AgreementType], as_of: PartialDate | None
) -> tuple[Groups, list[list[tuple[str, str, str]]]]:
    slugs = tuple(kind.slug for kind in types)
    standings = [standing_with(partner.slug, slugs, as_of) for partner in partners]
    deals = deals_named({slug for stands in standings for slug in stands.slugs}, as_of)
    columns = [
        abilities_of(
            stands.answers,
            types,
            deals,
            survey_by_type(partner),
        )
        for partner, stands in zip(partners, standings, strict=True)
    ]
    groups: Groups = []
    for family in Family:
        rows = [
            _row(
                kind.short_name,
                [_ability_cell(column[place]) for column in columns],
                # A date alone is no difference.
                [(column[place].answer, getattr(column[place].deal, "status_then", "")) for column in columns],
                kind.get_absolute_url(),
            )
            for place, kind in enumerate(types)
            if kind.family == family
        ]
        if rows:
            groups.append((str(family.label), rows))
    stands = [sum(getattr(ability.deal, "status_then", "") in STANDING for ability in column) for column in columns]
    groups.append(
        (
            _("Over all"),
            [
                _row(_("Kinds signed or in force"), [Cell(str(number)) for number in stands]),
                _row(_("Deals in the register"), [Cell(str(one.deals)) for one in standings]),
                _row(_("The first of them"), [Cell(_date(one.first)) for one in standings]),
                _row(_("Region"), [Cell(str(Region(one.region).label)) for one in partners]),
            ],
        )
    )
    signs = [
        [(ability.type.slug, ability.deal.status_then, ability.type.short_name) for ability in column if ability.deal]
        for column in columns
    ]
    return groups, signs


def _of_partners(partners: Sequence[Partner], as_of: PartialDate | None) -> tuple[list[Column], Groups]:
    groups: Groups = []
    signs: list[list[tuple[str, str, str]]] = [[] for _partner in partners]
    if len(partners) >= FEWEST:
        groups, signs = _partner_groups(partners, types_of_edition(), as_of)
    columns = [
        Column(one.slug, one.name, one.get_absolute_url(), row, one.in_sentence)
        for one, row in zip(partners, signs, strict=True)
    ]
    return columns, groups


# Kinds and deals share the characters of the key.


def _character_rows(key: Key, states_of: Sequence[Callable[[str], frozenset[str]]]) -> list[Row]:
    rows, language = [], get_language() or "en"
    for slug, character in key.characters.items():
        columns = [states_of_one(slug) for states_of_one in states_of]
        cells = [
            Cell(alternatives([key.states[slug, one].label for one in key.matrix.in_order(slug, states)], language))
            for states in columns
        ]
        rows.append(_row(character.name, cells, columns))
    return rows


def _of_types(kinds: Sequence[AgreementType], as_of: PartialDate | None) -> tuple[list[Column], Groups]:
    columns = [Column(kind.slug, kind.name, kind.get_absolute_url(), [(kind.slug, "", "")]) for kind in kinds]
    if len(kinds) < FEWEST:
        return columns, []
    key = key_of_register()
    by_type = counts_by_type()
    counts = {kind.pk: by_type.get(kind.pk, Counter()) for kind in kinds}

    def states_of(kind: AgreementType) -> Callable[[str], frozenset[str]]:
        return lambda character: key.matrix.possible(kind.slug, character)

    def count_row(name: str, status: Status) -> Row:
        return _row(name, [Cell(str(counts[kind.pk][status])) for kind in kinds])

    groups: Groups = [
        (
            _("In short"),
            [
                _text_row(_("In one sentence"), [kind.lede for kind in kinds]),
                _text_row(_("With it two partners can"), [kind.ability for kind in kinds]),
                _row(_("Family"), [Cell(str(Family(kind.family).label)) for kind in kinds]),
            ],
        ),
        (_("Marks"), _character_rows(key, [states_of(kind) for kind in kinds])),
        (
            _("In the register"),
            [
                _row(_("Number of deals"), [Cell(str(counts[kind.pk].total())) for kind in kinds]),
                count_row(pgettext("number of deals", "In force"), Status.IN_FORCE),
                count_row(pgettext("number of deals", "Signed"), Status.SIGNED),
            ],
        ),
    ]
    return columns, groups


def _date_of(events: Sequence[Event], kind: EventKind) -> str:
    dates = [(str(event.date), event.date_standing) for event in events if event.kind == kind]
    return with_standing(*min(dates)) if dates else "–"


def _of_deals(deals: Sequence[Deal], as_of: PartialDate | None) -> tuple[list[Column], Groups]:
    columns = [
        Column(deal.slug, deal.short_name, deal.get_absolute_url(), [(deal.type.slug, deal.status, "")])
        for deal in deals
    ]
    if len(deals) < FEWEST:
        return columns, []
    prefetch_related_objects(deals, "partners", "events")
    key = key_of_register()
    states = states_of_few(deals, key)

    def states_of(deal: Deal) -> Callable[[str], frozenset[str]]:
        of_deal = states[deal.slug]
        return lambda slug: of_deal.get(slug) or frozenset(key.matrix.character(slug).state_slugs)

    obliging = obliging_to_fight([deal for deal in deals if deal.type.slug == ALLIANCE])

    def ability_of(deal: Deal) -> str:
        return ability_in_words(deal.type, deal, promises=deal.type.slug != ALLIANCE or deal.slug in obliging)

    def whether_binding(deal: Deal) -> str:
        if not deal.binding:
            return _("Not known") if deal.binding is None else _("No")
        is_there = deal.status not in SPOKEN_OF
        return _("Yes, under international law") if is_there else _("Yes, under international law, once in force")

    events = [list(deal.events.all()) for deal in deals]
    groups: Groups = [
        (
            _("In short"),
            [
                _row(_("Kind"), [Cell(one.type.name, None, one.type.get_absolute_url()) for one in deals]),
                _row(_("With"), [Cell(_list(partner.name for partner in one.partners.all())) for one in deals]),
                _row(
                    _("Status"),
                    [
                        Cell(
                            status_with_standing(one.status, one.since_standing) or "–",
                            (one.type.slug, one.status),
                            note=_date(one.status_since, one.since_standing),
                        )
                        for one in deals
                    ],
                ),
                _text_row(_("What it is"), [one.summary for one in deals]),
                _text_row(_("With it two partners can"), [ability_of(one) for one in deals]),
                _text_row(_("In practice"), [one.in_practice for one in deals]),
            ],
        ),
        (
            _("The paper"),
            [
                _row(_("Signed"), [Cell(_date_of(one, EventKind.SIGNED)) for one in events]),
                _row(_("In force"), [Cell(_date_of(one, EventKind.IN_FORCE)) for one in events]),
                _row(_("Kind of paper"), [Cell(one.get_instrument_display()) for one in deals]),
                _row(_("Binding"), [Cell(whether_binding(one)) for one in deals]),
                _row(_("Approval by the Diet"), [Cell(one.get_diet_approval_display()) for one in deals]),
            ],
        ),
        (_("Marks"), _character_rows(key, [states_of(one) for one in deals])),
    ]
    return columns, groups


_OF: dict[str, Callable[[Sequence[Any], PartialDate | None], tuple[list[Column], Groups]]] = {
    "partner": _of_partners,
    "type": _of_types,
    "deal": _of_deals,
}


def comparison(filters: CompareFilters, named: Mapping[str, Record]) -> Comparison:
    """Lay side by side what an address names; fewer than two make columns without rows."""
    records, unknown = known(filters.slugs, named, filters.of)
    columns, groups = _OF[filters.of](records, filters.as_of)
    return Comparison(columns, groups, [*filters.problems, *unknown])


def deal_names() -> list[tuple[str, str]]:
    """Return the slugs and names of all deals, for a reader to choose from."""
    return [
        (deal.slug, deal.short_name) for deal in Deal.objects.published().only("slug", "short_name_en", "short_name_ja")
    ]
