"""The site's addresses and one more: what the server and the middleware cost by themselves."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from rosetta.urls import handler400, handler404
from rosetta.urls import urlpatterns as of_site

__all__ = ["handler400", "handler404", "urlpatterns"]


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


urlpatterns = [path("hello", hello), *of_site]
