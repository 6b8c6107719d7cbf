"""Every public address, in reading order."""

from django.urls import path

from agreements.selectors.bundles import DATASETS
from agreements.views import (
    cards,
    changes,
    cite,
    compare,
    data,
    deals,
    decode,
    downloads,
    feeds,
    glyphs,
    grid,
    home,
    identify,
    identify_apart,
    markdown,
    partners,
    pictures,
    reports,
    search,
    site,
    terms,
    timeline,
    types,
)
from agreements.views import map as world_map

app_name = "agreements"
# What can be cited, and where its page is; how to cite it stands below that.
CITABLE = {
    "register": "",
    "deals": "deals/",
    "grid": "grid/",
    "timeline": "timeline/",
    "map": "map/",
    "comparison": "compare/",
    "terms": "terms/",
    "term": "terms/<slug:slug>/",
    "type": "types/<slug:slug>/",
    "partner": "partners/<slug:slug>/",
    "deal": "deals/<slug:slug>/",
}
urlpatterns = [
    path("", home.home, name="home"),
    # Before the records, as `deals/cite/` is none of them.
    *(path(f"{place}cite/", cite.cite, {"of": of}, name=f"{of}_cite") for of, place in CITABLE.items()),
    *(
        path(
            f"{place}cite.{suffix}",
            cite.cite_file,
            {"of": of, "suffix": suffix},
            name=f"{of}_cite_{suffix.replace('.', '_')}",
        )
        for of, place in CITABLE.items()
        for suffix in cite.FILES
    ),
    path("types/", types.type_list, name="type_list"),
    path("types/<slug:slug>/", types.type_detail, name="type_detail"),
    path("types/<slug:slug>/feed/", feeds.type_feed, name="type_feed"),
    path("types/<slug:slug>/calendar.ics", feeds.type_calendar, name="type_calendar"),
    path("types/<slug:slug>/map.svg", pictures.type_map, name="type_map"),
    *(
        path(f"types/<slug:slug>/{name}.{suffix}", picture, {"suffix": suffix}, name=f"type_{name}_{suffix}")
        for name, picture in (("partners", pictures.type_partners), ("lives", pictures.type_lives))
        for suffix in ("svg", "png")
    ),
    path("types/<slug:slug>.md", markdown.type_markdown, name="type_markdown"),
    path("partners/", partners.partner_list, name="partner_list"),
    path("partners/<slug:slug>/", partners.partner_detail, name="partner_detail"),
    path("partners/<slug:slug>/feed/", feeds.partner_feed, name="partner_feed"),
    path("partners/<slug:slug>/calendar.ics", feeds.partner_calendar, name="partner_calendar"),
    path("partners/<slug:slug>.md", markdown.partner_markdown, name="partner_markdown"),
    path("deals/", deals.deal_list, name="deal_list"),
    path("deals/<slug:slug>/", deals.deal_detail, name="deal_detail"),
    path("deals/<slug:slug>.md", markdown.deal_markdown, name="deal_markdown"),
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
    path("changes/", changes.changes, name="changes"),
    path("changes/feed/", feeds.changes_feed, name="changes_feed"),
    path("calendar.ics", feeds.calendar, name="calendar"),
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
    path("api/examples/", data.api_examples, name="api_examples"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.search_suggestions, name="search_suggestions"),
    path("search/suggest.json", search.search_suggestions_json, name="search_suggestions_json"),
    path("opensearch.xml", search.opensearch, name="opensearch"),
    path("llms.txt", markdown.llms, name="llms"),
    path("report/", reports.report, name="report"),
    path("report/<slug:token>/", reports.report_receipt, name="report_receipt"),
    path("about/", site.about, name="about"),
    path("about/glyphs/", glyphs.glyphs, name="glyphs"),
    path("social/<slug:kind>/<slug:slug>.png", cards.social_card, name="social_card"),
]
