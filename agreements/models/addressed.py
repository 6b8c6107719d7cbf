"""Records whose slug is the last part of a page’s address: what an address once led to, it leads to for ever."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .natural_key import NaturalKeyManager, NaturalKeyModel

_Record = TypeVar("_Record", bound="AddressedModel")


@lru_cache(maxsize=8192)
def _address(view: str, slug: str, language: str | None, prefix: str) -> str:
    return reverse(view, args=[slug])


def page_address(view: str, slug: str) -> str:
    """Return the address of a record’s page in the language in use.

    A list says the same hundred addresses again and again, and they follow from nothing but what is asked.
    """
    return _address(view, slug, get_language(), get_script_prefix())


class AddressedQuerySet(models.QuerySet[_Record]):
    """Writes of many rows at once. `bulk_update` is written with `update`."""

    def update(self, **values: Any) -> int:
        if "slug" not in values:
            return super().update(**values)
        with transaction.atomic(using=self.db):
            before = {record.pk: record.slug for record in self.order_by("pk")}
            count = super().update(**values)
            renamed: Any = self.model._default_manager.filter(pk__in=before)
            for record in renamed:
                record.keep_slug(before[record.pk])
        return count

    update.alters_data = True  # type: ignore[attr-defined]


class AddressedModel(NaturalKeyModel):
    """A record with a page of its own. A slug that it gives up goes on leading to it."""

    if not TYPE_CHECKING:
        # The checker would take the records of each model for records of this one.
        objects = NaturalKeyManager.from_queryset(AddressedQuerySet)()
    slug: Any
    former_slugs: Any

    class Meta:
        abstract = True
        base_manager_name = "objects"

    @classmethod
    def _former(cls) -> Any:
        return cls._meta.get_field("former_slugs").related_model

    def slug_was_public(self) -> bool:
        """Tell whether readers may know the slug that the record had until now."""
        return True

    def validate_unique(self, exclude: Any = None) -> None:
        super().validate_unique(exclude)
        if not exclude or "slug" not in exclude:
            self._refuse_slug_of_another()

    def _refuse_slug_of_another(self) -> Any:
        """Return the record’s own former slug that is its slug again, if any; refuse one that leads elsewhere."""
        former = self._former().objects.of_model(type(self)).filter(slug=self.slug).first()
        if former is not None and former.record.pk != self.pk:
            sentence = _("This slug was that of “%(name)s”, and its old address still leads there. Choose another.")
            raise ValidationError({"slug": sentence % {"name": former.record}}, code="former_slug")
        return former

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            stored: Any = type(self)._base_manager.filter(pk=self.pk)
            before = stored.values_list("slug", flat=True).first() if self.pk is not None else None
            super().save(*args, **kwargs)
            self.keep_slug(before)

    def keep_slug(self, before: str | None) -> None:
        """Make the slug that a record had before lead to it, inside the transaction of the write.

        Raises IntegrityError where the new slug leads to another record.
        """
        if before == self.slug:
            return
        try:
            taken_back = self._refuse_slug_of_another()
        except ValidationError as refusal:
            raise IntegrityError(" ".join(refusal.messages)) from refusal
        if taken_back is not None:
            # The record lives there again.
            taken_back.delete()
        if before is not None and self.slug_was_public():
            self._former().objects.keep(self, before)
