"""Values that a form would refuse: choices, lengths, addresses, slugs."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db.models import SlugField

from agreements.models.natural_key import NaturalKeyModel

from .finding import Finding, finding
from .register import Register

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _problems(record: NaturalKeyModel) -> dict[str, list[ValidationError]]:
    # Whether a related record is there is the database's to say, and a query each to ask.
    relations = [field.name for field in record._meta.concrete_fields if field.is_relation]
    try:
        record.clean_fields(exclude=relations)
    except ValidationError as error:
        problems: dict[str, list[ValidationError]] = error.error_dict
        return problems
    return {}


def values_are_what_a_form_takes(register: Register) -> Iterator[Finding]:
    for record in register.records:
        for field, errors in _problems(record).items():
            yield finding(record, field, " ".join(message for error in errors for message in error.messages))


def slugs_are_kebab_case(register: Register) -> Iterator[Finding]:
    for record in register.records:
        for field in record._meta.concrete_fields:
            value = getattr(record, field.attname)
            if isinstance(field, SlugField) and not _SLUG.fullmatch(value):
                yield finding(record, field.name, f"{value!r}: lower-case letters and digits, joined by single hyphens")


RULES = (values_are_what_a_form_takes, slugs_are_kebab_case)
