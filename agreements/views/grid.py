from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agreements.forms import read_as_of
from agreements.http import page
from agreements.selectors.grid import grid as grid_of


@page
def grid(request: HttpRequest) -> HttpResponse:
    as_of, problems = read_as_of(request.GET)
    return render(request, "agreements/grid.html", {"grid": grid_of(as_of), "as_of": as_of, "problems": problems})
