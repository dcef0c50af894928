"""What ministries said and what the owner replies; comments in place."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from core.limits import TooMany, spend
from job_profiles.actions import answers, consultations
from job_profiles.forms.consultations import CommentForm, ReplyForm
from job_profiles.models import ArticleAnswer, ArticleComment, Round
from job_profiles.permissions import can_edit, may_comment, owns_profiles
from job_profiles.queries import consultations as queries
from job_profiles.queries import texts
from job_profiles.views.consultations import add_refusal, back_to, board_page
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

COMMENTS, COMMENTS_IN_SECONDS = 30, 600


@member_view("GET")
def observation_list(request: "MemberRequest", pk: int) -> HttpResponse:
    return _list_page(request, queries.visible_to(request.person).get(pk=pk))


def _list_page(
    request: "MemberRequest", one: Round, *, refused: tuple[int, ReplyForm] | None = None, status: int = 200
) -> HttpResponse:
    """Reservations and objections, those without a reply first; `refused`: the reply that is to be mended."""
    may_reply = one.closed_at is not None and can_edit(request.person, one.version)
    labels = {row.key: row for row in texts.rows_of(one.text)}
    rows = []
    for answer in queries.observations(one):
        form = None
        if may_reply:
            initial = {"outcome": answer.outcome, "reply": answer.reply}
            fresh = ReplyForm(initial=initial, auto_id=f"id_{answer.pk}_%s")
            form = refused[1] if refused and refused[0] == answer.pk else fresh
        rows.append({"answer": answer, "row": labels.get(queries.key_of(answer)), "form": form})
    waiting = consultations.unreplied(one.version)
    context = {"round": one, "version": one.version, "rows": rows, "waiting": waiting, "may_reply": may_reply}
    return render(request, "job_profiles/observation_list.html", context, status=status)


@member_view("POST")
def observation_reply(request: "MemberRequest", pk: int) -> HttpResponse:
    """The owner's word on one observation; then the next one that waits."""
    observation = ArticleAnswer.objects.select_related("answer").get(pk=pk)
    one = queries.visible_to(request.person).get(pk=observation.answer.round_id)
    if not owns_profiles(request.person):
        raise PermissionDenied
    form = ReplyForm(request.POST, auto_id=f"id_{pk}_%s")
    if not form.is_valid():
        return _list_page(request, one, refused=(pk, form), status=422)
    try:
        consultations.reply_to(by=request.person, observation=observation, at=timezone.now(), **form.cleaned_data)
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return _list_page(request, one, refused=(pk, form), status=422)
    messages.success(request, _("Votre réponse est envoyée au ministère."))
    following = next((row.pk for row in queries.observations(one) if row.replied_at is None), None)
    where = reverse("job_profiles:observation-list", args=[one.pk])
    return redirect(request, f"{where}#observation-{following or pk}")


@member_view("POST")
def comment_post(request: "MemberRequest", pk: int) -> HttpResponse:
    """A word beside an article."""
    one = queries.visible_to(request.person).get(pk=pk)
    article = request.POST.get("article", "")
    if not may_comment(request.person, set(one.answers.values_list("organisation_id", flat=True))):
        raise PermissionDenied(_("On commente une consultation tant qu’elle est ouverte et que l’on y participe."))
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            spend("commenter-profil", request.person.pk, limit=COMMENTS, seconds=COMMENTS_IN_SECONDS)
            answers.post_comment(
                by=request.person, round=one, article=article, body=form.cleaned_data["body"], at=timezone.now()
            )
        except TooMany as refusal:
            form.add_error(None, refusal.sentence)
            return board_page(request, one, comment=form, commented=article, status=429)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            return back_to(request, one, f"commentaires-{article}")
    return board_page(request, one, comment=form, commented=article, status=422)


@member_view("POST")
def comment_delete(request: "MemberRequest", pk: int) -> HttpResponse:
    comment = ArticleComment.objects.get(pk=pk)
    one = queries.visible_to(request.person).get(pk=comment.round_id)
    answers.delete_comment(by=request.person, comment=comment, at=timezone.now())
    messages.success(request, _("Votre commentaire est retiré."))
    return back_to(request, one, f"commentaires-{comment.article}")
