"""The slugs that a record once had, on its own form. They are kept by saving it, and nobody edits them."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class ShowsFormerSlugs:
    """Gives an admin the read-only field `former_slugs_shown`."""

    @admin.display(description=_("former slugs, which lead here"))
    def former_slugs_shown(self, record: Any) -> str:
        return ", ".join(former.slug for former in record.former_slugs.all()) if record.pk else ""
