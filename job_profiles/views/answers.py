"""A ministry answers, article by article: kept as it is written, sent as a whole."""

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import render as render_page
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import is_htmx, redirect
from job_profiles.actions import answers as actions
from job_profiles.actions.answers import AnswerConflict
from job_profiles.enums import Position
from job_profiles.models import ArticleComment, MinistryAnswer
from job_profiles.permissions import may_answer_for
from job_profiles.queries import consultations as queries
from job_profiles.queries import texts
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

HOUR = 3600
PARTS = {"position": "p", "remark": "r", "proposal": "s"}
Draft = dict[str, dict[str, str]]


def _typed(data: Any, rows: list[texts.TextRow]) -> Draft:
    """What the form carries, by row."""
    return {row.key: {name: str(data.get(f"{short}-{row.key}", "")) for name, short in PARTS.items()} for row in rows}


@member_view("GET", "POST")
def round_answer(request: "MemberRequest", pk: int, acronym: str) -> HttpResponse:
    """The form of one ministry. Saved by its other respondent meanwhile: 409, what was typed, and what differs."""
    one = queries.visible_to(request.person).get(pk=pk)
    answer = MinistryAnswer.objects.select_related("organisation", "edited_by", "submitted_by").get(
        round=one, organisation__acronym=acronym
    )
    answer.round = one
    if not may_answer_for(request.person, answer.organisation_id):
        raise PermissionDenied(_("Vous ne répondez pas au nom de ce ministère."))
    rows = texts.rows_of(one.text)
    if request.method == "GET":
        return _page(request, answer, rows, dict(answer.draft))
    draft = _typed(request.POST, rows)
    sending = request.POST.get("suite") == "envoyer"
    try:
        saved = _save(request, answer, draft, sending=sending)
    except AnswerConflict as refusal:
        return _conflict(request, refusal.answer, rows, draft)
    except ValidationError as refusal:
        errors = {key: words[0] for key, words in refusal.message_dict.items()}
        return _page(request, answer, rows, draft, errors=errors, status=422)
    except PermissionDenied as refusal:
        if is_htmx(request):
            raise
        return _page(request, answer, rows, draft, refused=str(refusal), status=403)
    if is_htmx(request):
        return render_page(request, "job_profiles/parts/answer_saved.html", {"answer": saved})
    words = _("La réponse du ministère est envoyée.") if sending else _("Enregistré\xa0: rien n’est envoyé encore.")
    messages.success(request, words)
    return redirect(request, one.get_absolute_url() if sending else request.path)


def _save(request: "MemberRequest", answer: MinistryAnswer, draft: Draft, *, sending: bool) -> MinistryAnswer:
    """One call of the action. An edit that this very page made (two saves crossed) is no conflict."""
    tab = str(request.POST.get("tab", ""))[:40]
    typed = str(request.POST.get("edit", ""))
    edit = int(typed) if typed.isdigit() and len(typed) < 9 else -1

    def call(number: int) -> MinistryAnswer:
        common: dict[str, Any] = {"by": request.person, "answer": answer, "edit": number, "at": timezone.now()}
        if sending:
            return actions.send_answer(draft=draft, rest_agrees="reste" in request.POST, **common)
        return actions.save_answer(draft=draft, **common)

    try:
        saved = call(edit)
    except AnswerConflict as refusal:
        since = range(edit + 1, refusal.answer.edit + 1)
        if not tab or not since or any(cache.get(_made_by(answer.pk, number)) != tab for number in since):
            raise
        saved = call(refusal.answer.edit)
    if tab:
        cache.set(_made_by(answer.pk, saved.edit), tab, HOUR)
    return saved


def _made_by(pk: int, edit: int) -> str:
    return f"reponse:{pk}:{edit}"


def _conflict(request: "MemberRequest", answer: MinistryAnswer, rows: list[texts.TextRow], draft: Draft) -> HttpResponse:
    if is_htmx(request):
        context = {"answer": answer, "edit": request.POST.get("edit", "")}
        return render_page(request, "job_profiles/parts/answer_unsaved.html", context, status=409)
    empty = dict.fromkeys(PARTS, "")
    differing = [
        {"label": row.label, "theirs": answer.draft.get(row.key, empty), "mine": draft[row.key]}
        for row in rows
        if {**empty, **answer.draft.get(row.key, empty)} != {name: text.strip() for name, text in draft[row.key].items()}
    ]
    return _page(request, answer, rows, draft, differing=differing, in_conflict=True, status=409)


def _page(
    request: "MemberRequest", answer: MinistryAnswer, rows: list[texts.TextRow], draft: Draft, **more: Any
) -> HttpResponse:
    status = more.pop("status", 200)
    one = answer.round
    errors: dict[str, str] = more.pop("errors", {})
    changed, earlier = texts.compared(queries.before_text(one), one.text), queries.earlier_answers(answer)
    comments: dict[str, int] = {}
    for article in ArticleComment.objects.filter(round=one, deleted_at=None).values_list("article", flat=True):
        comments[article] = comments.get(article, 0) + 1
    context = {
        "answer": answer,
        "round": one,
        "version": one.version,
        "open": queries.is_open(one, timezone.localdate()),
        "rows": [
            {
                "row": row, "said": draft.get(row.key, {}), "error": errors.get(row.key, ""),
                "changed": changed.get(row.key), "earlier": earlier.get(row.key),
                "comments": comments.get(row.article.value, 0),
            }
            for row in rows
        ],
        "errors": [(row, errors[row.key]) for row in rows if row.key in errors],
        "rest_error": errors.get("rest", ""),
        "positions": Position.choices,
        "tab": request.POST.get("tab") or uuid.uuid4().hex,
        "rest": "reste" in request.POST,
        **more,
    }  # fmt: skip
    return render_page(request, "job_profiles/round_answer.html", context, status=status)
