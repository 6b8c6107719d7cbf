from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = _("Register")

    def ready(self) -> None:
        from . import derived  # noqa: F401  connects the signals
