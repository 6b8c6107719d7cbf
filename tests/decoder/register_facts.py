"""Reads the register's fixtures into what the decoder takes, without a database."""

import json
import os
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from agreements.decoder import Cue, DealFacts, Decoder, PartnerNames, TypeFacts, Weights
from agreements.decoder.measuring import LabelledText
from agreements.register.partial_date import PartialDate

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
TEXTS = Path(__file__).with_name("texts.jsonl")
ENDED = {"superseded", "terminated", "cancelled", "completed"}


def rows(path: Path, model: str) -> list[dict[str, Any]]:
    return [row["fields"] for row in json.loads(path.read_text("utf-8")) if row["model"] == f"agreements.{model}"]


@cache
def cues() -> tuple[Cue, ...]:
    # A draft of the cues can be measured before it is loaded.
    path = Path(os.environ.get("DECODER_CUES", FIXTURES / "cues.json"))
    return tuple(
        Cue(
            row["language"],
            row["phrase"],
            row["weight"],
            row["type"][0] if row["type"] else None,
            (row["state"][0], row["state"][1]) if row.get("state") else None,
            row["reason_en"],
            row["reason_ja"],
        )
        for row in rows(path, "cue")
    )


@cache
def types() -> tuple[TypeFacts, ...]:
    states: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for row in rows(FIXTURES / "types.json", "typestate"):
        of_type, (character, state) = states[row["type"][0]], row["state"]
        of_type[character] = of_type.get(character, frozenset()) | {state}
    return tuple(
        TypeFacts(row["slug"], row["position"], states[row["slug"]])
        for row in rows(FIXTURES / "types.json", "agreementtype")
    )


@cache
def partners() -> tuple[PartnerNames, ...]:
    return tuple(
        PartnerNames(
            row["slug"],
            row["code"],
            (row["name_en"], row["official_name_en"], *row["aliases_en"], *row["adjectives_en"]),
            (row["name_ja"], row["official_name_ja"], *row["aliases_ja"]),
        )
        for row in rows(FIXTURES / "partners.json", "partner")
    )


@cache
def deals() -> tuple[DealFacts, ...]:
    slug_of = {row["code"]: row["slug"] for row in rows(FIXTURES / "partners.json", "partner")}
    found: list[DealFacts] = []
    for path in sorted((FIXTURES / "deals").glob("*.json")):
        events: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in rows(path, "event"):
            events[row["deal"][0]].append(row)
        for row in rows(path, "deal"):
            happened = events[row["slug"]]
            found.append(
                DealFacts(
                    row["slug"],
                    row["type"][0],
                    frozenset(slug_of.get(key[0], key[0]) for key in row["partners"]),
                    frozenset(key[0] for key in row["also_types"]),
                    tuple(title for title in (row["title_en"], row["title_ja"]) if title),
                    (row["short_name_en"], row["short_name_ja"]),
                    tuple(PartialDate.parse(event["date"]) for event in happened if event["date"]),
                    tuple(row["items_en"]) + tuple(row["items_ja"]),
                    not ENDED & {event["kind"] for event in happened},
                )
            )
    return tuple(found)


@cache
def titles() -> dict[str, dict[str, str]]:
    """Return the official titles of the deals, by language and slug."""
    found: dict[str, dict[str, str]] = {"en": {}, "ja": {}}
    for path in sorted((FIXTURES / "deals").glob("*.json")):
        for row in rows(path, "deal"):
            for language in found:
                if title := row[f"title_{language}"]:
                    found[language][row["slug"]] = title
    return found


@cache
def decoder() -> Decoder:
    path = os.environ.get("DECODER_WEIGHTS")
    weights = Weights.from_text(Path(path).read_text("utf-8")) if path else Weights.kept()
    return Decoder(cues(), types(), partners(), deals(), weights)


@cache
def texts() -> tuple[LabelledText, ...]:
    lines = TEXTS.read_text("utf-8").splitlines()
    return tuple(LabelledText.from_row(json.loads(line)) for line in lines)
