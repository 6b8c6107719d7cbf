"""Dated events in a deal's life."""

from typing import Self

from django.db import models
from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from agreements.register.partial_date import PartialDate
from agreements.register.status import DATING, DatedEvent
from agreements.register.status import DateStanding as RegisterDateStanding
from agreements.register.status import EventKind as Kind

from .fields import Bilingual, PartialDateField
from .natural_key import NaturalKeyManager
from .watched import WatchedModel, WatchedQuerySet


class EventKind(models.TextChoices):
    PROPOSED = Kind.PROPOSED.value, pgettext_lazy("event", "proposed")
    NEGOTIATIONS_OPENED = Kind.NEGOTIATIONS_OPENED.value, pgettext_lazy("event", "negotiations opened")
    AGREED_IN_PRINCIPLE = Kind.AGREED_IN_PRINCIPLE.value, pgettext_lazy("event", "agreed in principle")
    SIGNED = Kind.SIGNED.value, pgettext_lazy("event", "signed")
    DIET_APPROVED = Kind.DIET_APPROVED.value, pgettext_lazy("event", "approved by the Diet")
    IN_FORCE = Kind.IN_FORCE.value, pgettext_lazy("event", "in force")
    AMENDED = Kind.AMENDED.value, pgettext_lazy("event", "amended")
    EXTENDED = Kind.EXTENDED.value, pgettext_lazy("event", "extended")
    SUSPENDED = Kind.SUSPENDED.value, pgettext_lazy("event", "suspended")
    RESUMED = Kind.RESUMED.value, pgettext_lazy("event", "resumed")
    MILESTONE = Kind.MILESTONE.value, pgettext_lazy("event", "other step")
    COMPLETED = Kind.COMPLETED.value, pgettext_lazy("event", "completed")
    SUPERSEDED = Kind.SUPERSEDED.value, pgettext_lazy("event", "superseded")
    TERMINATED = Kind.TERMINATED.value, pgettext_lazy("event", "terminated")
    CANCELLED = Kind.CANCELLED.value, pgettext_lazy("event", "cancelled")


class DateStanding(models.TextChoices):
    """How far an event's date can be relied on."""

    STATED = RegisterDateStanding.STATED.value, _("stated by a source")
    BY = RegisterDateStanding.BY.value, _("had happened by then")
    UNCONFIRMED = RegisterDateStanding.UNCONFIRMED.value, _("unconfirmed")


class EventQuerySet(WatchedQuerySet["Event"]):
    """Writes that keep the deal’s status in step, and reads up to a day."""

    def up_to(self, day: PartialDate) -> Self:
        """Keep what had happened by the end of a day, a month or a year."""
        return self.filter(date__lte=str(day.at_its_end))

    def dating_first(self) -> Self:
        """Put first the event by which a list dates a deal."""
        rank = Case(
            *(When(kind=kind.value, then=Value(position)) for position, kind in enumerate(DATING)),
            default=Value(len(DATING)),
            output_field=IntegerField(),
        )
        return self.order_by(rank, "date")

    def with_deals_in_brief(self) -> Self:
        """Read with each event what a line about it shows of its deal: name, address and status, and which type it is.

        A deal has some thirty columns, many of them long texts.
        """
        return self.select_related("deal").only(
            *("kind", "date", "date_standing", "place_en", "place_ja", "note_en", "note_ja"),
            *("deal__slug", "deal__short_name_en", "deal__short_name_ja", "deal__status", "deal__type"),
        )


class Event(WatchedModel):
    natural_key_fields = ("deal__slug", "kind", "date")

    deal = models.ForeignKey("Deal", models.CASCADE, related_name="events", verbose_name=_("deal"))
    kind = models.CharField(_("what happened"), max_length=30, choices=EventKind.choices)
    date = PartialDateField(_("date"), help_text=_("As exactly as a source has it: 2024-07-12, 2024-07 or 2024."))
    date_standing = models.CharField(
        _("the date is"), max_length=20, choices=DateStanding.choices, default=DateStanding.STATED
    )
    place_en = models.CharField(_("place, English"), max_length=120, blank=True)
    place_ja = models.CharField(_("place, Japanese"), max_length=120, blank=True)
    note_en = models.CharField(
        _("note, English"),
        max_length=300,
        blank=True,
        help_text=_("A short clause, such as: Handover of the five radars in Quezon City"),
    )
    note_ja = models.CharField(_("note, Japanese"), max_length=300, blank=True)

    place = Bilingual()
    note = Bilingual()

    objects = NaturalKeyManager.from_queryset(EventQuerySet)()  # type: ignore[misc]
    history = HistoricalRecords()

    class Meta:
        ordering = ["deal__slug", "date", "kind"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["date"], name="event_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "kind", "date"],
                name="event_unique",
                violation_error_message=_("This deal has an event of that kind on that date already."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=EventKind.values),
                name="event_kind_known",
                violation_error_message=_("Choose one of the kinds of event."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=EventKind.MILESTONE) | ~models.Q(note_en=""),
                name="event_milestone_has_note",
                violation_error_message=_("Say in the note what this other step was."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.get_kind_display()}"

    def as_dated_event(self) -> DatedEvent:
        assert self.date is not None
        return DatedEvent(Kind(self.kind), self.date, RegisterDateStanding(self.date_standing))

    @property
    def what_happened(self) -> str:
        """The event in a few words: its kind, and the note if there is one. Another step is all in its note."""
        if self.kind == EventKind.MILESTONE:
            return str(self.note)
        kind = str(self.get_kind_display())
        return _("%(kind)s (%(note)s)") % {"kind": kind, "note": self.note} if self.note else kind
