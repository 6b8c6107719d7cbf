"""Mistakes that readers report, and what became of each."""

from typing import Any, Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .fields import Bilingual
from .web_address import WebAddressValidator

LONGEST_REPORT = 2_000
LONGEST_ADDRESS = 500


class ReportState(models.TextChoices):
    NEW = "new", _("new")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    DUPLICATE = "duplicate", _("duplicate")


class ReportedKind(models.TextChoices):
    """What a report is about: a record that has a page, or the register as a whole."""

    DEAL = "deal", _("deal")
    PARTNER = "partner", _("partner")
    TYPE = "type", _("type")
    TERM = "term", _("term")
    REGISTER = "register", _("the register as a whole")


class ReportQuerySet(models.QuerySet["Report"]):
    def accepted_and_shown(self) -> Self:
        """Keep what readers may see in the list of changes: accepted, with the consent of whoever reported it."""
        return self.filter(state=ReportState.ACCEPTED, may_be_shown=True)


class Report(models.Model):
    """One reader’s words on one record. Not a fact of the register, and so not in its files; no name is asked."""

    token = models.CharField(_("token"), max_length=43, unique=True, editable=False)
    kind = models.CharField(_("kind of page"), max_length=10, choices=ReportedKind.choices)
    # The slug at the time: where it has changed, it leads on as the page’s address does.
    slug = models.SlugField(_("slug"), max_length=80, blank=True)
    # `event/in-force/2024-07-12`, or the name of a part of the page; empty for the page as a whole.
    fact = models.CharField(_("fact"), max_length=60, blank=True)
    text = models.TextField(_("what is wrong"), validators=[MaxLengthValidator(LONGEST_REPORT)])
    evidence = models.CharField(
        _("where the right fact can be read"),
        max_length=LONGEST_ADDRESS,
        blank=True,
        validators=[WebAddressValidator()],
    )
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ja", "日本語")])
    may_be_shown = models.BooleanField(_("the outcome may be shown"), default=False)
    received = models.DateTimeField(_("received"), default=timezone.now, editable=False)

    state = models.CharField(
        pgettext_lazy("state of a report", "state"),
        max_length=10,
        choices=ReportState.choices,
        default=ReportState.NEW,
    )
    duplicate_of = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="duplicates",
        null=True,
        blank=True,
        verbose_name=_("the same as"),
        help_text=_("The report that was there first; its outcome is shown in place of this one’s."),
    )
    answer_en = models.TextField(
        _("answer, English"),
        blank=True,
        help_text=_("Public once the report is decided: what was changed, or why not."),
    )
    answer_ja = models.TextField(_("answer, Japanese"), blank=True)
    editors_note = models.TextField(_("internal note"), blank=True, help_text=_("Never shown to readers."))
    decided = models.DateTimeField(_("decided"), null=True, editable=False)

    answer = Bilingual()

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-received", "-pk"]
        # Readers add them, by the form on the site.
        default_permissions = ("view", "change", "delete")
        permissions = [("decide_report", _("Can decide a report"))]
        verbose_name = _("report of a mistake")
        verbose_name_plural = _("reports of mistakes")
        indexes = [models.Index(fields=["state", "-decided"], name="report_state_decided")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ReportedKind.values),
                name="report_kind_known",
                violation_error_message=_("Choose one of the kinds of page."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values),
                name="report_state_known",
                violation_error_message=_("Choose one of the states of a report."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ReportState.ACCEPTED, ReportState.DECLINED])
                | (~Q(answer_en="") & ~Q(answer_ja="")),
                name="report_decided_is_answered",
                violation_error_message=_("Answer in both languages before you accept or decline."),
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.DUPLICATE, duplicate_of__isnull=False)
                | (~Q(state=ReportState.DUPLICATE) & Q(duplicate_of=None)),
                name="report_duplicate_of_another",
                violation_error_message=_("Name the report that was there first if, and only if, this is a duplicate."),
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | ~Q(duplicate_of=F("id")),
                name="report_not_duplicate_of_itself",
                violation_error_message=_("A report cannot be a duplicate of itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.received):%Y-%m-%d} {self.get_kind_display()} {self.slug}".rstrip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.state == ReportState.NEW:
            self.decided = None
        elif self.decided is None:
            self.decided = timezone.now()
        super().save(*args, **kwargs)

    @property
    def settled(self) -> "Report":
        """The report whose outcome is this one’s: another, where that was there first."""
        return self.duplicate_of if self.duplicate_of is not None else self
