"""`{% load harmonisation %}`: rows of the matrix and cells of coverage, in plain Python because they stand by hundreds."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.addresses import address
from core.templatetags.formatting import percent
from core.templatetags.markup import attributes, icon
from core.templatetags.pieces import kind
from job_profiles.enums import AdoptionKind

register = template.Library()
LOOKS = {
    AdoptionKind.AS_IS.value: ("success", "circle-check"),
    AdoptionKind.VARIATION.value: ("info", "git-branch"),
    AdoptionKind.NOT_YET.value: ("neutral", ""),
}
# In a table of eight profiles.
SHORT: dict[str, Any] = {AdoptionKind.VARIATION.value: gettext_lazy("Variante")}


@register.filter
def share(score: float) -> str:
    """« 43 % » of a score between 0 and 1."""
    return percent(round(score * 100))


@register.simple_tag
def matrix_row(row: Any, columns: Sequence[Any], owns: bool) -> SafeString:
    """A row of `queries.matrix`: how far it is shared, then each column's sentence with its box. `columns`: pairs
    (description, address without it)."""
    cells = format_html_join(
        "",
        "{}",
        ((_cell(column, cell, owns),) for (column, _without), cell in zip(columns, row.cells, strict=True)),
    )
    style = "is-same" if row.identical else "is-shared" if row.shared else ""
    return format_html('<tr class="{}"><th scope="row">{}</th>{}</tr>', style, _shared(row), cells)


def _cell(column: Any, cell: Any, owns: bool) -> SafeString:
    place = column.organisation.acronym
    if cell is None:
        nothing = format_html('<span class="visually-hidden">{}</span>', _("rien de tel"))
        return format_html('<td class="is-none" data-label="{}"><span aria-hidden="true">—</span>{}</td>', place, nothing)
    text = format_html('<span lang="{}">{}</span>', column.language, cell.text)
    if owns and cell.pick:
        state = attributes({"checked": cell.ticked})
        row = '<label class="check"><input type="checkbox" name="phrase" value="{}"{}>{}</label>'
        text = format_html(row, cell.pick, state, text)
    return format_html('<td data-label="{}">{}</td>', place, text)


def _shared(row: Any) -> SafeString:
    """In words and by a mark: « Partagée par 3, mot pour mot »."""
    if not row.shared:
        return format_html('<span class="small">{}</span>', _("Seulement ici"))
    words = ngettext("Partagée par %(count)d", "Partagée par %(count)d", row.shared_by) % {"count": row.shared_by}
    how = _("mot pour mot") if row.identical else _("en d’autres mots")
    return format_html('<span class="matrix-mark">{}{}</span><span class="small">{}</span>', icon("link", "s"), words, how)


@register.simple_tag
def matrix_place(columns: Sequence[Any], place: int) -> str:
    """The acronym over a column, which a phone shows in each cell."""
    return str(columns[place][0].organisation.acronym)


@register.simple_tag
def use_kind(use: Any) -> SafeString:
    """The use of a profile as a pill."""
    look, drawing = LOOKS[use.kind]
    return format_html('<span class="kind kind-{}">{}{}</span>', look, icon(drawing) if drawing else "", use.label)


@register.simple_tag
def coverage_cell(use: Any, asked: str) -> SafeString:
    """A cell of the table of coverage: the use, a link to what the ministry says, and whether it is to be reviewed."""
    label = use.profile.name
    if not use.matches(asked):
        return format_html('<td class="is-none" data-label="{}"><span aria-hidden="true">·</span></td>', label)
    if use.adoption is None:
        words = format_html('<span class="visually-hidden">{}</span>', use.label)
        return format_html('<td class="is-none" data-label="{}"><span aria-hidden="true">—</span>{}</td>', label, words)
    url = f"{address('job_profiles:profile-coverage', use.profile.key)}{use.organisation.acronym}/"
    review = kind("warning", _("À revoir"), with_icon=True) if use.to_review else ""
    row = '<td data-label="{}"><a class="use-link" href="{}">{}</a>{}</td>'
    look, drawing = LOOKS[use.kind]
    words = SHORT.get(use.kind, use.label)
    pill = format_html('<span class="kind kind-{}">{}{}</span>', look, icon(drawing) if drawing else "", words)
    return format_html(row, label, url, pill, review)
