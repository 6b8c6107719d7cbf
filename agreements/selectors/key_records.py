"""What tells kinds apart and where they were looked for, as the downloads give it: plain values, both languages."""

from collections.abc import Iterator
from itertools import groupby

from django.db.models import F

from agreements.forms import DealFilters
from agreements.models import Character, Cue, Deal, DealState, State, Survey, TypeState

from .deal_records import Record
from .deals import deals_matching

# Rows in memory at a time.
_BATCH = 1_000


def character_records() -> list[Record]:
    """Return the questions of the key, in their order."""
    names = ("slug", "name_en", "name_ja", "question_en", "question_ja", "help_en", "help_ja")
    rows = Character.objects.order_by("position").values(*names)
    return [{**row, "position": place} for place, row in enumerate(rows, 1)]


def state_records() -> list[Record]:
    """Return the states of each character, in their order."""
    states = State.objects.order_by("character__position", "position", "slug")
    rows = states.values("slug", "label_en", "label_ja", character_slug=F("character__slug"))
    return [
        {**row, "character": character, "position": place}
        for character, of_character in groupby(rows, lambda row: row["character_slug"])
        for place, row in enumerate(of_character, 1)
    ]


def matrix_records() -> list[Record]:
    """Return the states that each kind can have, kind by kind."""
    cells = TypeState.objects.select_related("type", "state__character").order_by(
        "type__position", "state__character__position", "state__position", "state__slug"
    )
    return [
        {
            "type": cell.type.slug,
            "character": cell.state.character.slug,
            "state": cell.state.slug,
            "note_en": cell.note_en or None,
            "note_ja": cell.note_ja or None,
        }
        for cell in cells.only("note_en", "note_ja", "type__slug", "state__slug", "state__character__slug")
    ]


def deal_state_records(filters: DealFilters | None) -> Iterator[Record]:
    """Yield the states to which the deals narrow the characters of their kinds. None: of any published deal."""
    deals = Deal.objects.published() if filters is None else deals_matching(filters).order_by()
    rows = (
        DealState.objects.filter(deal__in=deals.values("pk"))
        .order_by("deal__slug", "state__character__position", "state__position", "state__slug")
        .values_list("deal__slug", "state__character__slug", "state__slug", "source__url")
    )
    for row in rows.iterator(chunk_size=_BATCH):
        yield dict(zip(("deal", "character", "state", "source"), row, strict=True))


def cue_records() -> Iterator[Record]:
    """Yield the cues: those of each kind in the order of the kinds, those of states, those of neither."""
    cues = Cue.objects.select_related("type", "state__character").order_by(
        F("type__position").asc(nulls_last=True),
        F("state__character__position").asc(nulls_last=True),
        F("state__position").asc(nulls_last=True),
        *("language", "phrase", "pk"),
    )
    some = cues.only(
        *("language", "phrase", "weight", "reason_en", "reason_ja"),
        *("type__slug", "state__slug", "state__character__slug"),
    )
    for place, cue in enumerate(some.iterator(chunk_size=_BATCH), 1):
        yield {
            "position": place,
            "type": cue.type.slug if cue.type else None,
            "character": cue.state.character.slug if cue.state else None,
            "state": cue.state.slug if cue.state else None,
            "language": cue.language,
            "phrase": cue.phrase,
            "weight": cue.weight,
            "reason_en": cue.reason_en,
            "reason_ja": cue.reason_ja,
        }


def survey_records() -> list[Record]:
    """Return where and until when each kind was looked for: with every partner first, then with single ones."""
    surveys = Survey.objects.select_related("type", "partner").order_by(
        "type__position", F("partner__code").asc(nulls_first=True), "pk"
    )
    return [
        {
            "position": place,
            "type": survey.type.slug,
            "partner": survey.partner.code if survey.partner else None,
            "until": str(survey.until),
            "where_en": survey.where_en,
            "where_ja": survey.where_ja,
        }
        for place, survey in enumerate(surveys, 1)
    ]
