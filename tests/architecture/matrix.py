"""The permission matrix: every named address of the resolver, and who gets what there.

Rows say what the rules say: what one may not know of is 404, what one may not do is 403, what a page cannot do is 405,
and whoever is signed out is sent to sign in. /cms/ has one rule for all its addresses instead of rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture import (
    matrix_accounts,
    matrix_community,
    matrix_competencies,
    matrix_consultations,
    matrix_events,
    matrix_harmonisation,
    matrix_job_profiles,
    matrix_job_profiles_exports,
    matrix_learning_campaigns,
    matrix_learning_courses,
    matrix_learning_diagnostics,
    matrix_learning_interventions,
    matrix_learning_lessons,
    matrix_learning_needs,
    matrix_learning_plans,
    matrix_learning_ratings,
    matrix_learning_results,
    matrix_learning_sessions,
    matrix_library,
    matrix_network,
    matrix_notices,
    matrix_people,
    matrix_practices,
    matrix_questions,
    matrix_spaces,
)
from tests.architecture.rows import Row

CMS = "cms/"
ROWS: list[Row] = [
    row
    for module in (
        matrix_people,
        matrix_spaces,
        matrix_accounts,
        matrix_competencies,
        matrix_community,
        matrix_events,
        matrix_harmonisation,
        matrix_job_profiles,
        matrix_consultations,
        matrix_job_profiles_exports,
        matrix_learning_campaigns,
        matrix_learning_courses,
        matrix_learning_diagnostics,
        matrix_learning_interventions,
        matrix_learning_lessons,
        matrix_learning_needs,
        matrix_learning_plans,
        matrix_learning_ratings,
        matrix_learning_results,
        matrix_learning_sessions,
        matrix_library,
        matrix_network,
        matrix_notices,
        matrix_practices,
        matrix_questions,
    )
    for row in module.ROWS
    if settings.DEMO or not row.demo
]


@dataclass(frozen=True)
class Address:
    """A pattern of the resolver: its full name ("" for none), its route, its view."""

    name: str
    route: str
    pattern: URLPattern

    @property
    def view(self) -> Any:
        return self.pattern.callback

    @property
    def is_cms(self) -> bool:
        return self.route.startswith(CMS)


def addresses() -> list[Address]:
    """Every address of the project, Wagtail's included."""
    return list(_walk(get_resolver(), (), ""))


def _walk(resolver: URLResolver, namespaces: tuple[str, ...], route: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            below = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern, below, here)
        else:
            name = ":".join((*namespaces, pattern.name)) if pattern.name else ""
            yield Address(name, here, pattern)
