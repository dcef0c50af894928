"""Words and marks of consultations in templates."""

import datetime as dt
from typing import Any

from django import template
from django.utils.safestring import SafeString

from competencies.models.frameworks import in_language
from core.templatetags.pieces import kind
from job_profiles.enums import Article, ChangeState, DecisionOutcome, Position, ReplyOutcome, VersionState

register = template.Library()

_TONES = {
    Position.AGREE: "success", Position.RESERVATION: "warning", Position.OBJECTION: "danger",
    ReplyOutcome.TAKEN: "success", ReplyOutcome.PARTLY: "warning", ReplyOutcome.DECLINED: "neutral",
    DecisionOutcome.APPROVED: "success", DecisionOutcome.REWORK: "warning", DecisionOutcome.REFUSED: "danger",
}  # fmt: skip
_STATES = {
    VersionState.DRAFT: "confirm", VersionState.PROPOSAL: "warning", VersionState.CONSULTATION: "question",
    VersionState.APPROVED: "success", VersionState.IN_FORCE: "success", VersionState.RETIRED: "neutral",
}  # fmt: skip
_CHANGES = {
    ChangeState.OPEN: "question", ChangeState.ACCEPTED: "success", ChangeState.DECLINED: "neutral",
    ChangeState.WITHDRAWN: "neutral",
}  # fmt: skip


@register.filter
def article_label(value: str) -> str:
    """« Mission », for the key of an article."""
    return str(Article(value).label) if value in Article.values else value


@register.filter
def article_labels(values: list[str]) -> str:
    return ", ".join(article_label(value).lower() for value in values)


@register.filter
def outcome_label(value: str) -> str:
    """« retenue en partie », « approuvée »: what was answered or decided."""
    for labels in (ReplyOutcome, DecisionOutcome):
        if value in labels.values:
            return str(labels(value).label)  # type: ignore[abstract]
    return value


@register.filter
def iso_day(value: str) -> dt.date | str:
    """A day kept as text, as a date."""
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        return value


@register.simple_tag
def position_mark(value: str) -> SafeString:
    """The position of a ministry, or an outcome, as a pill in words."""
    for labels in (Position, ReplyOutcome, DecisionOutcome):
        if value in labels.values:
            return kind(_TONES[labels(value)], str(labels(value).label))  # type: ignore[abstract,index]
    return kind("neutral", value)


@register.simple_tag
def state_mark(version: Any) -> SafeString:
    """The state of a version, as a pill."""
    return kind(_STATES[VersionState(version.state)], str(version.get_state_display()))


@register.simple_tag
def change_mark(change: Any) -> SafeString:
    return kind(_CHANGES[ChangeState(change.state)], str(change.get_state_display()))


@register.filter
def profile_title(data: dict[str, str]) -> str:
    """The profile's name as a notice carries it, in the language of the page."""
    return in_language(data.get("title", ""), data.get("title_en", ""))


@register.filter
def get_row(rows: dict[str, Any], key: str) -> Any:
    """rows[key], or None."""
    return rows.get(key)
