"""What a version says, as plain data: kept with each round, compared article by article, answered row by row.

Shape of a snapshot, kept in Round.text:
{"texts": {field: text}, "requirements": [{code, name_fr, name_en, level, essential, why_fr, why_en}],
 "moves": [{key, name_fr, name_en, note_fr, note_en}]}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from competencies.models.frameworks import in_language
from competencies.queries.frameworks import level_names
from core.rules.differences import Difference, compare_sections
from job_profiles.enums import Article
from job_profiles.models import CareerMove, ProfileVersion, Requirement
from job_profiles.models.versions import LINES, TEXTS

Snapshot = Mapping[str, Any]


@dataclass(frozen=True)
class TextRow:
    """One thing that a ministry takes a position on: an article, or one required competency (`code`)."""

    key: str
    article: Article
    code: str
    label: str
    text: str
    lines: list[str]

    @property
    def is_list(self) -> bool:
        return self.article in LINES or self.article == Article.MOVES


@dataclass(frozen=True)
class Changed:
    """One article compared with what it was before."""

    label: str
    difference: Difference


def snapshot(version: ProfileVersion) -> dict[str, Any]:
    """Everything that a version says, in both languages; two queries."""
    needed = Requirement.objects.filter(version=version).select_related("competency").order_by("competency__order")
    moves = CareerMove.objects.filter(version=version).select_related("to").order_by("to__order", "to__key")
    return {
        "texts": {f"{name}_{lang}": getattr(version, f"{name}_{lang}") for name in TEXTS for lang in ("fr", "en")},
        "requirements": [
            {
                "code": row.competency.code, "name_fr": row.competency.name_fr, "name_en": row.competency.name_en,
                "level": row.level, "essential": row.essential, "why_fr": row.why_fr, "why_en": row.why_en,
            }
            for row in needed
        ],
        "moves": [
            {
                "key": row.to.key, "name_fr": row.to.name_fr, "name_en": row.to.name_en, "note_fr": row.note_fr,
                "note_en": row.note_en,
            }
            for row in moves
        ],
    }  # fmt: skip


def _said(row: Mapping[str, Any], name: str) -> str:
    return in_language(str(row.get(f"{name}_fr", "")), str(row.get(f"{name}_en", "")))


def _needed(row: Mapping[str, Any], names: Mapping[int, str]) -> list[str]:
    kind = _("essentielle") if row["essential"] else _("atout")
    level = names.get(row["level"], "")
    return [_("Niveau %(rank)s, %(name)s (%(kind)s)") % {"rank": row["level"], "name": level, "kind": kind}] + [
        line for line in [_said(row, "why")] if line
    ]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def rows_of(text: Snapshot) -> list[TextRow]:
    """Articles in order, one row per required competency; what says nothing in either language is left out."""
    names = level_names()
    rows: list[TextRow] = []
    for article in Article:
        label = str(article.label)
        if article == Article.COMPETENCIES:
            for one in text.get("requirements", []):
                said = _needed(one, names)
                key = f"{article.value}:{one['code']}"
                rows.append(TextRow(key, article, one["code"], _said(one, "name"), "\n".join(said), said))
        elif article == Article.MOVES:
            moves = [_move(one) for one in text.get("moves", [])]
            if moves:
                rows.append(TextRow(article.value, article, "", label, "\n".join(moves), moves))
        elif said_text := _said(text.get("texts", {}), article.value):
            rows.append(TextRow(article.value, article, "", label, said_text, _lines(said_text)))
    return rows


def _move(row: Mapping[str, Any]) -> str:
    return _("\xa0: ").join(part for part in (_said(row, "name"), _said(row, "note")) if part)


def article_text(text: Snapshot, article: Article) -> str:
    """One article in plain words; required competencies one under another."""
    return "\n".join(f"{row.label}\n{row.text}" if row.code else row.text for row in rows_of(text) if row.article == article)


def compared(old: Snapshot, new: Snapshot) -> dict[str, Changed]:
    """By row key, what changed; rows that are the same in both are left out."""
    before, after = rows_of(old), rows_of(new)
    labels = {row.key: row.label for row in (*before, *after)}
    keys = [row.key for row in after] + [row.key for row in before if row.key not in {one.key for one in after}]
    found = compare_sections({row.key: row.text for row in before}, {row.key: row.text for row in after}, keys)
    return {one.key: Changed(labels[one.key], one) for one in found if one.changed}


def changed_articles(old: Snapshot, new: Snapshot) -> list[Article]:
    """Articles whose French or English text is another."""
    changed = {
        Article(name)
        for name in TEXTS
        for lang in ("fr", "en")
        if old.get("texts", {}).get(f"{name}_{lang}", "") != new.get("texts", {}).get(f"{name}_{lang}", "")
    }
    if _asked(old) != _asked(new):
        changed.add(Article.COMPETENCIES)
    if _ways(old) != _ways(new):
        changed.add(Article.MOVES)
    return [article for article in Article if article in changed]


def _asked(text: Snapshot) -> dict[str, Any]:
    return {
        one["code"]: (one["level"], one["essential"], one["why_fr"], one["why_en"]) for one in text.get("requirements", [])
    }


def _ways(text: Snapshot) -> dict[str, Any]:
    return {one["key"]: (one["note_fr"], one["note_en"]) for one in text.get("moves", [])}


def ordered(keys: list[str]) -> list[str]:
    """Row keys in the order of the articles; those of one article stay as they come."""
    order = {article.value: number for number, article in enumerate(Article)}
    return sorted(keys, key=lambda key: order[key.partition(":")[0]])
