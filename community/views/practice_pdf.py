"""A practice sheet as a PDF that one prints or attaches: tagged, with its address, its date and its licence."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.enums import PracticeState
from community.models import PracticePage
from community.models.practices import SECTIONS
from community.queries.practice_pdf import PrintedSheet, printed
from community.queries.practices import visible_to
from community.views.entry import member_view
from community.views.practice_texts import HEADINGS
from core.limits import limited
from core.templatetags.formatting import day
from core.typesetting import blocks, pdf, pdf_response

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
@limited("pdf-fiche", limit=30, seconds=600, methods=("GET",))
def practice_pdf(request: "MemberRequest", pk: int) -> HttpResponse:
    """Made now, from what readers see; thirty in ten minutes."""
    shown = [PracticeState.PUBLISHED, PracticeState.ARCHIVED]
    page = visible_to(request.person).filter(state__in=shown).select_related("organisation").get(pk=pk)
    at = timezone.now()
    return pdf_response(f"fiche-{page.pk}-{page.slug[:60]}.pdf", pdf("practice.typ", document(printed(page), at=at), at=at))


def document(sheet: PrintedSheet, *, at: dt.datetime) -> dict[str, Any]:
    """What templates/typeset/practice.typ reads."""
    page, address = sheet.page, f"{settings.PUBLIC_URL.rstrip('/')}{sheet.page.get_absolute_url()}"
    today = day(timezone.localdate(at))
    return {
        "title": page.title,
        "language": page.language,
        "authors": sheet.authors,
        "keywords": [*sheet.competencies, *sheet.topics],
        "result": page.result_line,
        "figures": [
            {"value": str(one.get("value", "")), "label": str(one.get("label", ""))}
            for one in page.figures
            if isinstance(one, dict)
        ],
        "notice": _notice(page, timezone.localdate(at)),
        "sections": [{"title": title, "blocks": blocks(text)} for title, text in _sections(page)],
        "reuses": [
            {
                "place": reuse.organisation.name,
                "day": day(timezone.localdate(reuse.created_at)),
                "blocks": blocks(reuse.result),
            }
            for reuse in sheet.reuses
        ],
        "facts": _facts(sheet, address),
        "words": {
            "language": (get_language() or "fr")[:2],
            "kind": f"{_('Fiche de pratique')} · {page.get_channel_display()} · {page.get_maturity_display()}",
            "reuses": _("Réutilisée ailleurs"),
            "about": _("À propos de cette fiche"),
            "printed": _("%(address)s · imprimée le %(day)s") % {"address": address, "day": today},
        },
    }


def _notice(page: PracticePage, today: dt.date) -> str:
    if page.state == PracticeState.ARCHIVED:
        return _("Fiche archivée\xa0: gardée pour mémoire, personne ne garantit plus qu’elle s’applique.")
    if page.review_on is not None and page.review_on <= today:
        return _("À revoir depuis le %(day)s\xa0: vérifiez auprès de la personne responsable.") % {
            "day": day(page.review_on)
        }
    return ""


def _sections(page: PracticePage) -> list[tuple[str, str]]:
    """Titles and Markdown of the sections that say something, in the order of the sheet."""
    rows = [(str(HEADINGS[field]), str(getattr(page, field))) for field in SECTIONS]
    return [(title, text) for title, text in rows if text.strip()]


def _facts(sheet: PrintedSheet, address: str) -> list[dict[str, str]]:
    """Label, value, address ("" for none), without those that are empty."""
    page = sheet.page
    rows = [
        (_("Par"), ", ".join(sheet.authors), ""),
        (_("Avec des réponses de"), ", ".join(sheet.credited), ""),
        (_("Responsable"), page.person_owner.name if page.person_owner.is_active else "", ""),
        (_("Organisation"), page.organisation.name if page.organisation else "", ""),
        (_("Publiée le"), day(timezone.localdate(page.published_at)) if page.published_at else "", ""),
        (_("Modifiée le"), day(timezone.localdate(page.changed_at)) if page.changed_at else "", ""),
        (_("À revoir le"), day(page.review_on) if page.review_on and page.state == PracticeState.PUBLISHED else "", ""),
        (_("Compétences"), ", ".join(sheet.competencies), ""),
        (_("Étiquettes"), ", ".join(sheet.topics), ""),
        (_("Licence"), page.get_licence_display(), ""),
        (_("Adresse"), address, address),
    ]
    return [{"label": f"{label}{_(' : ')}", "value": value, "url": url} for label, value, url in rows if value]
