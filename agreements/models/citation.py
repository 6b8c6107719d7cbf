"""What a source supports, and the words of it that show how diplomats and the press put a deal."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .deal import Deal
from .event import Event
from .natural_key import NaturalKeyManager, NaturalKeyModel
from .source import Source, SourceStanding
from .watched import WatchedModel, WatchedQuerySet


class CitationQuerySet(WatchedQuerySet["Citation"]):
    """Writes that keep the deal’s status in step."""


class Citation(WatchedModel):
    natural_key_fields = ("deal__slug", "event__kind", "event__date", "source__url")

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="citations", verbose_name=_("deal"))
    event = models.ForeignKey(
        Event,
        models.CASCADE,
        related_name="citations",
        null=True,
        blank=True,
        verbose_name=_("supports"),
        help_text=_("One event, or nothing for the deal as a whole."),
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations", verbose_name=_("source"))
    standing = models.CharField(
        _("read"),
        max_length=10,
        choices=SourceStanding.choices,
        default=SourceStanding.SEEN,
        help_text=_("Read: somebody has read the page for this. Known: nobody has yet."),
    )
    objects = NaturalKeyManager.from_queryset(CitationQuerySet)()  # type: ignore[misc]
    history = HistoricalRecords()

    class Meta:
        ordering = ["deal__slug", "event__date", "event__kind", "source__url"]
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "event", "source"],
                name="citation_unique",
                violation_error_message=_("This source is cited for that event already."),
            ),
            models.UniqueConstraint(
                fields=["deal", "source"],
                condition=models.Q(event=None),
                name="citation_of_whole_deal_unique",
                violation_error_message=_("This source is cited for the deal as a whole already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)

    def clean(self) -> None:
        if self.event is not None and self.event.deal_id != self.deal_id:
            raise ValidationError({"event": _("This event belongs to another deal.")})


class DealPhrase(NaturalKeyModel):
    """A headline or an announcement’s title, as printed, with its meaning in the other language."""

    natural_key_fields = ("deal__slug", "source__url")

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="phrases", verbose_name=_("deal"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="phrases", verbose_name=_("source"))
    quote = models.CharField(_("words as printed"), max_length=300)
    language = models.CharField(_("language"), max_length=2, choices=[("en", "English"), ("ja", "日本語")])
    gloss = models.CharField(_("meaning in the other language"), max_length=300)
    history = HistoricalRecords()

    class Meta:
        ordering = ["deal__slug", "source__date", "source__url"]
        verbose_name = _("headline")
        verbose_name_plural = _("headlines")
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "source"],
                name="deal_phrase_unique",
                violation_error_message=_("This source is quoted already."),
            )
        ]

    def __str__(self) -> str:
        return self.quote
