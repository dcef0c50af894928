"""The English catalogue without gettext's tools: Babel extracts and compiles, Django opens the templates."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
APPS = (
    "core", "people", "activity", "competencies", "job_profiles", "community",
    "learning", "mentoring", "watch", "recruitment", "network",
)  # fmt: skip
FRENCH_HEADER = "# French plurals of Maillage. Other French words stand for themselves: compiling adds them."
Message = tuple[str | tuple[str, str], str | None, str]


def catalogue_path(language: str = "en") -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def messages_of_source() -> Iterator[Message]:
    """(message or its two forms, context, place) of every marked string, in the order of the files."""
    root = Path(settings.BASE_DIR)
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _extract(path.read_bytes(), str(path.relative_to(root)))
    for path in sorted((root / "templates").rglob("*")):
        if path.suffix in {".html", ".txt"}:
            calls = templatize(path.read_text("utf-8"))
            flat = "\n".join(line.strip() for line in calls.splitlines())
            yield from _extract(flat.encode(), str(path.relative_to(root)))


def _extract(source: bytes, place: str) -> Iterator[Message]:
    for _line, message, _comments, context in extract(
        "python", io.BytesIO(source), keywords=KEYWORDS, options={"encoding": "utf-8"}
    ):
        yield message, context, place


def read_catalogue(language: str = "en") -> Catalog:
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Maillage")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def fresh_catalogue(language: str = "en") -> Catalog:
    """The messages of today's source with the translations that the catalogue already has."""
    old = read_catalogue(language)
    new = Catalog(locale=language, project="Maillage", header_comment="# English catalogue of Maillage.", fuzzy=False)
    for message, context, place in messages_of_source():
        if message:
            new.add(message, locations=[(place, 0)], context=context)
    for entry in new:
        known = old.get(entry.id if isinstance(entry.id, str) else entry.id[0], context=entry.context) if entry.id else None
        if known is not None and known.string:
            entry.string = known.string
    return new


def plural_catalogue() -> Catalog:
    """French says « 0 réponse »: messages with two forms, as they stand, under the French rule (n > 1)."""
    catalogue = Catalog(locale="fr", project="Maillage", header_comment=FRENCH_HEADER, fuzzy=False)
    for message, context, place in messages_of_source():
        if isinstance(message, tuple) and len(message) == 2 and all(isinstance(form, str) for form in message):
            catalogue.add(message, string=message, locations=[(place, 0)], context=context)
    return catalogue


def save_catalogue(catalogue: Catalog, language: str = "en") -> Path:
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, omit_header=False, sort_output=True, include_lineno=False)
    noise = tuple(
        f'"{field}' for field in ("POT-Creation", "PO-Revision", "Last-Trans", "Report-Msgid", "Language-Team", "Generated")
    )
    lines = [line for line in buffer.getvalue().decode().splitlines() if not line.startswith(noise)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def compile_catalogue(language: str = "en") -> int:
    """Write the binary beside the text, unless it is newer; returns the number of translated messages."""
    path = catalogue_path(language)
    target = path.with_suffix(".mo")
    catalogue = read_catalogue(language)
    translated = sum(1 for entry in catalogue if entry.id and _complete(entry.string))
    if language == "fr":
        _say_as_they_stand(catalogue)
    if not target.exists() or target.stat().st_mtime < max(path.stat().st_mtime, catalogue_path().stat().st_mtime):
        with target.open("wb") as file:
            write_mo(file, catalogue)
    return translated


def _say_as_they_stand(catalogue: Catalog) -> None:
    """French words are their own translation: found at once, instead of looked for in the catalogue of every library."""
    for entry in read_catalogue():
        if isinstance(entry.id, str) and entry.id and catalogue.get(entry.id, context=entry.context) is None:
            catalogue.add(entry.id, string=entry.id, context=entry.context)


def untranslated(catalogue: Catalog) -> list[str]:
    """Messages that have no English yet."""
    return [str(entry.id) for entry in catalogue if entry.id and not _complete(entry.string)]


def _complete(string: object) -> bool:
    if isinstance(string, tuple | list):
        return bool(string) and all(string)
    return bool(string)
