"""What counts as the address of a page."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _


class WebAddressValidator(URLValidator):
    """Let through a full http or https address without a name before the host.

    `https://mofa.go.jp@elsewhere.example/` reads as one host and leads to another.

    Raises ValidationError, with the code `invalid` or `name_in_address`.
    """

    schemes = ["http", "https"]
    message = _("Give a full address that begins with http:// or https://.")

    def __call__(self, value: Any) -> None:
        super().__call__(value)
        if "@" in urlsplit(value).netloc:
            told = _("Give the address without what stands before the @: it hides where the address leads.")
            raise ValidationError(told, code="name_in_address", params={"value": value})
