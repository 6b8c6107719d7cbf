"""The titles of the admin."""

from django.contrib import admin
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def _home() -> str:
    return "/ja/" if get_language() == "ja" else "/"


admin.site.site_header = _("The register, for editors")
admin.site.site_title = _("Register")
admin.site.index_title = _("What is in the register")
admin.site.empty_value_display = "–"
# “View site” keeps the language of the page.
admin.site.site_url = lazy(_home, str)()
