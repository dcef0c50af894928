"""Home, search, notices and what one follows, editorial pages, health."""

from typing import Any

from activity.models import Notification
from activity.queries.targets import sign
from tests.architecture.matrix_community import READERS
from tests.architecture.rows import (
    MOVED,
    NOT_ALLOWED_PUBLIC,
    PUBLIC,
    Row,
    act,
    everyone,
    only,
    page,
)
from tests.architecture.world import World


def _notice(w: World, me: Any) -> dict[str, Any]:
    number = Notification.objects.filter(person=w.cast.bruno, silent=False).values_list("pk", flat=True)[0]
    return {"notice": number, "vers": number}


def _own_token(w: World, me: Any) -> dict[str, Any]:
    """The hidden thread, signed for whoever asks: what a page shown to them would hold."""
    return {"cible": sign(w.hidden.thread, me) if me else "", "geste": "suivre", "niveau": "all"}


def _token_of_bruno(w: World, me: Any) -> dict[str, Any]:
    return {**_own_token(w, w.cast.bruno), "niveau": "mentions"}


def _path(w: World, name: str) -> tuple[str]:
    return (f"{getattr(w, name).slug}/",)


ROWS: list[Row] = [
    page("home"),
    act("home-mark-seen", post=everyone()),
    page("search", query="?q=accessibilité"),
    page("search-suggestions", query="?q=acc"),
    page("activity:notification-list"),
    page("activity:notification-badge"),
    act("activity:notification-open", post=only("bruno", otherwise=404), data=_notice),
    act("activity:notification-read", post=everyone(), data=_notice),  # others' notices are left as they are
    Row("activity:notification-preferences", everyone(), everyone()),
    page("activity:subscription-list"),
    act("activity:subscription-level", note="à soi", post=everyone(), data=_own_token),  # nothing when one does not follow
    act("activity:subscription-level", note="d’un autre", post=only("bruno", otherwise=403), data=_token_of_bruno),
    act("activity:follow", note="à soi", post=only(*READERS, otherwise=403), data=_own_token),
    act("activity:follow", note="d’un autre", post=only("bruno", otherwise=403), data=_token_of_bruno),
    page("activity:bookmark-list"),
    act("activity:bookmark", note="à soi", post=only(*READERS, otherwise=403), data=_own_token),
    act("activity:bookmark", note="d’un autre", post=only("bruno", otherwise=403), data=_token_of_bruno),
    Row("wagtail_serve", PUBLIC, NOT_ALLOWED_PUBLIC, lambda w: _path(w, "public_page"), "lisible sans compte"),
    Row("wagtail_serve", everyone(), NOT_ALLOWED_PUBLIC, lambda w: _path(w, "members_page"), "pour les membres"),
    Row("wagtail_serve", everyone(MOVED), NOT_ALLOWED_PUBLIC, lambda w: ("",), "racine"),
    # Wagtail's view of documents looks at no method.
    Row("wagtaildocs_serve", everyone(), everyone(), lambda w: (w.document.pk, w.document.filename)),
    Row(
        "wagtaildocs_authenticate_with_password", everyone(404), everyone(404), lambda w: {"restriction_id": 999_999},
    ),
    Row("healthz", PUBLIC, NOT_ALLOWED_PUBLIC),
    Row("readyz", PUBLIC, NOT_ALLOWED_PUBLIC),
    Row("component-catalogue", PUBLIC, NOT_ALLOWED_PUBLIC, demo=True),
]  # fmt: skip
