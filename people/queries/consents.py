"""The registry of purposes: why the network uses personal data, with the notice that was shown, and what each member chose.

The notices ship with the project (data/demo/notices.json), in both languages and with a version. A purpose that infers
something is off until the person accepts the current version; a new version asks again.
"""

import json
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from core.registry import Registry
from people.enums import ConsentChoice
from people.models import Consent, Person

NEEDED, ON, OFF = "needed", "on", "off"


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """One purpose. `default`: needed (no network without it), on, or off. `available`: something of it runs today."""

    key: str
    order: int
    version: str
    label_fr: str
    label_en: str
    notice_fr: str
    notice_en: str
    default: str = OFF
    available: bool = True

    @property
    def label(self) -> str:
        return self.label_en if _english() and self.label_en else self.label_fr

    @property
    def text_html(self) -> str:
        """HTML of ours."""
        return self.notice_en if _english() and self.notice_en else self.notice_fr

    @property
    def is_needed(self) -> bool:
        return self.default == NEEDED


def _english() -> bool:
    return (translation.get_language() or "fr").startswith("en")


purposes: Registry[Purpose] = Registry("finalités")


def _read_notices() -> None:
    entries = json.loads((settings.BASE_DIR / "data/demo/notices.json").read_text("utf-8"))["notices"]
    for place, entry in enumerate(entries):
        purposes.register(
            Purpose(
                key=entry["purpose"],
                order=10 * place,
                version=entry["version"],
                label_fr=entry["title_fr"],
                label_en=entry.get("title_en", ""),
                notice_fr=entry["body_fr"],
                notice_en=entry.get("body_en", ""),
                default=entry.get("default", OFF),
                available=entry.get("available", True),
            )
        )


_read_notices()


@dataclass(frozen=True)
class PurposeState:
    """A purpose as one member sees it. `outdated`: an older notice was accepted, so it is off until accepted anew."""

    purpose: Purpose
    given: bool
    outdated: bool
    latest: Consent | None
    history: tuple[Consent, ...]


def has_consent(person: Person | None, purpose: str) -> bool:
    """Whether this may be done for the person today: the newest decision counts, on the current version of the notice."""
    if person is None or not person.is_active or purpose not in purposes:
        return False
    described = purposes[purpose]
    if described.is_needed:
        return True
    latest = Consent.objects.filter(person=person, purpose=purpose).order_by("-at", "-id").first()
    return _in_force(described, latest)


def people_who_consent(purpose: str, person_ids: list[int]) -> set[int]:
    """Which of these people accept the purpose today, in one query."""
    if purpose not in purposes:
        return set()
    described = purposes[purpose]
    if described.is_needed:
        return set(person_ids)
    rows = Consent.objects.filter(person__in=person_ids, purpose=purpose).order_by("person_id", "-at", "-id")
    latest = {consent.person_id: consent for consent in rows.distinct("person_id")}
    return {pk for pk in person_ids if _in_force(described, latest.get(pk))}


def _in_force(purpose: Purpose, latest: Consent | None) -> bool:
    if latest is None:
        return purpose.default == ON
    return latest.choice == ConsentChoice.GIVEN and latest.notice_version == purpose.version


def states(person: Person) -> list[PurposeState]:
    """Every purpose with the person's state and history, in one query."""
    decided: dict[str, list[Consent]] = {}
    for consent in Consent.objects.filter(person=person).order_by("-at", "-id"):
        decided.setdefault(consent.purpose, []).append(consent)
    found = []
    for purpose in purposes:
        history = tuple(decided.get(purpose.key, ()))
        latest = history[0] if history else None
        given = purpose.is_needed or _in_force(purpose, latest)
        outdated = latest is not None and latest.choice == ConsentChoice.GIVEN and not given
        found.append(PurposeState(purpose, given, outdated, latest, history))
    return found
