"""The filters of a page as a reader knows them: `status: in force`."""

from collections.abc import Callable, Sequence

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agreements.models import AgreementType, Family, Partner, Region, Status
from agreements.register.sentences import either

from .entries import ChangeKind
from .site import partners_of_edition, types_of_edition

Pairs = Sequence[tuple[str, str]]

_NAMES = {
    "type": _("type"),
    "partner": _("partner"),
    "family": _("family"),
    "region": _("region"),
    "status": _("status"),
    "year_from": _("from year"),
    "year_to": _("to year"),
    "as_of": _("as of"),
    "q": _("words"),
    "kind": _("what happened"),
    "until": _("up to"),
}
_CHOICES: dict[str, type[TextChoices]] = {"family": Family, "region": Region, "status": Status, "kind": ChangeKind}
_RECORDS: dict[str, Callable[[], Sequence[AgreementType | Partner]]] = {
    "type": types_of_edition,
    "partner": partners_of_edition,
}


def _value(name: str, value: str) -> str:
    if name in _CHOICES:
        return str(_CHOICES[name](value).label)
    if name in _RECORDS:
        return next(str(record.name) for record in _RECORDS[name]() if record.slug == value)
    return value


def filters_in_words(pairs: Pairs) -> list[tuple[str, str]]:
    """Return the name and the value of each filter, which has been read from an address already."""
    return [(str(_NAMES[name]), _value(name, value)) for name, value in pairs]


def filters_by_name(pairs: Pairs) -> list[tuple[str, str]]:
    """Return the name of each filter with all that it lets pass: `partner: Germany or France`."""
    values: dict[str, list[str]] = {}
    for name, value in filters_in_words(pairs):
        values.setdefault(name, []).append(value)
    return [(name, either(of_name, get_language() or "en")) for name, of_name in values.items()]
