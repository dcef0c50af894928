"""The editorial tree: languages, site, home, the first pages in French and English.

A page is known by a translation key made from its name in the data, shared by its two languages (so wagtail-localize sees
them as translations of each other): editors may change its address, title and text, and nothing here overwrites that.
"""

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Locale, Page, Site

from core.search import rebuild
from network.management.defaults.files import read_json
from network.models import EditorialPage, HomePage

LANGUAGES = ("fr", "en")
_NAMESPACE = uuid.UUID("6a1f5d0e-52c5-4c0e-9a55-0b8f3f6a8a10")


def page_key(name: str) -> uuid.UUID:
    """The translation key of a default page, the same on every installation."""
    return uuid.uuid5(_NAMESPACE, name)


@transaction.atomic
def load_pages(at: dt.datetime) -> str:
    """Make the pages that are missing; says how many."""
    data = read_json("demo/pages.json")
    rows = [*data["pages"], *({**row, "signed_out": True} for row in read_json("demo/notices.json")["statements"])]
    wanted = {page_key(name): name for name in ["accueil", *(row["slug"] for row in rows)]}
    known = set(Page.objects.filter(translation_key__in=wanted).values_list("translation_key", "locale__language_code"))
    if len(known) == len(wanted) * len(LANGUAGES):
        return "déjà là"
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
    homes = {code: _home(code, locales[code], data["home"]) for code in LANGUAGES}
    _point_site(homes["fr"])
    created = 0
    for row in rows:
        for code in LANGUAGES:
            if (page_key(row["slug"]), code) not in known:
                _page(row, code, locales[code], homes[code], at)
                created += 1
    rebuild("page")
    return f"{created} pages créées"


def _home(code: str, locale: Locale, data: dict[str, str]) -> HomePage:
    found = HomePage.objects.filter(translation_key=page_key("accueil"), locale=locale).first()
    if found is not None:
        return found
    root = Page.get_first_root_node()
    home = HomePage(
        title=data[f"title_{code}"],
        slug="accueil" if code == "fr" else "home-en",
        introduction=data[f"intro_{code}"],
        locale=locale,
        translation_key=page_key("accueil"),
    )
    root.add_child(instance=home)
    home.save_revision().publish()
    return home


def _point_site(home: HomePage) -> None:
    """The site begins at our home; the page that Wagtail puts there on a fresh installation goes away."""
    address = urlsplit(settings.PUBLIC_URL)
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is not None and issubclass(site.root_page.specific_class or Page, HomePage):
        return
    port = address.port or (443 if address.scheme == "https" else 80)
    values = {"hostname": address.hostname or "localhost", "port": port, "site_name": settings.INSTALLATION_NAME}
    if site is None:
        Site.objects.create(root_page=home, is_default_site=True, **values)
        return
    welcome = site.root_page
    for name, value in {**values, "root_page": home}.items():
        setattr(site, name, value)
    site.save()
    plain = ContentType.objects.get_for_model(Page)
    if welcome.content_type_id == plain.pk and welcome.depth > 1:
        welcome.delete()


def _page(row: dict[str, Any], code: str, locale: Locale, home: HomePage, at: dt.datetime) -> None:
    page = EditorialPage(
        title=row[f"title_{code}"],
        slug=row["slug"] if code == "fr" else row["slug_en"],
        lead=row.get(f"intro_{code}", ""),
        body=[("text", row[f"body_{code}"])],
        signed_out=row.get("signed_out", False),
        show_in_menus=row.get("signed_out", False) or "menu_order" in row,
        locale=locale,
        translation_key=page_key(row["slug"]),
        first_published_at=at,
    )
    home.add_child(instance=page)
    page.save_revision().publish()
