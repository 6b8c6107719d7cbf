"""What a reader has to say on a page of the register: the form, and the receipt that tells what became of it."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from agreements.http import page, see_other
from agreements.models.report import LONGEST_ADDRESS, LONGEST_REPORT
from agreements.report_form import ReportForm
from agreements.reporting import TooManyReportsError, file_report, new_token, read_token
from agreements.selectors.reports import WHOLE_REGISTER, Subject, fact_words, report_of, subject_at, subject_of
from rosetta.requests import comes_from_this_site

# Longer than any path of this site.
LONGEST_PATH = 200


# A token of Django’s would set a cookie, and readers get none; see docs/decisions.md on what stands in its place.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    about = request.GET.get("about", "")[:LONGEST_PATH]
    subject = subject_at(about) if about else WHOLE_REGISTER
    problem = "" if subject else _("There is no page of the register at that address: this is about the whole of it.")
    subject = subject or WHOLE_REGISTER
    if request.method == "POST":
        return _send(request, subject, problem)
    return _form_page(request, _empty_form(request, subject), problem)


def _empty_form(request: HttpRequest, subject: Subject) -> ReportForm:
    return ReportForm(subject, comes_from_this_site(request), initial={"fact": request.GET.get("fact", "")})


def _send(request: HttpRequest, subject: Subject, problem: str) -> HttpResponse:
    """File what was sent and lead to its receipt, or give the form back with what stands against it."""
    try:
        form = ReportForm(subject, comes_from_this_site(request), request.POST)
    except RequestDataTooBig:
        return _form_page(request, _empty_form(request, subject), _("That is far too much to send at once."), 413)
    if not form.is_valid():
        return _form_page(request, form, problem, 422)
    try:
        kept = file_report(request, form.read.report, form.report(get_language() or "en"))
    except TooManyReportsError as error:
        problem = _(
            "As many reports as can be read have come today, from your network or from all. Your words"
            " are still here: keep them, and send them tomorrow."
        )
        return _form_page(request, form, problem, 429, error.seconds)
    return see_other(reverse("agreements:report_receipt", args=[kept.token]))


def _form_page(request: HttpRequest, form: ReportForm, problem: str, status: int = 200, wait: int = 0) -> HttpResponse:
    token = form.data.get("token", "") if form.is_bound else ""
    context = {
        "form": form,
        "subject": form.subject,
        "problem": problem,
        # A form that comes back keeps its token, so that it brings one report however often it is sent.
        "token": token if read_token(token) else new_token(token),
        "longest_text": LONGEST_REPORT,
        "longest_address": LONGEST_ADDRESS,
    }
    response = render(request, "agreements/reports/report.html", context, status=status)
    if wait:
        response["Retry-After"] = str(wait)
    response["X-Robots-Tag"] = "noindex"
    # Two readers must not be handed one token.
    add_never_cache_headers(response)
    return response


@page
def report_receipt(request: HttpRequest, token: str) -> HttpResponse:
    found = report_of(token)
    context = {"report": found, "subject": subject_of(found), "fact": fact_words(found.kind, found.fact)}
    response = render(request, "agreements/reports/receipt.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    add_never_cache_headers(response)
    return response
