"""How one deal follows from another. One row serves both deals: the inverse is the same row read backwards."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .deal import Deal
from .natural_key import NaturalKeyModel


class RelationKind(models.TextChoices):
    """What the newer deal, or the one that carries out, does to the other."""

    SUPERSEDES = "supersedes", _("supersedes")
    AMENDS = "amends", _("amends")
    IMPLEMENTS = "implements", _("implements")
    BUILDS_ON = "builds-on", _("builds on")


INVERSE = {
    RelationKind.SUPERSEDES: _("superseded by"),
    RelationKind.AMENDS: _("amended by"),
    RelationKind.IMPLEMENTS: _("implemented by"),
    RelationKind.BUILDS_ON: _("basis for"),
}


class Relation(NaturalKeyModel):
    natural_key_fields = ("deal__slug", "kind", "other__slug")

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="relations", verbose_name=_("deal"))
    kind = models.CharField(_("relation"), max_length=20, choices=RelationKind.choices)
    other = models.ForeignKey(Deal, models.CASCADE, related_name="inverse_relations", verbose_name=_("other deal"))
    history = HistoricalRecords()

    class Meta:
        ordering = ["deal__slug", "kind", "other__slug"]
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "kind", "other"],
                name="relation_unique",
                violation_error_message=_("This relation is there already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(deal=models.F("other")),
                name="relation_not_to_itself",
                violation_error_message=_("A deal cannot be related to itself."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=RelationKind.values),
                name="relation_kind_known",
                violation_error_message=_("Choose one of the kinds of relation."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deal} {self.get_kind_display()} {self.other}"

    @property
    def inverse_display(self) -> str:
        """The relation as the other deal has it."""
        return str(INVERSE[RelationKind(self.kind)])
