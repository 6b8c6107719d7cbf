"""What django-axes asks of the site: where a log-in came from, and the page for who has typed too many wrong ones.

A lock holds for one name from one address of the network. Whoever guesses from elsewhere locks the owner out of
nothing.
"""

from datetime import datetime
from ipaddress import ip_address
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from agreements.http import too_many
from agreements.limits import network_address, sender_of


def address_of(request: HttpRequest) -> str | None:
    """Return what axes keeps until the lock is over; None where the server has no address, as on a socket."""
    text = network_address(request)
    try:
        return str(ip_address(text))
    except ValueError:
        return None


def name_in_log(username: str, ip_address: str, user_agent: str, path_info: str, request: HttpRequest) -> str:
    """Name who failed to sign in, for the log: for a day, and without name or address."""
    return f"sender {sender_of(request)[:12]}"


# As much of a name as axes has room for. None of an account is longer than 150.
_LONGEST_NAME = 255


def name_tried(request: HttpRequest, credentials: Any = None) -> str:
    """Return the name of the account that somebody tried, as axes keeps it until the lock is over."""
    return str((credentials or request.POST).get("username", ""))[:_LONGEST_NAME]


def _free_again(request: HttpRequest, username: str) -> datetime:
    attempts = AccessAttempt.objects.filter(username=username, ip_address=address_of(request))
    latest = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    return (latest or timezone.now()) + settings.AXES_COOLOFF_TIME


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    free_again = _free_again(request, name_tried(request, credentials))
    seconds = max(1, int((free_again - timezone.now()).total_seconds()))
    minutes = -(-seconds // 60)
    return too_many(
        request,
        gettext("Too many wrong log-ins"),
        ngettext(
            "This name has been tried too often from your network with a wrong password. Try again in %(minutes)d"
            " minute, at %(time)s. From elsewhere the name is not locked.",
            "This name has been tried too often from your network with a wrong password. Try again in %(minutes)d"
            " minutes, at %(time)s. From elsewhere the name is not locked.",
            minutes,
        )
        % {"minutes": minutes, "time": f"{timezone.localtime(free_again):%H:%M %Z}"},
        seconds,
    )


def too_fast(request: HttpRequest, seconds: int) -> HttpResponse:
    return too_many(
        request,
        gettext("Too many log-ins"),
        gettext("Many have tried to log in from your network within a minute. Try again in %(seconds)d seconds.")
        % {"seconds": seconds},
        seconds,
    )
