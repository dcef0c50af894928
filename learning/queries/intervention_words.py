"""Words of an intervention plan: money in cents, what is published beside what is planned."""

from django.utils.translation import gettext as _

from competencies.queries.publishing import Cell
from core.templatetags.formatting import money
from learning.queries import needs_words


def dollars(cents: int | None) -> str:
    """« 12 500 $ »; with its cents only where there are some."""
    if cents is None:
        return "\u2014"
    return money(cents / 100, 2 if cents % 100 else 0)


def gap_words(cell: Cell) -> str:
    """What is published of a competency, beside what the plan closes of it."""
    return _("masqué") if cell.hidden else needs_words.people_words(cell)
