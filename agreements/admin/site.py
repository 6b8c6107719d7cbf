"""The titles of the admin."""

from django.contrib import admin
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static import admin as _of_static  # noqa: F401  it registers what is taken away below
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp import admin as _of_totp  # noqa: F401
from django_otp.plugins.otp_totp.models import TOTPDevice


def _home() -> str:
    return "/ja/" if get_language() == "ja" else "/"


admin.site.site_header = _("The register, for editors")
admin.site.site_title = _("Register")
admin.site.index_title = _("What is in the register")
admin.site.empty_value_display = "–"
# “View site” keeps the language of the page.
admin.site.site_url = lazy(_home, str)()
# Their own pages show keys. Editors see to their second factor at `/admin/second-factor/`; whoever runs the site takes
# one away with `manage.py forget_second_factor`.
admin.site.unregister([TOTPDevice, StaticDevice])
