"""Every public address, in reading order."""

from django.urls import path

from agreements.views import deals, grid, home, identify, partners, site, terms, types

app_name = "agreements"
urlpatterns = [
    path("", home.home, name="home"),
    path("types/", types.type_list, name="type_list"),
    path("types/<slug:slug>/", types.type_detail, name="type_detail"),
    path("partners/", partners.partner_list, name="partner_list"),
    path("partners/<slug:slug>/", partners.partner_detail, name="partner_detail"),
    path("deals/", deals.deal_list, name="deal_list"),
    path("deals/<slug:slug>/", deals.deal_detail, name="deal_detail"),
    path("grid/", grid.grid, name="grid"),
    path("terms/", terms.term_list, name="term_list"),
    path("terms/<slug:slug>/", terms.term_detail, name="term_detail"),
    path("identify/", identify.identify, name="identify"),
    path("about/", site.about, name="about"),
]
