from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agreements.http import page
from agreements.selectors.types import type_named, type_page, types_by_family


@page
def type_list(request: HttpRequest) -> HttpResponse:
    return render(request, "agreements/types/list.html", {"families": types_by_family()})


@page
def type_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "agreements/types/detail.html", {"page": type_page(type_named(slug))})
