"""The languages of quotations and titles, as a file names them."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from agreements.exports.bundle import Words

LANGUAGES: Sequence[tuple[str, Words]] = (("en", _("English")), ("ja", _("Japanese")), ("xx", _("another language")))
