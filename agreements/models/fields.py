"""Fields of the subject: partial dates, lists of lines, and texts in two languages."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agreements.register.partial_date import PartialDate

# Many rows share a date, and a date never changes.
_read = lru_cache(maxsize=8192)(PartialDate.parse)
PARTIAL_DATE_ERROR = _("Type a date as 2024-07-12, 2024-07 or 2024.")


class Bilingual:
    """Reads `<name>_en` or `<name>_ja` by the language in use, and the other where that one is empty."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return self
        first, second = ("ja", "en") if get_language() == "ja" else ("en", "ja")
        return getattr(instance, f"{self.name}_{first}") or getattr(instance, f"{self.name}_{second}")


class PartialDateFormField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, PartialDate):
            return value
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return PartialDate.typed(str(text))
        except ValueError:
            raise ValidationError(PARTIAL_DATE_ERROR, code="invalid") from None

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The length has been checked by reading the date."""

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, PartialDate) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "").strip()


if TYPE_CHECKING:
    _PartialDateField = models.Field[PartialDate | str | None, PartialDate | None]
else:
    _PartialDateField = models.Field


class PartialDateField(_PartialDateField):
    """A partial date, kept as its ISO 8601 text, which sorts and compares rightly byte by byte."""

    description = _("Date known to the day, the month or the year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length", None)
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "CharField"

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        # Other collations of PostgreSQL may pass over the hyphens.
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or isinstance(value, PartialDate):
            return value
        if value == "":
            return None
        try:
            return PartialDate.parse(str(value))
        except ValueError:
            raise ValidationError(PARTIAL_DATE_ERROR, code="invalid") from None

    def from_db_value(self, value: str | None, *args: Any) -> PartialDate | None:
        return None if value is None else _read(value)

    def get_prep_value(self, value: Any) -> str | None:
        value = super().get_prep_value(value)
        return None if value in (None, "") else str(value)

    def value_to_string(self, obj: models.Model) -> Any:
        value = self.value_from_object(obj)
        return None if value is None else str(value)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})


class LinesFormField(forms.CharField):
    """A list typed as one entry a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        return [line.strip() for line in str(super().to_python(value)).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != self.to_python(data or ""))


def validate_lines(value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(line, str) and line for line in value):
        raise ValidationError(_("Give one entry a line."), code="lines")


class LinesField(models.JSONField):
    """A list of texts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        kwargs["validators"] = [validate_lines]
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": LinesFormField, **kwargs})
