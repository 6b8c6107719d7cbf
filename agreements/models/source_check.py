"""What came of asking for the page of a source. Not a fact of the register, and so not in its files."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .source import Source


class Outcome(models.TextChoices):
    WORKS = "works", _("there")
    MOVED = "moved", _("moved")
    GONE = "gone", _("gone")
    SILENT = "silent", _("no answer")
    REFUSED = "refused", _("refused")
    NOT_ASKED = "not-asked", _("not asked")


# So many checks in a row without an answer, and a page counts as dead. A page that says that it is gone does at once.
SILENT_CHECKS = 3


class SourceCheckQuerySet(models.QuerySet["SourceCheck"]):
    def dead(self) -> Self:
        return self.filter(Q(outcome=Outcome.GONE) | Q(outcome=Outcome.SILENT, failures__gte=SILENT_CHECKS))


class SourceCheck(models.Model):
    source = models.OneToOneField(
        Source, models.CASCADE, related_name="last_check", editable=False, verbose_name=_("source")
    )
    checked = models.DateTimeField(_("last check"), db_index=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, editable=False)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, editable=False)
    moved_to = models.CharField(_("moved to"), max_length=2000, blank=True, editable=False)
    # In the words of the network, for editors.
    detail = models.CharField(_("detail"), max_length=200, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("checks in a row without the page"), default=0, editable=False)
    last_there = models.DateTimeField(_("last there"), null=True, editable=False)

    objects = SourceCheckQuerySet.as_manager()

    class Meta:
        ordering = ["source__url"]
        default_permissions = ()
        verbose_name = _("check of a source")
        verbose_name_plural = _("checks of sources")
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="source_check_outcome_known")
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} ({self.checked:%Y-%m-%d})"
