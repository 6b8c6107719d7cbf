"""Takes in what readers report: the token of a form, the count of reports from one place, and the report itself."""

import secrets
import time
from dataclasses import dataclass

from django.core import signing
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from agreements.limits import EVERYBODY, a_day, sender_of, take
from agreements.models import Report

# Reports from one address of the network on one day: a class or an office may share it.
FROM_ONE = a_day("report", 10)
# Reports from everywhere on one day: what editors could never read is not let into the database.
FROM_ALL = a_day("report", 500)
# In seconds: nobody reads the form and writes a sentence sooner, and no page is left open for longer.
SHORTEST_STAY = 3
LONGEST_STAY = 24 * 60 * 60
_SALT = "agreements.reporting"


class TooManyReportsError(Exception):
    """As many reports as are taken on a day have come, from one place or from all."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        # Until the next day.
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class FormToken:
    """What a form carries in place of a cookie: when it was made, and the token that its report will have."""

    report: str
    # In seconds.
    age: float

    @property
    def is_too_quick(self) -> bool:
        return self.age < SHORTEST_STAY


class _EarlierSigner(signing.TimestampSigner):
    """Dates what it signs so far back that it is not too quick."""

    def timestamp(self) -> str:
        return signing.b62_encode(int(time.time()) - SHORTEST_STAY)


def new_token(earlier: str = "") -> str:
    """Return a signed token for one form, which dates it and names the report to be.

    `earlier` is the token of a form that was refused. Where it was ours and has only grown too old, whoever sends it
    has waited long enough, and need not wait again.
    """
    is_ours = bool(earlier) and read_token(earlier, is_any_age=True) is not None
    signer = _EarlierSigner(salt=_SALT) if is_ours else signing.TimestampSigner(salt=_SALT)
    return signer.sign(secrets.token_urlsafe(18))


def read_token(text: str, *, is_any_age: bool = False) -> FormToken | None:
    """Return what a form’s token says; None where it is not ours or too old."""
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        report = signer.unsign(text, max_age=None if is_any_age else LONGEST_STAY)
        made = signing.b62_decode(text.rsplit(signer.sep, 2)[1])
    except (signing.BadSignature, ValueError, IndexError):
        return None
    return FormToken(report, timezone.now().timestamp() - made)


def file_report(request: HttpRequest, token: str, report: Report) -> Report:
    """Keep a report under its token and return it, or the one that the same form has brought before.

    Raises TooManyReportsError.
    """
    if (sent_before := Report.objects.filter(token=token).first()) is not None:
        if _says_the_same(sent_before, report):
            return sent_before
        token = secrets.token_urlsafe(18)
    for limit, sender in ((FROM_ONE, sender_of(request)), (FROM_ALL, EVERYBODY)):
        if seconds := take(limit, sender):
            raise TooManyReportsError(seconds)
    report.token = token
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError:
        # A second click came in beside the first.
        return Report.objects.get(token=token)
    return report


def _says_the_same(one: Report, other: Report) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("kind", "slug", "fact", "text", "evidence"))
