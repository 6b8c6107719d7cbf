# mypy: disable-error-code="type-arg"
# Django’s classes take no type arguments at run time.
"""The admin, which is open to who has given both a password and, where it is required, a second factor."""

from typing import Any

import django_otp
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from agreements.limits import a_minute, sender_of, take

from . import second_factor
from .lockout import too_fast

_KEY = "second_factor_key"
_LOG_INS = a_minute("log-in", 60)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "none"}),
    )


class EditorsSite(AdminSite):
    site_header = _("The register, for editors")
    site_title = _("Register")
    index_title = _("What is in the register")
    empty_value_display = "–"
    # “View site” keeps the language of the page.
    site_url: Any = reverse_lazy("agreements:home")

    def has_permission(self, request: HttpRequest) -> bool:
        if not self.knows_password(request):
            return False
        return not second_factor.is_required() or request.user.is_verified()  # type: ignore[union-attr]

    def knows_password(self, request: HttpRequest) -> bool:
        return super().has_permission(request)

    def get_urls(self) -> list[Any]:
        asks = require_http_methods(["GET", "HEAD", "POST"])
        return [
            # Without the second factor too: who cannot give it must be able to leave.
            path("logout/", self.logout, name="logout"),
            path("second-factor/", asks(never_cache(self.ask)), name="second_factor"),
            path("second-factor/enrol/", asks(never_cache(self.enrol)), name="second_factor_enrol"),
            path(
                "second-factor/codes/",
                asks(self.admin_view(self.recovery_codes)),
                name="second_factor_codes",
            ),
            *super().get_urls(),
        ]

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if request.method == "POST" and (seconds := take(_LOG_INS, sender_of(request))):
            return too_fast(request, seconds)
        if request.method == "GET" and self.knows_password(request) and not self.has_permission(request):
            return self._to_second_factor(request)
        return super().login(request, extra_context)

    def _to_second_factor(self, request: HttpRequest) -> HttpResponse:
        query = urlencode({"next": self._next(request)})
        return HttpResponseRedirect(f"{reverse('admin:second_factor')}?{query}")

    def _next(self, request: HttpRequest) -> str:
        """Return where an editor wanted to go, if that is on this site."""
        wanted = request.POST.get("next") or request.GET.get("next") or ""
        is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
        return wanted if is_ours else reverse("admin:index")

    def _page(self, request: HttpRequest, name: str, **context: Any) -> HttpResponse:
        return TemplateResponse(
            request,
            f"admin/second_factor/{name}.html",
            {**self.each_context(request), "next": self._next(request), **context},
        )

    def _signed_in(self, request: HttpRequest, device: Any) -> None:
        # An address of the session that somebody knew before is worth nothing now.
        request.session.cycle_key()
        django_otp.login(request, device)

    @method_decorator(sensitive_post_parameters("code"))
    def ask(self, request: HttpRequest) -> HttpResponse:
        """Ask for the second factor of who has given the password; lead to enrolment who has none yet."""
        if not self.knows_password(request):
            return HttpResponseRedirect(reverse("admin:login"))
        if not second_factor.is_enrolled(request.user):
            query = urlencode({"next": self._next(request)})
            return HttpResponseRedirect(f"{reverse('admin:second_factor_enrol')}?{query}")
        form = CodeForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            verdict = second_factor.verdict_on(request.user, form.cleaned_data["code"])
            if verdict.device is not None:
                self._signed_in(request, verdict.device)
                self._tell_of_codes_left(request)
                return HttpResponseRedirect(self._next(request))
            form.add_error("code", self._not_taken(verdict))
        status = 429 if form.is_bound and verdict_waits(form) else 200
        response = self._page(request, "ask", title=gettext("Second factor"), form=form)
        response.status_code = status
        return response

    def _not_taken(self, verdict: second_factor.Verdict) -> forms.ValidationError:
        if verdict.not_before is None:
            return forms.ValidationError(
                gettext("That code is not right, or it has been used. Wait for the next one of the app."), "wrong"
            )
        seconds = max(1, int((verdict.not_before - timezone.now()).total_seconds()) + 1)
        return forms.ValidationError(
            ngettext(
                "After several wrong codes, the next is read in %(seconds)d second.",
                "After several wrong codes, the next is read in %(seconds)d seconds.",
                seconds,
            )
            % {"seconds": seconds},
            "wait",
        )

    def _tell_of_codes_left(self, request: HttpRequest) -> None:
        left = second_factor.codes_left(request.user)
        if left < second_factor.FEW_CODES:
            messages.warning(
                request,
                ngettext(
                    "You have %(number)d recovery code left. Make new ones, under “Second factor” above.",
                    "You have %(number)d recovery codes left. Make new ones, under “Second factor” above.",
                    left,
                )
                % {"number": left},
            )

    @method_decorator(sensitive_post_parameters("code"))
    def enrol(self, request: HttpRequest) -> HttpResponse:
        """Give an editor the key for an app, and take it once the app has shown that it has it."""
        if not self.knows_password(request):
            return HttpResponseRedirect(reverse("admin:login"))
        # With the password alone nobody exchanges what is there to guard it.
        if second_factor.is_enrolled(request.user) and not request.user.is_verified():  # type: ignore[union-attr]
            return self._to_second_factor(request)
        key = request.session.setdefault(_KEY, second_factor.new_key())
        form = CodeForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            device = second_factor.enrol(request.user, key, form.cleaned_data["code"])
            if device is not None:
                del request.session[_KEY]
                self._signed_in(request, device)
                return self._show_codes(request)
            form.add_error("code", gettext("That is not what the app shows for this key. Is the phone’s clock right?"))
        username = request.user.get_username()
        return self._page(
            request,
            "enrol",
            title=gettext("Second factor"),
            form=form,
            key=second_factor.key_in_words(key),
            # Squares of our own drawing: of the name in it nothing is left but those.
            picture=mark_safe(second_factor.key_as_picture(key, username, self._issuer(request))),  # noqa: S308
            is_exchange=second_factor.is_enrolled(request.user),
        )

    def _issuer(self, request: HttpRequest) -> str:
        host = settings.SITE_URL.rpartition("//")[2] if settings.SITE_URL else request.get_host()
        return f"Rosetta ({host.replace(':', ' ')})"

    def recovery_codes(self, request: HttpRequest) -> HttpResponse:
        """Say how many recovery codes are left, and make new ones."""
        if request.method == "POST":
            return self._show_codes(request)
        return self._page(
            request,
            "codes",
            title=gettext("Second factor"),
            left=second_factor.codes_left(request.user),
            is_enrolled=second_factor.is_enrolled(request.user),
        )

    def _show_codes(self, request: HttpRequest) -> HttpResponse:
        codes = second_factor.new_codes(request.user)
        response = self._page(request, "new_codes", title=gettext("Recovery codes"), codes=codes)
        response["Cache-Control"] = "no-store"
        return response


def verdict_waits(form: forms.Form) -> bool:
    return any(error.code == "wait" for error in form.errors.as_data().get("code", []))
