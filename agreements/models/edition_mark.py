"""What tells one state of the register from another."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionMark(models.Model):
    """One row with the primary key 1, which the database itself writes anew with every write of what pages show.

    See agreements/edition_triggers.py. The key is random: of two copies of a register that went different ways, none
    ever bears the key of the other.
    """

    key = models.CharField(_("key"), max_length=32, editable=False)
    changed = models.DateTimeField(_("changed"), editable=False)
    # The key that the register had when it had just been loaded: as long as it has it, nothing has been changed.
    as_loaded = models.CharField(_("key as loaded"), max_length=32, default="", editable=False)

    class Meta:
        default_permissions = ()
        verbose_name = _("mark of the edition")
        verbose_name_plural = _("marks of the edition")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="edition_mark_is_one")]

    def __str__(self) -> str:
        return self.key


@contextmanager
def no_fact_changed() -> Iterator[None]:
    """Let a register that stands as it was loaded count as such after what is written inside: an index, no fact."""
    is_as_loaded = EditionMark.objects.filter(as_loaded=models.F("key")).exists()
    yield
    if is_as_loaded:
        EditionMark.objects.update(as_loaded=models.F("key"))


def locked_mark() -> dict[str, Any]:
    """Return the mark, which nobody else changes until the transaction ends; empty where there is none."""
    return dict(EditionMark.objects.select_for_update().filter(pk=1).values("key", "changed").first() or {})


def put_back(mark: dict[str, Any]) -> None:
    """Let the edition be what it was when `locked_mark` gave this: what was written meanwhile is on no page."""
    if mark:
        EditionMark.objects.filter(pk=1).update(**mark)
