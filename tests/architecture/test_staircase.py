"""What import-linter cannot see: foreign keys, address names, template includes, migrations never point up or sideways."""

import re

import pytest
from django.apps import apps
from django.urls import URLResolver, get_resolver

from tests.architecture.house import APPS, ROOT, app_of_template, may_use, python_files, templates

FLOORS = {
    "urls", "views", "api", "feeds", "sitemaps", "consumers", "tasks", "subscribers", "notifications", "panels", "search",
    "calendar", "middleware", "admin", "adapters", "wagtail_hooks", "templatetags", "management", "forms", "actions",
    "queries", "permissions", "models", "blocks", "rules", "events", "enums", "validators", "apps", "migrations",
}  # fmt: skip
CORE_EXTRA = {
    "registry", "outbox", "htmx", "markdown", "files", "exports", "fetching", "limits", "pagination", "checks",
    "typesetting",
    "task_backend", "search_backend", "cache", "database", "addresses",
}  # fmt: skip
NETWORK_EXTRA = {"settings", "asgi", "wsgi", "celery", "launcher"}


def test_foreign_keys_point_down():
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in APPS
        for field in model._meta.get_fields()
        if getattr(field, "related_model", None) is not None
        and not field.auto_created
        and field.related_model._meta.app_label in APPS
        and not may_use(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert upward == []


def test_migrations_depend_downward():
    pattern = re.compile(r"""\(["'](\w+)["'], ["']\d{4}_\w+["']\)""")
    upward = [
        f"{path.relative_to(ROOT)} → {used}"
        for app in APPS
        for path in (ROOT / app / "migrations").glob("0*.py")
        for used in pattern.findall(path.read_text("utf-8"))
        if used in APPS and not may_use(app, used)
    ]
    assert upward == []


def _names_of_namespaces() -> set[str]:
    return {
        resolver.namespace
        for resolver in get_resolver().url_patterns
        if isinstance(resolver, URLResolver) and resolver.namespace
    }


def test_addresses_are_named_downward():
    """`{% url "community:…" %}` and reverse("community:…") only from community's floor or above."""
    namespaces = _names_of_namespaces() & set(APPS)
    pattern = re.compile(r"""(?:url\s+|reverse(?:_lazy)?\(\s*|redirect\(\s*)["'](\w+):""")
    upward = []
    for path in (*templates(), *python_files()):
        app = app_of_template(path) if path.suffix != ".py" else path.relative_to(ROOT).parts[0]
        if app not in APPS:
            continue
        for used in pattern.findall(path.read_text("utf-8")):
            if used in namespaces and not may_use(app, used):
                upward.append(f"{path.relative_to(ROOT)} → {used}")
    assert upward == []


def test_templates_include_downward():
    pattern = re.compile(r"""{%\s*(?:include|extends)\s+["']([\w-]+)/""")
    upward = []
    for path in templates():
        app = app_of_template(path)
        for used in pattern.findall(path.read_text("utf-8")):
            if used in APPS and (app is None or not may_use(app, used)):
                upward.append(f"{path.relative_to(ROOT)} → {used}")
    assert upward == []


@pytest.mark.parametrize("app", APPS)
def test_an_app_has_only_known_floors(app):
    """A newcomer finds the same names at the top of every app."""
    known = FLOORS | (CORE_EXTRA if app == "core" else set()) | (NETWORK_EXTRA if app == "network" else set())
    found = {entry.stem for entry in (ROOT / app).iterdir() if entry.suffix == ".py" or entry.is_dir()}
    assert found - known - {"__init__", "__pycache__"} == set()


@pytest.mark.parametrize("app", APPS)
def test_an_app_opens_with_a_docstring(app):
    assert (ROOT / app / "__init__.py").read_text("utf-8").startswith('"""')


def test_lower_floors_know_nothing_of_http():
    """actions, queries, permissions, models and rules never touch requests, templates or markup."""
    pattern = re.compile(r"^\s*(?:from|import) django\.(?:http|shortcuts|template)\b", re.MULTILINE)
    wrong = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if path.relative_to(ROOT).parts[0] in APPS
        and path.relative_to(ROOT).parts[0] not in {"core", "network"}
        and path.relative_to(ROOT).parts[1].removesuffix(".py") in {"actions", "queries", "permissions", "models", "rules"}
        and pattern.search(path.read_text("utf-8"))
    ]
    assert wrong == []


def test_only_the_bus_publishes_and_only_actions_announce():
    pattern = re.compile(r"outbox\.publish\(")
    wrong = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if path.relative_to(ROOT).parts[0] in APPS
        and pattern.search(path.read_text("utf-8"))
        and path.relative_to(ROOT).parts[1].removesuffix(".py") not in {"actions", "outbox"}
    ]
    assert wrong == []


def test_no_signals_on_our_own_models():
    pattern = re.compile(r"(?:post_save|pre_save|post_delete|pre_delete|m2m_changed)\b")
    wrong = [
        str(p.relative_to(ROOT))
        for p in python_files()
        if p.relative_to(ROOT).parts[0] in APPS and pattern.search(p.read_text("utf-8"))
    ]
    assert wrong == []
