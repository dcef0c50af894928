"""`{% load diagnostics %}`: what a run aims at, in words; finished runs as rows, in Python because a page holds ten."""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.addresses import address
from core.templatetags.markup import icon
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
    acts = (
        ("learning:answer-list", icon("list"), _("Mes réponses")),
        ("learning:run-delete", icon("trash-2"), _("Supprimer…")),
    )
    return format_html_join("", "{}", ((_row(run, acts),) for run in runs))


def _row(run: Run, acts: Sequence[tuple[str, SafeString, str]]) -> SafeString:
    at = day(run.finished_at) if run.finished_at else ""
    link = '<a class="menu-item" href="{}">{}{}</a>'
    links = format_html_join("", link, ((address(name, run.pk), drawing, words) for name, drawing, words in acts))
    target = run_target(run, run.asked)  # type: ignore[attr-defined]
    return format_html(
        '<li><div class="grow"><a class="title" href="{}">{}</a><span class="small">{}</span></div>{}</li>',
        address("learning:result-detail", run.pk),
        at,
        f"{target} · {run.campaign.name}" if run.campaign else target,
        menu(links, label=_("Diagnostic du %(date)s") % {"date": at}),
    )
