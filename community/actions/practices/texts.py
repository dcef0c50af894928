"""The text of a sheet made ready to be stored: lengths, figures, safe HTML, authors."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.actions.mentions import Named, NamesRefused, named_in, readers_named
from community.models import Mention, PracticeAuthor, PracticePage, Space
from community.models.practices import SECTIONS
from competencies.queries.frameworks import by_codes
from core.markdown import mentioned_ids
from core.rules.text import one_line
from people.models import Person

MAX_TITLE, MAX_RESULT, MAX_NOTE = 200, 200, 300
MAX_SECTION = 10_000
MAX_FIGURES, MAX_VALUE, MAX_LABEL = 6, 24, 90
MAX_AUTHORS = 10
REVIEW_AFTER = dt.timedelta(days=365)
PLAIN = ("result_line", "language", "licence", "channel", "maturity", "change_note")
# What readers must find in a published sheet, in the words of the form.
NEEDED = ("result_line", "context", "actions_taken")


def fill(page: PracticePage, values: dict[str, Any], *, by: Person) -> None:
    """Put these values (those given) into the sheet, not saved. Raises ValidationError by field."""
    if "title" in values:
        page.title = _short(values["title"], "title", MAX_TITLE)
        if not page.title:
            raise ValidationError({"title": _("Donnez un titre\xa0: c’est lui qu’on lit dans les listes.")})
        page.draft_title = page.title
    for name in PLAIN:
        if name in values:
            limit = MAX_NOTE if name == "change_note" else MAX_RESULT
            setattr(page, name, _short(values[name], name, limit))
    if any(name in values for name in SECTIONS):
        _fill_sections(page, values)
    if "figures" in values:
        page.figures = clean_figures(values["figures"])
    if "topic_names" in values:
        page.topic_names = list(values["topic_names"])
    if "competency_codes" in values:
        page.competencies = by_codes(list(values["competency_codes"]))
    page.rendered = rendered(page)


def _fill_sections(page: PracticePage, values: dict[str, Any]) -> None:
    """Who may be named: readers of the space, and whoever is named already, here or in the thread that it is drawn from."""
    before = [number for name in SECTIONS for number in mentioned_ids(getattr(page, name))]
    if page.source_thread is not None:
        before += Mention.objects.filter(thread=page.source_thread).values_list("person_id", flat=True)
    for name in SECTIONS:
        if name in values:
            setattr(page, name, _section(values[name], name))
    named = names_in({name: getattr(page, name) for name in SECTIONS}, space=page.space, named_before=before)
    for name in SECTIONS:
        setattr(page, name, named.canonical(getattr(page, name)))


def names_in(parts: dict[str, str], *, space: Space, named_before: Iterable[int] = ()) -> Named:
    """Raises ValidationError by field: too many people named in the whole sheet, or somebody who does not read its space."""
    try:
        return named_in(parts, space=space, named_before=named_before)
    except NamesRefused as refusal:
        raise ValidationError({refusal.part: refusal.messages}) from refusal


def _short(value: Any, name: str, limit: int) -> str:
    words = one_line(str(value or ""))
    if len(words) > limit:
        raise ValidationError({name: _("Gardez au plus %(limit)s caractères.") % {"limit": limit}})
    return words


def _section(value: Any, name: str) -> str:
    text = str(value or "").replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > MAX_SECTION:
        words = _(
            "Cette partie compte %(count)s caractères; la limite est de %(limit)s. Raccourcissez-la ou joignez un document."
        )
        raise ValidationError({name: words % {"count": len(text), "limit": MAX_SECTION}})
    return text


def clean_figures(rows: Iterable[Any]) -> list[dict[str, str]]:
    """Up to six results, [{"value": "−38 %", "label": "appels"}]; empty rows are left out. Raises ValidationError."""
    figures = []
    for row in rows:
        value, label = (one_line(str(row.get(key) or "")) for key in ("value", "label"))
        if not value and not label:
            continue
        if not value or not label:
            raise ValidationError({"figures": _("Donnez à chaque résultat son chiffre et ce qu’il mesure.")})
        if len(value) > MAX_VALUE or len(label) > MAX_LABEL:
            words = _("Un chiffre compte au plus %(value)s caractères, ce qu’il mesure au plus %(label)s.")
            raise ValidationError({"figures": words % {"value": MAX_VALUE, "label": MAX_LABEL}})
        figures.append({"value": value, "label": label})
    if len(figures) > MAX_FIGURES:
        raise ValidationError({"figures": _("Gardez au plus %(limit)s résultats en chiffres.") % {"limit": MAX_FIGURES}})
    return figures


def rendered(page: PracticePage) -> dict[str, str]:
    """Safe HTML of each section that says something. Who is named and reads the space is linked to."""
    texts = {name: getattr(page, name) for name in SECTIONS if getattr(page, name)}
    named = readers_named(texts.values(), space=page.space)
    return {name: named.html(named.canonical(text)) for name, text in texts.items()}


def set_authors(page: PracticePage, *, people: Iterable[Person], credited: Iterable[Person] | None = None) -> None:
    """Who wrote it, in this order, then who is credited (None: as it was), not saved. Rows of who stays are kept."""
    known = {row.person_id: row for row in page.authors.all()}
    wrote = list({person.pk: person for person in people}.values())
    if len(wrote) > MAX_AUTHORS:
        raise ValidationError({"authors": _("Nommez au plus %(limit)s auteurs.") % {"limit": MAX_AUTHORS}})
    if credited is None:
        thanked = [row.person for row in known.values() if row.credited]
    else:
        thanked = list(credited)
    pairs = [(person, False) for person in wrote]
    pairs += [(person, True) for person in thanked if person.pk not in {one.pk for one in wrote}]
    rows = []
    for order, (person, is_credit) in enumerate(pairs):
        row = known.get(person.pk) or PracticeAuthor(person=person)
        row.credited, row.sort_order = is_credit, order
        rows.append(row)
    page.authors.set(rows)


def stays() -> str:
    """Why a sheet does not change spaces."""
    return _("Une fiche publiée ou en relecture reste dans son espace.")


def require_complete(page: PracticePage) -> None:
    """Raises ValidationError, by field, with what readers would miss."""
    if (refusal := lacks(page)) is not None:
        raise refusal


def lacks(page: PracticePage) -> ValidationError | None:
    """What readers would miss, by field; None when all is there."""
    words = {
        "result_line": _("Dites le résultat en une ligne\xa0: c’est ce qu’on lit d’abord."),
        "context": _("Dites dans quel contexte\xa0: qui, quoi, pourquoi."),
        "actions_taken": _("Dites ce que vous avez fait."),
    }
    missing = {name: words[name] for name in NEEDED if not getattr(page, name).strip()}
    return ValidationError(missing) if missing else None
