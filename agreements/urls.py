"""Every public address, in reading order."""

from django.urls import path

from agreements.selectors.bundles import DATASETS
from agreements.views import (
    compare,
    data,
    deals,
    decode,
    downloads,
    glyphs,
    grid,
    home,
    identify,
    identify_apart,
    partners,
    pictures,
    search,
    site,
    terms,
    timeline,
    types,
)
from agreements.views import map as world_map

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
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline.svg", pictures.timeline_picture, {"suffix": "svg"}, name="timeline_svg"),
    path("timeline.png", pictures.timeline_picture, {"suffix": "png"}, name="timeline_png"),
    path("map/", world_map.world_map, name="map"),
    path("map.svg", pictures.map_picture, {"suffix": "svg"}, name="map_svg"),
    path("map.png", pictures.map_picture, {"suffix": "png"}, name="map_png"),
    path("compare/", compare.compare, name="compare"),
    path("terms/", terms.term_list, name="term_list"),
    path("terms/<slug:slug>/", terms.term_detail, name="term_detail"),
    path("identify/", identify.identify, name="identify"),
    path("identify/key/", identify_apart.printed_key, name="identify_key"),
    path("decode/", decode.decode, name="decode"),
    path("data/", data.data, name="data"),
    path("data/codebook/", data.codebook, name="codebook"),
    *(
        path(
            f"data/{dataset}.{suffix}",
            downloads.download,
            {"dataset": dataset, "suffix": suffix},
            name=f"{dataset}_{suffix}",
        )
        for dataset, suffixes in DATASETS.items()
        for suffix in suffixes
    ),
    path("api/", data.api, name="api"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.search_suggestions, name="search_suggestions"),
    path("opensearch.xml", search.opensearch, name="opensearch"),
    path("about/", site.about, name="about"),
    path("about/glyphs/", glyphs.glyphs, name="glyphs"),
    path("social/<slug:kind>/<slug:slug>.png", pictures.social_card, name="social_card"),
]
