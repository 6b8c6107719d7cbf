from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agreements.http import page
from agreements.selectors.home import home_page


@page
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "agreements/home.html", {"page": home_page()})
