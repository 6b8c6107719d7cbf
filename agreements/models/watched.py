"""Records from which a deal's stored status follows: every write of them is told of, and stands or falls with it."""

from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar

from django.db import models, transaction
from django.dispatch import Signal

from .natural_key import NaturalKeyModel

# Sent with `deal_ids`, inside the transaction of the write, where Django itself sends no signal.
deals_written = Signal()
# Sent with `deal_ids` once the stored status of deals is in step again, inside the same transaction.
deals_refreshed = Signal()

_Record = TypeVar("_Record", bound="WatchedModel")


class WatchedQuerySet(models.QuerySet[_Record]):
    """Writes of many rows at once. `bulk_update` and a related manager's `add` are written with `update`."""

    def update(self, **values: Any) -> int:
        with transaction.atomic(using=self.db):
            ids = list(self.values_list("pk", flat=True))
            before = self.model.deals_of(ids)
            count = super().update(**values)
            # A record may have moved from one deal to another: both change.
            self._tell(before | self.model.deals_of(ids))
        return count

    def bulk_create(self, objs: Iterable[_Record], *args: Any, **kwargs: Any) -> list[_Record]:
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            deal_ids = {getattr(record, self.model.deal_id_field) for record in created}
            # Rows written over a conflict may come back without their ids.
            self._tell(self.model.deals_of(None) if None in deal_ids else deal_ids)
        return created

    update.alters_data = True  # type: ignore[attr-defined]
    bulk_create.alters_data = True  # type: ignore[attr-defined]

    def _tell(self, deal_ids: set[int]) -> None:
        deals_written.send(sender=self.model, deal_ids=deal_ids)


class WatchedModel(NaturalKeyModel):
    deal_id_field: ClassVar[str] = "deal_id"
    # Set while a record is saved: the deals to which it belonged until then.
    deals_before: set[int]

    class Meta:
        abstract = True
        # Also what Django writes by itself, as for `deal.events.add(event)`, goes through the queryset above.
        base_manager_name = "objects"

    @classmethod
    def deals_of(cls, ids: Iterable[Any] | None) -> set[int]:
        """Return the ids of the deals to which the records of these ids belong, or those of every record."""
        rows = cls._base_manager.all() if ids is None else cls._base_manager.filter(pk__in=ids)
        return set(rows.order_by().values_list(cls.deal_id_field, flat=True))

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Django sends post_save after its own transaction: a status that cannot be would leave the record behind.
        with transaction.atomic():
            super().save(*args, **kwargs)
