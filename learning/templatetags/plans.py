"""`{% load plans %}`: rows of a plan. A plan holds dozens of steps: each is drawn in plain Python, and all their buttons act
through one form of the page (`plan-acts`), each with its own address."""
# ruff: noqa: S308 (values are escaped one by one)

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.addresses import address
from core.templatetags import formatting, markup, pieces
from core.templatetags.markup import safe
from learning.enums import StepState

register = template.Library()
FORM = "plan-acts"


def _press(url: str, words: str, *, icon: str, name: str = "", value: str = "", danger: bool = False) -> str:
    sent = f' name="{name}" value="{value}"' if name else ""
    classes = "menu-item menu-item-danger" if danger else "menu-item"
    drawn = f"{markup.icon(icon)}{safe(words)}"
    return f'<button class="{classes}" type="submit" form="{FORM}" formaction="{url}"{sent}>{drawn}</button>'


def _link(url: str, words: str, icon: str) -> str:
    return f'<a class="menu-item" href="{url}">{markup.icon(icon)}{safe(words)}</a>'


def due_words(day: dt.date, today: dt.date) -> str:
    """« 3 décembre », with its year when it is another."""
    return formatting.day(day, year=day.year != today.year)


def _menu(row: Any) -> SafeString:
    pk, state = row.step.pk, row.step.state
    moves = address("learning:step-move", pk)
    states = address("learning:step-state", pk)
    edit = address("learning:step-edit", pk)
    parts = [_link(edit, _("Modifier, joindre un fichier"), "pencil")]
    if not row.over:
        parts.append(_link(address("learning:step-done", pk), _("Faite, avec une preuve…"), "badge-check"))
        if state == StepState.TODO:
            parts.append(_press(states, _("Je commence"), icon="play", name="etat", value="doing"))
        else:
            parts.append(_press(states, _("Remettre à faire"), icon="rotate-ccw", name="etat", value="todo"))
        parts.append(_press(moves, _("Monter"), icon="arrow-up", name="sens", value="haut"))
        parts.append(_press(moves, _("Descendre"), icon="arrow-down", name="sens", value="bas"))
        parts.append(_press(states, _("Abandonner"), icon="circle-slash", name="etat", value="dropped"))
    else:
        if state == StepState.DONE and row.competency is not None and row.step.evidence_id is None:
            parts.append(_link(address("learning:step-done", pk), _("L’inscrire au registre…"), "badge-check"))
        parts.append(_press(states, _("Remettre à faire"), icon="rotate-ccw", name="etat", value="todo"))
    parts.append("<hr>")
    parts.append(_press(address("learning:step-delete", pk), _("Supprimer"), icon="trash-2", danger=True))
    label = _("Actions\xa0: %(title)s") % {"title": row.step.title}
    return pieces.menu(mark_safe("".join(parts)), label)


def _tick(row: Any) -> str:
    """What one presses when it is done; of a done one, a mark."""
    if row.step.state == StepState.DONE:
        return f'<span class="plan-tick plan-ticked">{markup.icon("check")}</span>'
    if row.step.state == StepState.DROPPED:
        return f'<span class="plan-tick">{markup.icon("minus")}</span>'
    label = safe(_("Marquer comme faite\xa0: %(title)s") % {"title": row.step.title})
    url = address("learning:step-done", row.step.pk)
    return (
        f'<button class="plan-tick" type="submit" form="{FORM}" formaction="{url}" title="{safe(_("C’est fait"))}"'
        f' aria-label="{label}">{markup.icon("check")}</button>'
    )


def _facts(row: Any, *, with_competency: bool) -> str:
    words = [str(row.kind.label) if row.kind else _("Étape")]
    if with_competency and row.competency is not None:
        words.append(row.competency.name)
    if row.step.effort_minutes:
        words.append(formatting.duration(row.step.effort_minutes))
    if row.files:
        words.append(ngettext("%(n)d fichier", "%(n)d fichiers", len(row.files)) % {"n": len(row.files)})
    return " · ".join(safe(one) for one in words)


def _state(row: Any, today: dt.date) -> str:
    """Late, under way, dropped, done on; the date besides."""
    step = row.step
    parts: list[str] = []
    if row.overdue:
        parts.append(pieces.kind("warning", _("En retard")))
    elif step.state == StepState.DOING:
        parts.append(pieces.kind("info", _("En cours")))
    elif step.state == StepState.DROPPED:
        parts.append(pieces.kind("neutral", _("Abandonnée")))
    if step.state == StepState.DONE and step.done_at:
        day = due_words(timezone.localdate(step.done_at), today)
        parts.append(f'<span class="small">{safe(_("faite le %(day)s") % {"day": day})}</span>')
    elif step.due_on and not row.over:
        parts.append(f'<span class="small">{safe(due_words(step.due_on, today))}</span>')
    return "".join(str(part) for part in parts)


