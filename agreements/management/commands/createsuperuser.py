"""Django’s command, which then says what comes next."""

from typing import Any

from django.conf import settings
from django.contrib.auth.management.commands import createsuperuser


class Command(createsuperuser.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if settings.SECOND_FACTOR:
            self.stdout.write(
                f"Sign in at {settings.SITE_URL}/admin/ now: you set up the second factor there, for which you need an "
                "app for one-time codes (TOTP). Until you have, the password alone opens that page."
            )
