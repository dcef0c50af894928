"""The catalogue shows every component, and no page of it breaks the strict content policy."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from core.views import component_catalogue

ROOT = Path(__file__).resolve().parents[3]
COMPONENTS = sorted(path.stem for path in (ROOT / "templates" / "components").glob("*.html"))
VIEWS = ["", "accueil", "diagnostic", "lecture", "public"]


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Pages are drawn here without collected files."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def page(rf, view: str) -> str:
    request = rf.get("/_composants/", {"vue": view})
    request.user = AnonymousUser()
    request.session = {}
    return component_catalogue(request).content.decode()


@pytest.mark.parametrize("view", VIEWS)
def test_pages_have_one_title_and_nothing_inline(rf, view):
    html = page(rf, view)

    assert html.count("<h1") == 1
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", html)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", html))


@pytest.mark.parametrize("view", VIEWS)
def test_ids_are_unique(rf, view):
    ids = re.findall(r'\sid="([^"]+)"', page(rf, view))

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_states_its_variables(name):
    text = (ROOT / "templates" / "components" / f"{name}.html").read_text(encoding="utf-8")

    opening = re.match(r"{% comment %}(.*?){% endcomment %}|{#(.*?)#}", text, re.DOTALL)

    assert opening
    assert re.search(r"[Vv]ariables?|tag `|\w+: ", opening[0])


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_is_used_by_the_catalogue_or_the_frame(name):
    sources = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("templates/core", "templates/layouts", "core/templatetags")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".html", ".py"}
    )

    assert f'component "{name}"' in sources or f"components/{name}.html" in sources or f'_render("{name}"' in sources
