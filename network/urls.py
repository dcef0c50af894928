"""The table of contents: one include per app, in the order of the menu."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core.views import component_catalogue
from network.views import api, demo_mails, health, home, pages, search
from people.urls import sign_in_patterns

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("accueil/vu/", home.mark_seen, name="home-mark-seen"),
    path("communaute/", include("community.urls")),
    path("", include("people.urls")),
    path("competences/", include("competencies.urls")),
    path("profils-emploi/", include("job_profiles.urls")),
    path("apprentissage/", include("learning.urls")),
    path("recherche/", search.search_page, name="search"),
    path("recherche/suggestions/", search.suggestions, name="search-suggestions"),
    path("notifications/", include("activity.urls")),
    path("compte/", include(sign_in_patterns)),
    path("cms/", include(wagtailadmin_urls)),
    path("api/v1/", api.urls),
    path("documents/", include(wagtaildocs_urls)),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
if settings.DEMO:
    urlpatterns += [
        path("demo/courriels/", demo_mails.mail_list, name="demo-mails"),
        path("demo/courriels/<slug:name>/", demo_mails.mail_detail, name="demo-mail"),
        path("demo/courriels/<slug:name>/html/", demo_mails.mail_html, name="demo-mail-html"),
    ]
if settings.DEMO or settings.DEBUG:
    urlpatterns.append(path("_composants/", component_catalogue, name="component-catalogue"))
urlpatterns.append(re_path(r"^pages/((?:[\w\-]+/)*)$", pages.serve, name="wagtail_serve"))

handler400 = "network.views.errors.bad_request"
handler403 = "network.views.errors.forbidden"
handler404 = "network.views.errors.not_found"
handler429 = "people.views.accounts.too_many"
handler500 = "network.views.errors.server_error"
