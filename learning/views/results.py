"""The result of a diagnostic. One's own, and nobody else's: what others may see stands in shares and talk_sheets."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils import timezone

from competencies.queries.frameworks import level_names
from core.exports import csv_response
from core.htmx import render
from core.limits import limited
from core.typesetting import pdf, pdf_response
from learning.enums import Verdict
from learning.models import Run, RunTarget
from learning.queries import explanations, history, results, shares
from learning.views import documents
from learning.views.entry import switched_off
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

VIEWS = ("barres", "tableau", "radar")
ORDERS = {
    "competence": lambda one: one.competency.name.casefold(),
    "attendu": lambda one: one.level,
    "niveau": lambda one: one.mean,
    "chance": lambda one: -1.0 if one.chance is None else one.chance,
}


@member_view("GET")
def result_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    """Totals, then competency by competency: bars, table or radar (`?vue=`), narrowed (`?groupe=`, `?etat=`)."""
    run = results.finished_run(request.person, pk)
    if (off := switched_off(request)) is not None:
        return off
    run.person, at, asked = request.person, timezone.now(), _asked(request)
    stamp = results.stamp_of(run, at)
    context = {
        "page": Drawn(run, asked, at),
        "stamp": (stamp, *asked.values()),
        "run": run,
        "asked": asked,
        "tabs": _tabs(asked),
        "verdicts": Verdict.choices,
        "sharing": stamp.shares,
        "at": at,
    }
    return render(request, "learning/result_detail.html", context)


@dataclass
class Drawn:
    """What the page shows, worked out only when it is drawn: its parts are kept in the process, by its stamp."""

    run: Run
    asked: dict[str, str]
    at: dt.datetime

    @cached_property
    def result(self) -> results.Result:
        return explanations.explained(results.result_of(self.run, self.at), self.run.person, self.at)

    @cached_property
    def shown(self) -> list[results.Finding]:
        return _narrowed(self.result.findings, self.asked)

    @property
    def sections(self) -> list[tuple[str, list[results.Finding]]]:
        return _sections(self.result, self.shown)

    @cached_property
    def rows(self) -> list[results.Finding]:
        return _sorted(self.shown, self.asked["tri"])

    @property
    def groups(self) -> dict[str, str]:
        return {one.competency.group.code: one.competency.group.name for one in self.result.findings}

    @property
    def means(self) -> list[results.GroupMeans]:
        return results.group_means(self.shown)

    @cached_property
    def level_names(self) -> dict[int, str]:
        return level_names()


@member_view("GET")
def result_item(request: "MemberRequest", pk: int, code: str) -> HttpResponse:
    """One competency of a result: what decided, what would change it, who says what, how it moved."""
    run = results.finished_run(request.person, pk)
    if (off := switched_off(request)) is not None:
        return off
    run.person, at = request.person, timezone.now()
    target, stamp = results.target_of(run, code), results.stamp_of(run, at)
    page = DrawnItem(run, target, at)
    shared = page.finding.estimate if stamp.shares else None
    context = {
        "page": page,
        "stamp": (stamp, target.pk),
        "run": run,
        "competency": target.competency,
        "sharing": shares.of_estimate(request.person, shared, at) if shared else [],
        "at": at,
    }
    return render(request, "learning/result_item.html", context)


@dataclass
class DrawnItem:
    """The same for one competency."""

    run: Run
    target: RunTarget
    at: dt.datetime

    @cached_property
    def finding(self) -> results.Finding:
        return results.finding_of(self.run, self.target, self.at)

    @cached_property
    def level_names(self) -> dict[int, str]:
        return level_names()

    @cached_property
    def explanation(self) -> explanations.Explanation:
        return explanations.explanation_of(self.run, self.finding, self.at)

    @cached_property
    def moments(self) -> list[history.Moment]:
        return history.moments_of(self.run.person, self.finding.competency)

    @property
    def latest(self) -> bool:
        return results.is_latest(self.run)

    @property
    def can(self) -> str:
        return explanations.can_at_level(self.finding)


@member_view("GET")
@limited("resultat-pdf", limit=30, seconds=600, methods=("GET",))
def result_pdf(request: "MemberRequest", pk: int) -> HttpResponse:
    """One's own result on paper."""
    run = results.finished_run(request.person, pk)
    if (off := switched_off(request)) is not None:
        return off
    at = timezone.now()
    result = explanations.explained(results.result_of(run, at), request.person, at)
    content = pdf("diagnostic_result.typ", documents.result_for_pdf(result, request.person, level_names(), at), at=at)
    return pdf_response(documents.filename("resultat", run, "pdf"), content)


@member_view("GET")
@limited("resultat-csv", limit=30, seconds=600, methods=("GET",))
def result_csv(request: "MemberRequest", pk: int) -> HttpResponse:
    """One line per competency."""
    run = results.finished_run(request.person, pk)
    if (off := switched_off(request)) is not None:
        return off
    result = results.result_of(run, timezone.now())
    rows = documents.result_rows(result, level_names())
    return csv_response(documents.filename("resultat", run, "csv"), documents.RESULT_HEADER, rows)


def _asked(request: "MemberRequest") -> dict[str, str]:
    """What the address narrows; what is unknown is left aside."""
    given = {name: request.GET.get(name, "") for name in ("vue", "groupe", "etat", "tri")}
    given["vue"] = given["vue"] if given["vue"] in VIEWS else VIEWS[0]
    given["etat"] = given["etat"] if given["etat"] in Verdict.values else ""
    given["tri"] = given["tri"] if given["tri"].removeprefix("-") in ORDERS else ""
    return given


def _narrowed(findings: list[results.Finding], asked: dict[str, str]) -> list[results.Finding]:
    return [
        one
        for one in findings
        if (not asked["groupe"] or one.competency.group.code == asked["groupe"])
        and (not asked["etat"] or one.verdict == asked["etat"])
    ]


def _sections(result: results.Result, shown: list[results.Finding]) -> list[tuple[str, list[results.Finding]]]:
    """By verdict, what is most useful first."""
    kept = {one.target.pk for one in shown}
    lists = ((Verdict.UNDECIDED, result.undecided), (Verdict.GAP, result.gaps), (Verdict.MET, result.met))
    narrowed = [(str(verdict), [one for one in found if one.target.pk in kept]) for verdict, found in lists]
    return [(verdict, found) for verdict, found in narrowed if found]


def _sorted(findings: list[results.Finding], order: str) -> list[results.Finding]:
    """In the order of the framework unless asked otherwise."""
    key: Any = ORDERS.get(order.removeprefix("-"))
    return sorted(findings, key=key, reverse=order.startswith("-")) if key else findings


def _tabs(asked: dict[str, str]) -> list[dict[str, Any]]:
    kept = {name: value for name, value in asked.items() if value and name in ("groupe", "etat")}
    return [
        {
            "label": documents.view_words(name),
            "url": f"?{urlencode({'vue': name, **kept})}",
            "current": name == asked["vue"],
        }
        for name in VIEWS
    ]
