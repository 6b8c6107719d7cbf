"""The register as a whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .natural_key import NaturalKeyModel


class Register(NaturalKeyModel):
    """The one row that dates the facts as a whole."""

    slug = models.SlugField(_("slug"), unique=True, default="register")
    compiled_on = models.DateField(_("as of"), help_text=_("The day on which its facts were last gathered."))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("register")
        verbose_name_plural = _("register")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(slug="register"),
                name="register_is_one",
                violation_error_message=_("There is one register."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.compiled_on:%Y-%m-%d}"
