"""Pages and documents, and what each supports."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .fields import PartialDateField
from .natural_key import NaturalKeyManager, NaturalKeyModel
from .web_address import WebAddressValidator


class SourceKind(models.TextChoices):
    OFFICIAL_TEXT = "official-text", _("official text")
    OFFICIAL_ANNOUNCEMENT = "official-announcement", _("official announcement")
    PRESS = "press", _("press")
    ANALYSIS = "analysis", _("analysis")


class SourceQuerySet(models.QuerySet["Source"]):
    def shown(self) -> Self:
        """Keep the sources that readers see: those of a published deal or of a word, and never one of a draft alone."""
        cited = Q(Exists(_uses("sense_citations")))
        for name in ("citations", "phrases", "deal_states"):
            cited |= Q(Exists(_uses(name).filter(deal__publication="published")))
        return self.filter(cited)


def _uses(name: str) -> Any:
    # What uses a source is defined after it.
    return getattr(Source, name).rel.related_model.objects.order_by().filter(source=OuterRef("pk"))


class Source(NaturalKeyModel):
    natural_key_fields = ("url",)

    url = models.CharField(
        _("address"),
        max_length=1000,
        unique=True,
        validators=[WebAddressValidator()],
        help_text=_("The page’s full address, such as https://www.mofa.go.jp/…"),
    )
    title = models.CharField(_("title"), max_length=500, help_text=_("As printed, in its own language."))
    title_is_description = models.BooleanField(
        _("description"),
        default=False,
        help_text=_("The title describes the page, as its own headline has not been seen."),
    )
    language = models.CharField(
        _("language of the title"),
        max_length=2,
        choices=[("en", "English"), ("ja", "日本語"), ("xx", _("another"))],
        default="en",
    )
    publisher = models.CharField(_("publisher"), max_length=200)
    publisher_ja = models.CharField(
        _("publisher, Japanese"),
        max_length=200,
        blank=True,
        help_text=_("Where a Japanese text would name it otherwise: 外務省."),
    )
    date = PartialDateField(_("date"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=SourceKind.choices)
    archived_url = models.CharField(
        _("archived copy"),
        max_length=1000,
        blank=True,
        validators=[WebAddressValidator()],
        help_text=_("The address of a copy in an archive of the web, for the day when the page itself is gone."),
    )

    objects = NaturalKeyManager.from_queryset(SourceQuerySet)()  # type: ignore[misc]
    history = HistoricalRecords()

    class Meta:
        ordering = ["url"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=SourceKind.values),
                name="source_kind_known",
                violation_error_message=_("Choose one of the kinds of source."),
            ),
            models.CheckConstraint(
                condition=models.Q(url__startswith="http://") | models.Q(url__startswith="https://"),
                name="source_url_is_web_address",
                violation_error_message=_("An address begins with http:// or https://."),
            ),
            models.CheckConstraint(
                condition=models.Q(archived_url="")
                | models.Q(archived_url__startswith="http://")
                | models.Q(archived_url__startswith="https://"),
                name="source_archived_url_is_web_address",
                violation_error_message=_("The address of a copy begins with http:// or https://."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher})"

    def get_absolute_url(self) -> str:
        return self.url

    @property
    def publisher_name(self) -> str:
        """The publisher as a text in the language in use names it."""
        return self.publisher_ja if get_language() == "ja" and self.publisher_ja else self.publisher


class SourceStanding(models.TextChoices):
    """Whether somebody has read the page for this purpose."""

    SEEN = "seen", _("Read")
    KNOWN = "known", _("Known")
