"""`{% load needs %}`: rows of the heat map and of its table, in plain Python because cells stand by hundreds."""

from collections.abc import Mapping, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competencies.enums import ShareBand
from competencies.models.frameworks import in_language
from competencies.queries.publishing import Cell
from core.templatetags.charts import bar
from core.templatetags.formatting import number
from core.templatetags.markup import icon
from learning.queries import needs_words
from learning.queries.needs import Head, Line, percent_of

register = template.Library()
register.filter("cell_words", needs_words.cell_words)
register.filter("people_words", needs_words.people_words)
register.filter("figure_words", needs_words.figure_words)


@register.simple_tag
def heat_head(head: Head) -> SafeString:
    """Over a column: the acronym or name, and how many took part."""
    people: SafeString | str = ""
    if head.people is not None:
        words = _("env. %(people)s") % {"people": number(head.people)}
        people = format_html('<span class="heat-people">{}</span>', words)
    if head.short == head.name:
        return format_html('<th scope="col">{}{}</th>', head.name, people)
    return format_html('<th scope="col"><abbr title="{}">{}</abbr>{}</th>', head.name, head.short, people)


@register.simple_tag
def heat_row(line: Line, heads: Sequence[Head], links: Mapping[str, str], planned: bool, compared: bool) -> SafeString:
    """One competency: its name, the whole, the trend, what is planned, and a cell for each column."""
    first = format_html('<th scope="row"><a href="{}">{}</a></th>', links[line.code], line.name)
    parts = [first, _cell(line.whole, _("Ensemble"), "heat-whole")]
    if compared:
        parts.append(format_html('<td class="heat-trend" data-label="{}">{}</td>', _("Tendance"), trend(line)))
    if planned:
        after = needs_words.after_words(line) if line.planned else "\u2014"
        parts.append(format_html('<td class="heat-after" data-label="{}">{}</td>', _("Après les actions"), after))
    parts += [_cell(cell, head.short) for cell, head in zip(line.cells, heads, strict=True)]
    if line.hidden:
        words = ngettext("Masquée dans %(n)d colonne", "Masquée dans %(n)d colonnes", line.hidden) % {"n": line.hidden}
        parts.append(format_html('<td class="heat-count">{}</td>', words))
    return format_html("<tr>{}</tr>", format_html_join("", "{}", ((part,) for part in parts)))


def _cell(cell: Cell, label: str, style: str = "") -> SafeString:
    """The figure stands in the cell: colour and hatching only repeat it."""
    words = needs_words.short_words(cell)
    if cell.hidden:
        return format_html('<td class="heat heat-hidden {}" data-label="{}">{}</td>', style, label, words)
    row = '<td class="heat heat-{} {}" data-label="{}" title="{}">{}</td>'
    return format_html(row, cell.tenth, style, label, needs_words.people_words(cell), words)


@register.simple_tag
def heat_legend() -> SafeString:
    """The scale, silent: each cell says its figure."""
    shown = [Cell(hidden=False, band=ShareBand.LOW), *(Cell(hidden=False, share=share) for share in (20, 40, 60, 80))]
    cells = [*shown, Cell(hidden=False, band=ShareBand.HIGH)]
    steps = format_html_join(
        "", '<span class="heat heat-{}">{}</span>', ((cell.tenth, needs_words.short_words(cell)) for cell in cells)
    )
    row = '<div class="heat-legend" aria-hidden="true">{} {}<span class="heat heat-hidden">{}</span></div>'
    return format_html(row, _("Part en besoin"), steps, needs_words.hidden_word())


@register.simple_tag
def trend(line: Line) -> SafeString:
    """An arrow with its words; the shares before and now in its title."""
    drawing = needs_words.ARROWS.get(line.trend)
    sentence, words = needs_words.trend_sentence(line), needs_words.trend_words(line.trend)
    row = '<span class="trend trend-{}" title="{}">{}{}</span>'
    return format_html(row, line.trend.value, sentence, icon(drawing, "s") if drawing else "", words)


@register.simple_tag
def figure_row(line: Line, name: str, cell: Cell) -> SafeString:
    """One figure as a row of the table: competency, column, people, people with a gap, share."""
    of = [
        (_("Population"), needs_words.hidden_word() if cell.hidden else number(cell.people or 0)),
        (_("Personnes en besoin"), _gap(cell)),
        (_("Part"), needs_words.cell_words(cell)),
    ]
    cells = format_html_join("", '<td class="number" data-label="{}">{}</td>', of)
    row = '<tr class="{}"><th scope="row">{}</th><td data-label="{}">{}</td>{}</tr>'
    return format_html(row, "is-hidden" if cell.hidden else "", line.name, _("Où"), name, cells)


def _gap(cell: Cell) -> str:
    if cell.hidden:
        return needs_words.hidden_word()
    return number(cell.gap_people) if cell.gap_people and not cell.band else "\u2014"


@register.simple_tag
def share_bar(cell: Cell) -> SafeString:
    """The share from 0 to 100 as a bar; nothing where it is hidden. Its words stand beside it."""
    share = percent_of(cell)
    return SafeString() if share is None else bar(share, 100)


@register.filter
def portrait_label(data: Mapping[str, str]) -> str:
    """The name of a portrait in the language of the page, from what a notice keeps of it."""
    return in_language(data["label"], data.get("label_en", ""))
