"""Takes away the pages that other packages brought and no editor needs."""

from django.contrib import admin
from django_otp.plugins.otp_static import admin as _of_static  # noqa: F401  it registers what is taken away below
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp import admin as _of_totp  # noqa: F401
from django_otp.plugins.otp_totp.models import TOTPDevice

# Their own pages show keys. Editors see to their second factor at `/admin/second-factor/`; whoever runs the site takes
# one away with `manage.py forget_second_factor`.
admin.site.unregister([TOTPDevice, StaticDevice])
