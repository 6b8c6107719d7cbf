from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from agreements.views import health, pictures, site

admin.autodiscover()

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path(".well-known/security.txt", site.security, name="security"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.site_map, name="sitemap"),
    path("sitemap-pages.xml", site.site_map_of_all_else, name="sitemap_pages"),
    path("sitemap-deals-<int:number>.xml", site.site_map_of_deals, name="sitemap_deals"),
    path("favicon.ico", pictures.favicon, name="favicon"),
    # One address for both languages, which are in each record.
    path("api/v1/", include("agreements.api.routes")),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("", include("agreements.urls")),
        prefix_default_language=False,
    ),
]
handler400 = "agreements.views.site.refused"
handler404 = "agreements.views.site.not_found"
handler500 = "rosetta.outage.failed"
