from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = _("Register")

    def ready(self) -> None:
        from . import derived, edition_triggers, search_index  # noqa: F401  they connect the signals
