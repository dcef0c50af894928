"""Topics: the list, the page of one, suggestions while typing, and keeping them tidy."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.shortcuts import redirect as plain_redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from activity.actions import subscriptions
from activity.queries.subscriptions import is_following
from competencies.actions import topics as actions
from competencies.forms.topics import MergeForm, TopicForm
from competencies.models import Topic
from competencies.permissions import can_tidy_topics
from competencies.queries import topics
from competencies.queries.attachments import sections_of_topic
from competencies.views.competencies import member_of
from core.htmx import redirect, render
from core.pagination import page_by_key

if TYPE_CHECKING:
    from people.middleware import MemberRequest

PAGE_SIZE = 60


@require_safe
def topic_list(request: "MemberRequest") -> HttpResponse:
    """Every topic with its uses, narrowed as one types; for those who tidy, what to merge."""
    return _list(request)


def _list(request: "MemberRequest", form: MergeForm | None = None) -> HttpResponse:
    person = member_of(request)
    text = request.GET.get("q", "").strip()[:60]
    page = page_by_key(topics.listing(text), keys=("folded", "id"), cursor=request.GET.get("apres") or None, size=PAGE_SIZE)
    tidies = can_tidy_topics(person)
    context = {
        "page": page,
        "query": text,
        "tidies": tidies,
        "form": form or (MergeForm() if tidies else None),
        "twins": topics.twins() if tidies else [],
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "competencies/topic_list.html", context, fragment="topics", status=status)


@require_safe
def topic_detail(request: "MemberRequest", slug: str) -> HttpResponse:
    """What carries the topic. A merged one leads to the one that stays."""
    person = member_of(request)
    topic = get_object_or_404(Topic.objects.select_related("merged_into"), slug=slug)
    if topic.merged_into is not None:
        return plain_redirect(topic.merged_into, permanent=True)
    context = {
        "topic": topic,
        "variants": topics.variants_of(topic),
        "sections": sections_of_topic(topic, viewer=person, at=timezone.now()),
        "following": is_following(person, topic),
        "tidies": can_tidy_topics(person),
        "level_names": {},
    }
    return render(request, "competencies/topic_detail.html", context)


@require_POST
def topic_follow(request: "MemberRequest", slug: str) -> HttpResponse:
    """Follow, or follow no more."""
    person = member_of(request)
    topic = get_object_or_404(topics.kept(), slug=slug)
    if not subscriptions.unfollow(person=person, target=topic):
        subscriptions.follow(person=person, target=topic, at=timezone.now())
    return redirect(request, topic.get_absolute_url())


@require_safe
def topic_suggest(request: "MemberRequest") -> JsonResponse:
    """What `?q=` may become: id, name, slug."""
    member_of(request)
    found = topics.suggest(request.GET.get("q", "")[:60])
    return JsonResponse([{"id": topic.pk, "name": topic.label, "slug": topic.slug} for topic in found], safe=False)


def topic_edit(request: "MemberRequest", slug: str) -> HttpResponse:
    """The two names of a topic."""
    person = member_of(request)
    topic = get_object_or_404(topics.kept(), slug=slug)
    if not can_tidy_topics(person):
        raise PermissionDenied
    form = TopicForm(request.POST or None, initial={"name": topic.name, "name_en": topic.name_en})
    if request.method == "POST" and form.is_valid():
        try:
            topic = actions.rename_topic(topic=topic, by=person, at=timezone.now(), **form.cleaned_data)
        except actions.TopicRefused as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(request, _("Étiquette modifiée. L’ancien nom mène encore ici."))
            return redirect(request, topic.get_absolute_url())
    context = {"topic": topic, "form": form}
    return render(request, "competencies/topic_form.html", context, status=422 if form.errors else 200)


@require_POST
def topic_merge(request: "MemberRequest") -> HttpResponse:
    """One topic goes into another."""
    person = member_of(request)
    if not can_tidy_topics(person):
        raise PermissionDenied
    form = MergeForm(request.POST)
    if form.is_valid():
        try:
            kept = actions.merge_topics(by=person, at=timezone.now(), **form.cleaned_data)
        except actions.TopicRefused as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(request, _("Étiquettes fusionnées dans « %(name)s ».") % {"name": kept.label})
            return redirect(request, kept.get_absolute_url())
    return _list(request, form)
