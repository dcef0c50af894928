"""What of the sheets is private to a person who leaves for good: drafts of theirs alone, and their name where texts name
them. Published sheets stay, under « Ancien membre »; their reviews go with their rows."""

import json
import re

from django.db import transaction
from django.db.models import Q
from wagtail.models import Revision

from activity.actions import feed
from community.actions.practices import texts
from community.actions.practices.drafts import forget
from community.models import PracticeAuthor, PracticePage
from community.models.practices import SECTIONS
from core.markdown import render
from core.search import refresh
from people.models import Person

FORMER = "Ancien membre"


@transaction.atomic
def forget_person(*, person: Person) -> int:
    """Returns how many drafts went and how many texts named the person."""
    shared = PracticeAuthor.objects.filter(credited=False).exclude(person=person).values("page")
    alone = PracticePage.objects.filter(person_owner=person, live=False, live_revision=None).exclude(pk__in=shared)
    drafts = list(alone)
    for page in drafts:
        forget(page)
    return len(drafts) + _unname(person)


def _unname(person: Person) -> int:
    """In the text that stands and in every revision."""
    mark = f"](membre:{person.pk})"
    named = Q()
    for name in SECTIONS:
        named |= Q(**{f"{name}__contains": mark})
    pattern = re.compile(rf"@\[[^\]\n]{{1,120}}\]\(membre:{person.pk}\)")
    pages = list(PracticePage.objects.filter(named))
    for page in pages:
        words = {name: pattern.sub(f"@{FORMER}", getattr(page, name)) for name in SECTIONS}
        for name, text in words.items():
            setattr(page, name, text)
        PracticePage.objects.filter(pk=page.pk).update(**words, rendered=texts.rendered(page))
    revisions = Revision.objects.page_revisions().filter(content__icontains=f"membre:{person.pk})")
    for revision in revisions:
        revision.content = json.loads(pattern.sub(f"@{FORMER}", json.dumps(revision.content, ensure_ascii=False)))
        rendered = revision.content.get("rendered") or {}
        for name in rendered:
            rendered[name] = render(revision.content.get(name) or "")
        revision.save(update_fields=["content"])
    refresh("practice", [page.pk for page in pages])
    if pages:
        feed.forget_all_cards()
    return len(pages)
