from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agreements.http import page
from agreements.models import Status
from agreements.selectors.types import types_by_family


@page
def glyphs(request: HttpRequest) -> HttpResponse:
    return render(request, "agreements/about/glyphs.html", {"families": types_by_family(), "statuses": Status})
