"""The second factor: six digits that an app makes anew every 30 seconds, or one of ten recovery codes.

django-otp keeps the devices, remembers the last digits taken, so that none is taken twice, and doubles the wait with
each wrong try. Of a recovery code only a keyed hash is kept.
"""

import secrets
from base64 import b32encode
from binascii import unhexlify
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unicodedata import normalize
from urllib.parse import quote, urlencode

import segno
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

DIGITS, STEP = 6, 30
# Steps before and after the present one that a phone’s clock may be off.
TOLERANCE = 1
NUMBER_OF_CODES = 10
# Fewer than this, and an editor is told.
FEW_CODES = 3
# Waits double with each wrong try up to this one, and stay at some eight minutes: whoever knows a password must not be
# able to lock its owner out for days.
_TRIES_COUNTED = 10
# Without letters and digits that look alike.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_GROUPS, _GROUP = 3, 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a typed code: the device that takes it, or the moment before which none is read."""

    device: Any = None
    not_before: datetime | None = None


def new_key() -> str:
    """Return a secret of 160 bits in hexadecimal digits, as a device keeps it."""
    return secrets.token_hex(20)


def key_in_words(key: str) -> str:
    """Return a key as an app takes it from who cannot scan: letters and digits in groups of four."""
    text = b32encode(unhexlify(key)).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def key_as_picture(key: str, username: str, issuer: str) -> str:
    """Return a key as a QR code, an SVG element without styles and scripts, which is as large as its place.

    With a size of its own and no view box, a browser would cut it off where its place is smaller.
    """
    query = urlencode({"secret": key_in_words(key).replace(" ", ""), "issuer": issuer}, quote_via=quote)
    address = f"otpauth://totp/{quote(issuer.replace(':', ''))}:{quote(username)}?{query}"
    return segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=4, dark="#000", light="#fff")


def _digits_of(typed: str) -> str:
    """Return what was typed without blanks and hyphens, and with the digits of a Japanese keyboard as plain ones."""
    return "".join(sign for sign in normalize("NFKC", typed).lower() if sign.isalnum())


def is_enrolled(user: Any) -> bool:
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def codes_left(user: Any) -> int:
    return int(StaticToken.objects.filter(device__user=user, device__confirmed=True).count())


@transaction.atomic
def enrol(user: Any, key: str, typed: str) -> TOTPDevice | None:
    """Give a user the device that holds a key, in place of any before, if the typed digits are of it."""
    digits = _digits_of(typed)
    totp = TOTP(unhexlify(key), STEP, digits=DIGITS)
    if not (digits.isascii() and digits.isdigit()) or not totp.verify(int(digits), TOLERANCE):
        return None
    TOTPDevice.objects.filter(user=user).delete()
    # The digits that enrolled it are spent.
    device: TOTPDevice = TOTPDevice.objects.create(
        user=user, name="app", key=key, digits=DIGITS, step=STEP, tolerance=TOLERANCE, last_t=totp.t(), drift=totp.drift
    )
    return device


def _hash_of(user: Any, code: str) -> str:
    # The table has room for 16 characters: 80 bits.
    return b32encode(salted_hmac("rosetta.sign_in.recovery", f"{user.pk} {code}", algorithm="sha256").digest())[
        :16
    ].decode()


@transaction.atomic
def new_codes(user: Any) -> list[str]:
    """Return ten new recovery codes; those before them are taken no more."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = [
        "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
        for _ in range(NUMBER_OF_CODES)
    ]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=_hash_of(user, _digits_of(code))) for code in codes
    )
    return codes


@transaction.atomic
def verdict_on(user: Any, typed: str) -> Verdict:
    """Say whether a code is the user’s: six digits are of the app, the rest recovery codes, which are then spent."""
    text = _digits_of(typed)
    is_of_app = len(text) == DIGITS and text.isascii() and text.isdigit()
    kind, token = (TOTPDevice, text) if is_of_app else (StaticDevice, _hash_of(user, text))
    not_before = None
    # Locked, so that of two requests with one code the second finds it spent.
    for device in kind.objects.select_for_update().filter(user=user, confirmed=True):
        allowed, why = device.verify_is_allowed()
        if not allowed:
            not_before = why["locked_until"]
        elif device.verify_token(token):
            return Verdict(device)
        elif device.throttling_failure_count > _TRIES_COUNTED:
            device.throttling_failure_count = _TRIES_COUNTED
            device.save(update_fields=["throttling_failure_count"])
    return Verdict(not_before=not_before)


def forget(user: Any) -> int:
    """Take a user’s devices and codes away, and return how many devices there were: they enrol anew."""
    number, _ = TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    return int(number)


def is_required() -> bool:
    return bool(settings.SECOND_FACTOR)
