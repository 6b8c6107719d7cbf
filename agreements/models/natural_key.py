"""Names records by what identifies them in the field, so that fixtures need no ids."""

from functools import cache
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.utils.encoding import force_str

_Record = TypeVar("_Record", bound="NaturalKeyModel", covariant=True)


@cache
def _labels(field: Any) -> dict[Any, Any]:
    return dict(field.flatchoices)


class NaturalKeyManager(models.Manager[_Record]):
    def get_by_natural_key(self, *values: Any) -> Any:
        return self.get(**dict(zip(self.model.natural_key_fields, values, strict=True)))


class NaturalKeyModel(models.Model):
    """A record that the look-ups in `natural_key_fields` name together."""

    natural_key_fields: ClassVar[tuple[str, ...]] = ("slug",)

    objects = NaturalKeyManager()

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: Any) -> Any:
        """Return the label of a choice, for `get_kind_display` and its like, which Django makes of this method.

        Django’s own hashes all labels of the field at each call, and to hash a label it translates it.
        """
        value = getattr(self, field.attname)
        return force_str(_labels(field).get(value, value), strings_only=True)

    def natural_key(self) -> tuple[Any, ...]:
        return tuple(self._look_up(path) for path in self.natural_key_fields)

    def _look_up(self, path: str) -> Any:
        value: Any = self
        for part in path.split("__"):
            value = getattr(value, part, None)
        return value if value is None or isinstance(value, int) else str(value)
