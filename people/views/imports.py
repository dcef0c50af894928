"""Imports: choose a file, read what each line would do, decide."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.exports import csv_response
from core.htmx import redirect, render
from core.limits import limited
from people.actions.imports import NotAsChecked, carry_out
from people.forms.imports import ImportForm
from people.models import Person
from people.permissions import may_administer
from people.queries.imports import examine
from people.queries.imports.kept import KeptImport, forget, keep, kept_import
from people.queries.imports.words import label, unreadable
from people.rules.imports.reading import COLUMNS, UnreadableFile
from people.rules.imports.reports import LineReport, Outcome, Report

if TYPE_CHECKING:
    from people.middleware import MemberRequest

SHOWN_LINES = 200
EXAMPLES: dict[str, list[list[str]]] = {
    "people": [
        "amina@exemple.test|Amina|Tremblay|Conseillère|MTMD||Contenu|français, anglais|jules@exemple.test|".split("|"),
        "jules@exemple.test|Jules|Caron|Chef d’équipe|MTMD||Contenu|français|aucun|Mentorat (MTMD)".split("|"),
    ],
    "reporting": [["amina@exemple.test", "jules@exemple.test"]],
    "organisations": ["MTMD|Ministère des Transports et de la Mobilité durable||Ministère|oui|".split("|")],
}


def _administrator(request: "MemberRequest") -> Person:
    if not may_administer(request.person):
        raise PermissionDenied
    return request.person


def outcome_words(outcome: str, count: int) -> str:
    """« 3 erreurs », « 12 ajouts »."""
    words = {
        "error": ngettext("%(count)d erreur", "%(count)d erreurs", count),
        "created": ngettext("%(count)d ajout", "%(count)d ajouts", count),
        "changed": ngettext("%(count)d changement", "%(count)d changements", count),
        "unchanged": ngettext("%(count)d inchangée", "%(count)d inchangées", count),
    }
    return words[outcome] % {"count": count}


@require_http_methods(["GET", "HEAD", "POST"])
@limited("importer", limit=60, seconds=3600)
def import_start(request: "MemberRequest") -> HttpResponse:
    """The file is checked (nothing is written) and kept; its report has its own address."""
    viewer = _administrator(request)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            report, _plan = examine(data, timezone.localdate())
        except UnreadableFile as error:
            form.add_error("file", unreadable(error))
        else:
            kept = keep(viewer, file.name or "", data, report)
            return redirect(request, reverse("people:import-report", args=[kept.token]))
    kinds = [("people", _("Membres")), ("organisations", _("Organisations")), ("reporting", _("Liens hiérarchiques"))]
    context = {"form": form, "kinds": [(kind, words, ", ".join(map(label, COLUMNS[kind]))) for kind, words in kinds]}
    return render(request, "people/import_start.html", context, status=422 if form.is_bound else 200)


def _kept(request: "MemberRequest", token: str) -> KeptImport:
    kept = kept_import(_administrator(request), token)
    if kept is None:
        raise Http404
    return kept


@require_safe
def import_report(request: "MemberRequest", token: str) -> HttpResponse:
    """What each line would do."""
    return _report_page(request, _kept(request, token))


def _report_page(request: "MemberRequest", kept: KeptImport, *, status: int = 200) -> HttpResponse:
    counts = kept.report.counts
    shown = request.GET.get("etat", "")
    if shown not in counts:
        shown = next((outcome for outcome in counts if counts[outcome]), "unchanged")
    tabs = [
        {"label": outcome_words(outcome, number), "url": f"?etat={outcome}", "count": 0, "current": outcome == shown}
        for outcome, number in counts.items()
        if number
    ]
    lines = [line for line in kept.report.lines if line.outcome == shown]
    context: dict[str, Any] = {
        "kept": kept,
        "report": kept.report,
        "kind": {"people": _("Membres"), "organisations": _("Organisations"), "reporting": _("Liens hiérarchiques")}[
            kept.report.kind
        ],
        "summary": ", ".join(outcome_words(outcome, number) for outcome, number in counts.items() if number),
        "tabs": tabs,
        "lines": [{"line": line, "words": line_words(line)} for line in lines[:SHOWN_LINES]],
        "hidden": max(0, len(lines) - SHOWN_LINES),
        "wrong": counts["error"],
    }
    return render(request, "people/import_report.html", context, status=status)


def line_words(line: LineReport) -> str:
    """What one line does, in a sentence."""
    if line.problems:
        return " ".join(f"{label(problem.column)}{_(' : ')}{problem.sentence}" for problem in line.problems)
    if line.outcome is Outcome.CREATED:
        return _("Sera ajouté.")
    if line.outcome is Outcome.CHANGED:
        return _("Changera\u00a0: %(columns)s.") % {"columns": ", ".join(line.changes)}
    return _("Rien ne change.")


@require_POST
@limited("importer", limit=60, seconds=3600)
def import_confirm(request: "MemberRequest", token: str) -> HttpResponse:
    """Carry the file out wholly; when the dry run no longer holds, show the new one instead."""
    kept = _kept(request, token)
    if "abandonner" in request.POST:
        forget(token)
        messages.info(request, _("L’importation est abandonnée\u00a0: rien n’a été changé."))
        return redirect(request, reverse("people:import-start"))
    try:
        report = carry_out(
            data=kept.data, by=request.person, at=timezone.now(), on=timezone.localdate(), checked=kept.report
        )
    except NotAsChecked as refusal:
        kept = keep(request.person, kept.name, kept.data, refusal.report, token=token)
        messages.warning(
            request, _("Quelque chose a changé depuis la vérification\u00a0: relisez le rapport. Rien n’a été importé.")
        )
        return _report_page(request, kept, status=409)
    forget(token)
    messages.success(request, _done_words(report))
    where = "people:organisation-list" if report.kind == "organisations" else "people:person-list"
    return redirect(request, reverse(where))


def _done_words(report: Report) -> str:
    done = [outcome_words(name, number) for name, number in report.counts.items() if number and name != "unchanged"]
    return _("Importation faite\u00a0: %(words)s.") % {"words": ", ".join(done) or _("rien à changer")}


@require_safe
def import_report_file(request: "MemberRequest", token: str) -> HttpResponse:
    """The whole report as CSV."""
    kept = _kept(request, token)
    words = {"error": _("erreur"), "created": _("ajout"), "changed": _("changement"), "unchanged": _("inchangée")}
    rows = [[line.number, line.subject, words[line.outcome.value], line_words(line)] for line in kept.report.lines]
    header = [_("Ligne"), _("Sujet"), _("Effet"), _("Détail")]
    return csv_response("rapport-importation.csv", header, rows)


@require_safe
def import_model(request: "MemberRequest", kind: str) -> HttpResponse:
    """A file to start from, with its headers and an example."""
    _administrator(request)
    if kind not in EXAMPLES:
        raise Http404
    return csv_response(f"modele-{kind}.csv", [label(column) for column in COLUMNS[kind]], EXAMPLES[kind])
