"""Facts about types, partners, words and sources that changed, in a reader's words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from agreements.models import AgreementType, Partner, Sense, Source, Speaker, Term, TypePhrase

from .changes_in_words import (
    Item,
    Names,
    date_in_words,
    label_of,
    named_in_words,
    noun_of,
    source_item,
    state_item,
    text_item,
    texts_item,
)
from .history import Fact, Values
from .history_rows import TOLD

# What is told of a record that joins, of which all facts are new.
_TOLD_OF_NEW: Mapping[type[Model], tuple[str, ...]] = {
    AgreementType: ("lede",),
    Partner: ("official_name", "region"),
    Term: ("beware", "sense"),
}
_ADDRESSES = ("url", "archived_url")


def _texts(row: Values | None, name: str) -> tuple[str, str] | None:
    return (row[f"{name}_en"], row[f"{name}_ja"]) if row else None


def _value(model: type[Model], about: str, value: Any, names: Names) -> str:
    if value is None:
        return ""
    if about == "types":
        return named_in_words(value, names.types)
    choices: dict[Any, Any] = dict(model._meta.get_field(about).flatchoices)  # type: ignore[union-attr]
    return str(choices.get(value, value))


def _plain_item(model: type[Model], fact: Fact, names: Names) -> Item:
    label = label_of(model, fact.about)
    if fact.about == "date":
        return Item(label, date_in_words(fact.after), date_in_words(fact.before))
    now, before = (_value(model, fact.about, value, names) for value in (fact.after, fact.before))
    if fact.about in _ADDRESSES:
        return Item(label, now, before, address=now)
    return text_item(label, now, before, "")


def _phrase_item(fact: Fact, names: Names) -> Item:
    row, old = fact.after or fact.before, fact.before
    phrase = TypePhrase(by_en=row["by_en"], by_ja=row["by_ja"])
    now, before = (one["quote"] if one else "" for one in (fact.after, old))
    return Item(noun_of(TypePhrase), now, before if before != now else "", row["language"], note=str(phrase.by))


def _confusion_item(fact: Fact, names: Names) -> Item | None:
    other = names.types.get(int((fact.after or fact.before)["other_id"]))
    if other is None:
        return None
    label = _("What tells it from %(type)s") % {"type": other}
    return texts_item(label, _texts(fact.after, "difference"), _texts(fact.before, "difference"))


def _type_state_item(fact: Fact, names: Names) -> Item | None:
    """Tell of the state, or of the note on it where only that changed."""
    if fact.after and fact.before and fact.after["state_id"] == fact.before["state_id"]:
        state = names.states.get(int(fact.after["state_id"]))
        label = str(state.character.name) if state else ""
        return texts_item(label, _texts(fact.after, "note"), _texts(fact.before, "note")) if state else None
    return state_item(fact, names)


def _speaker(row: Values | None, names: Names) -> str:
    if row is None:
        return ""
    partner = names.partners.get(int(row["partner_id"])) if row["partner_id"] else None
    speaker = str(Speaker(row["speaker"]).label)
    return _("%(kind)s (%(note)s)") % {"kind": speaker, "note": partner} if partner else speaker


def _sense_items(fact: Fact, names: Names) -> Iterator[Item]:
    """Tell of a sense that came or went by its definition, of one that changed by each thing that differs."""
    label = _("%(kind)s (%(note)s)") % {"kind": noun_of(Sense), "note": _speaker(fact.after or fact.before, names)}
    after, before = fact.after, fact.before
    if after is None or before is None or _texts(after, "definition") != _texts(before, "definition"):
        yield texts_item(label, _texts(after, "definition"), _texts(before, "definition"))
    if after is None or before is None:
        return
    if _texts(after, "differs") != _texts(before, "differs"):
        differs = _("%(kind)s (%(note)s)") % {"kind": label, "note": _("how it differs")}
        yield texts_item(differs, _texts(after, "differs"), _texts(before, "differs"))
    if _speaker(after, names) != _speaker(before, names):
        yield Item(label_of(Sense, "speaker"), _speaker(after, names), _speaker(before, names))
    for name in ("language", "date"):
        if after[name] != before[name]:
            yield _plain_item(Sense, Fact((name, 0), before[name], after[name]), names)


_OF_PARTS = {
    "typephrase": _phrase_item,
    "confusion": _confusion_item,
    "typestate": _type_state_item,
    "source": source_item,
}


def _items(model: type[Model], fact: Fact, names: Names) -> Iterator[Item]:
    if fact.about == "sense":
        yield from _sense_items(fact, names)
    elif fact.about in _OF_PARTS:
        item = _OF_PARTS[fact.about](fact, names)
        if item is not None:
            yield item
    elif fact.about in TOLD[model].bilingual:
        yield texts_item(lambda language: label_of(model, f"{fact.about}_{language}"), fact.after, fact.before)
    else:
        yield _plain_item(model, fact, names)


def _rank(model: type[Model], fact: Fact) -> tuple[int, int]:
    """Put a record's own texts first, in the order in which they are listed, then its parts, and sources last."""
    told = TOLD[model]
    order = (*told.bilingual, *told.single, *told.several) if model is not Source else told.single
    last = len(order) + (fact.about == "source")
    return (order.index(fact.about) if fact.about in order else last), fact.key[1]


def record_items(model: type[Model], facts: Iterable[Fact], names: Names, joined: bool) -> list[Item]:
    """Return the facts about a record in words; of one that joins those that say what it is."""
    told = [fact for fact in facts if not joined or fact.about in _TOLD_OF_NEW[model]]
    return [item for fact in sorted(told, key=lambda fact: _rank(model, fact)) for item in _items(model, fact, names)]
