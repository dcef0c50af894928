"""`{% load diagnostics %}`: what a run aims at, in words; finished runs as rows, in Python because a page holds ten."""
# ruff: noqa: S308 (every value goes through `safe`, `icon` or `menu`)

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.addresses import address
from core.templatetags.markup import icon, safe
from core.templatetags.pieces import menu
from core.templatetags.ui import day
from job_profiles.enums import VersionState
from learning.models import Run

register = template.Library()


@register.simple_tag
def run_target(run: Run, asked: int = 0) -> str:
    """The version of a profile, or competencies that were chosen: how many, where `asked` is known."""
    if run.version is None:
        if not asked:
            return _("Compétences choisies")
        return ngettext("%(count)s compétence choisie", "%(count)s compétences choisies", asked) % {"count": asked}
    words = _("%(name)s, version %(number)s") % {"name": run.version.profile.name, "number": run.version.number}
    proposal = _("proposition")
    return f"{words} ({proposal})" if run.version.state == VersionState.PROPOSAL else words


@register.simple_tag
def finished_rows(runs: Iterable[Run]) -> SafeString:
    """The <li> of earlier diagnostics: when, what they aimed at (`asked` is set on them), what one may do with each."""
    answers, delete = (icon("list") + safe(_("Mes réponses")), icon("trash-2") + safe(_("Supprimer…")))
    return mark_safe("".join(_row(run, answers, delete) for run in runs))


def _row(run: Run, answers: str, delete: str) -> str:
    at = day(run.finished_at) if run.finished_at else ""
    label = _("Diagnostic du %(date)s") % {"date": at}
    campaign = f" · {safe(run.campaign.name)}" if run.campaign else ""
    acts = "".join(
        f'<a class="menu-item" href="{safe(address(name, run.pk))}">{words}</a>'
        for name, words in (("learning:answer-list", answers), ("learning:run-delete", delete))
    )
    return (
        f'<li><div class="grow"><a class="title" href="{safe(address("learning:result-detail", run.pk))}">{safe(at)}</a>'
        f'<span class="small">{safe(run_target(run, run.asked))}{campaign}</span></div>'  # type: ignore[attr-defined]
        f"{menu(mark_safe(acts), label=label)}</li>"
    )