def _under(row: Any, *, own: bool) -> str:
    step, lines = row.step, []
    if own and step.why and not row.over:
        lines.append(f'<p class="small plan-why">{safe(step.why)}</p>')
    if step.note:
        lines.append(f'<p class="small plan-note">{safe(formatting.excerpt(step.note, 240))}</p>')
    if row.remark == "retired":
        words = _(
            "Cette formation n’est plus au catalogue\xa0: cherchez-en une autre, ou gardez l’étape si votre place tient."
        )
        lines.append(f'<p class="small plan-remark">{markup.icon("info", "s")} {safe(words)}</p>')
    if own and step.state == StepState.DONE and step.done_by:
        lines.append(f'<p class="small">{safe(done_words(step.done_by))}</p>')
    if row.files:
        lines.append(f'<p class="small plan-files">{" ".join(_file(one) for one in row.files)}</p>')
    return "".join(lines)


def _file(file: Any) -> str:
    url = reverse("people:attachment", args=[file.key, file.name])
    return f'<a href="{safe(url)}">{markup.icon("paperclip", "s")}{safe(file.name)}</a>'


def done_words(done_by: str) -> str:
    """What completed a step, as the page says it to the person."""
    kind = done_by.partition(":")[0]
    words = {
        "hand": _("Vous l’avez dit."),
        "course": _("S’est cochée d’elle-même\xa0: formation suivie."),
        "evidence": _("S’est cochée d’elle-même\xa0: une preuve est entrée à votre registre."),
        "event": _("S’est cochée d’elle-même\xa0: présence notée à l’événement."),
    }
    return words.get(kind, "")


@register.simple_tag
def plan_steps(
    rows: Iterable[Any], today: dt.date, *, changes: bool = False, own: bool = True, competencies: bool = True
) -> SafeString:
    """The rows of a section. `changes`: with what acts on them; `own`: with what is for the person alone."""
    drawn = []
    for row in rows:
        step = row.step
        url = step.url or (address("learning:step-edit", step.pk) if own else "")
        title = (
            f'<a class="title" href="{safe(url)}">{safe(step.title)}</a>'
            if url
            else f'<span class="title">{safe(step.title)}</span>'
        )
        state = _state(row, today)
        drawn.append(
            f'<li class="plan-step{" plan-over" if row.over else ""}" id="etape-{step.pk}">'
            f"{_tick(row) if changes else markup.icon(row.icon)}"
            f'<div class="grow">{title}<span class="small plan-facts">{_facts(row, with_competency=competencies)}</span>'
            f"{_under(row, own=own)}</div>"
            f"{f'<div class=plan-state>{state}</div>' if state else ''}{_menu(row) if changes else ''}</li>"
        )
    return format_html('<ul class="rows plan-steps">{}</ul>', mark_safe("".join(drawn))) if drawn else mark_safe("")


@register.simple_tag
def plan_press(
    label: object, url: str, *, kind: str = "", icon: str = "", small: bool = False, name: str = "", value: object = "",
    look: str = "btn",
) -> SafeString:  # fmt: skip
    """As `post_button`, through the form of the page: what is kept of a page holds no token."""
    if look == "menu-item":
        return mark_safe(_press(safe(url), str(label), icon=icon, name=name, value=str(value)))
    sent = {"type": "submit", "form": FORM, "formaction": url, "name": name or None, "value": str(value) if name else None}
    return markup.button(label, kind=kind, icon_name=icon, url="", small=small, hide_label=False, values=dict(sent))


@register.simple_tag
def plan_send(partner: int) -> SafeString:
    """Sends what was written to that partner, through the form beside."""
    sent: dict[str, object] = {"type": "submit", "form": f"dire-{partner}"}
    return markup.button(_("Envoyer"), kind="", icon_name="send", url="", small=False, hide_label=False, values=sent)


@register.filter
def competency_label(data: dict[str, str]) -> str:
    """The competency that a notice names, in the language of the page."""
    english = data.get("competency_en", "")
    return english if formatting.is_english() and english else data.get("competency", "")
