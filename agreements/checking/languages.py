"""Texts that are there in one language only."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Field, Model

from agreements.models import AgreementType, Deal, Partner

from .finding import Finding, finding, warning
from .register import Register

# A missing official title is a fact: some deals have one in one language only.
_MAY_BE_IN_ONE_LANGUAGE = {(Deal, "title")}
# A language has its own other names, as many as it has.
_MAY_DIFFER_IN_LENGTH = {(AgreementType, "aliases"), (Partner, "aliases")}


def paired_fields(model: type[Model]) -> list[str]:
    """Return the names, without language, of the texts that a model has in English and in Japanese."""
    names = {field.name for field in model._meta.get_fields() if isinstance(field, Field)}
    return sorted(
        name.removesuffix("_en") for name in names if name.endswith("_en") and f"{name.removesuffix('_en')}_ja" in names
    )


def lacking(model: type[Model], texts: Mapping[str, Any]) -> Iterator[str]:
    """Yield the fields of a model whose text is there in the other language only. `texts`: by the names of fields."""
    for name in paired_fields(model):
        english, japanese = texts.get(f"{name}_en"), texts.get(f"{name}_ja")
        if bool(english) != bool(japanese) and (model, name) not in _MAY_BE_IN_ONE_LANGUAGE:
            yield f"{name}_ja" if english else f"{name}_en"


def unequal(model: type[Model], texts: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Yield each list in Japanese that has not as many entries as in English, and how many each has."""
    for name in paired_fields(model):
        english, japanese = texts.get(f"{name}_en"), texts.get(f"{name}_ja")
        if not (isinstance(english, list) and isinstance(japanese, list) and english and japanese):
            continue
        if len(english) != len(japanese) and (model, name) not in _MAY_DIFFER_IN_LENGTH:
            yield f"{name}_ja", len(japanese), len(english)


def texts_are_in_both_languages(register: Register) -> Iterator[Finding]:
    for record in register.records:
        for missing in lacking(type(record), vars(record)):
            # A draft may be half done.
            say = warning if isinstance(record, Deal) and not record.is_published else finding
            yield say(record, missing, "the text is missing in this language")


def lists_are_of_equal_length(register: Register) -> Iterator[Finding]:
    for record in register.records:
        for name, japanese, english in unequal(type(record), vars(record)):
            yield finding(record, name, f"{japanese} entries, but {english} in English")


def japanese_is_not_a_copy_of_the_english(register: Register) -> Iterator[Finding]:
    """A name such as ACSA is the same in both languages; a sentence is not."""
    for record in register.records:
        for name in paired_fields(type(record)):
            english, japanese = getattr(record, f"{name}_en"), getattr(record, f"{name}_ja")
            if english == japanese and " " in str(english).strip() and (type(record), name) != (Deal, "title"):
                yield warning(record, f"{name}_ja", "is the English text")


RULES = (texts_are_in_both_languages, lists_are_of_equal_length, japanese_is_not_a_copy_of_the_english)
