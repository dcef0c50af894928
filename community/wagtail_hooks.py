"""Practice sheets in /cms/: what staff see of them, and what follows when they publish there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page

from community.actions import practices
from community.forms.practice_editor import PracticeEditorForm
from community.models import PracticeIndexPage, PracticePage
from people.models import Person

_TEXT = [
    FieldPanel("title"),
    FieldPanel("result_line"),
    FieldPanel("context"),
    FieldPanel("actions_taken"),
    FieldPanel("how"),
    FieldPanel("results"),
    FieldPanel("would_repeat"),
    FieldPanel("would_change"),
    FieldPanel("tools"),
]
_SORTING = [
    FieldPanel("topic_names", heading=_("Étiquettes")),
    FieldPanel("competencies"),
    FieldRowPanel([FieldPanel("channel"), FieldPanel("maturity")]),
    FieldRowPanel([FieldPanel("licence"), FieldPanel("language")]),
    FieldPanel("change_note"),
]
_KEEPING = [
    FieldPanel("space"),
    FieldPanel("person_owner"),
    FieldPanel("review_on"),
    MultiFieldPanel([InlinePanel("authors", panels=[FieldPanel("person"), FieldPanel("credited")])], heading=_("Auteurs")),
]
PracticePage.edit_handler = TabbedInterface(
    [
        ObjectList(_TEXT, heading=_("Texte")),
        ObjectList(_SORTING, heading=_("Classement")),
        ObjectList(_KEEPING, heading=_("Responsabilité")),
    ],
    base_form_class=PracticeEditorForm,
)
PracticeIndexPage.edit_handler = TabbedInterface(
    [ObjectList([FieldPanel("title"), FieldPanel("organisation")], heading=_("Organisation"))]
)


def _person(request: HttpRequest) -> Person | None:
    person: Person | None = getattr(request, "person", None)
    return person


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_publish_page")
def settle_practice(request: HttpRequest, page: Page) -> None:
    """A sheet published here gets its release, its line in the feed and its search entry, as on our own pages."""
    if isinstance(page, PracticePage):
        PracticePage.objects.filter(pk=page.pk).update(review_on=page.review_on)
        practices.settle(page=page, by=_person(request), at=timezone.now())


@hooks.register("after_unpublish_page")
def take_practice_down(request: HttpRequest, page: Page) -> None:
    if isinstance(page.specific, PracticePage):
        practices.take_down(page=page.specific, by=_person(request), at=timezone.now())


@hooks.register("before_delete_page")
def forget_practices(request: HttpRequest, page: Page) -> None:
    """Lines, notices, search entries and releases go with a sheet, or with the sheets of an index. Once it is confirmed."""
    if request.method == "POST":
        practices.prepare_deletion(page=page, by=_person(request), at=timezone.now())


@hooks.register("before_bulk_action")
def forget_many_practices(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """The same for several pages at once."""
    for page in objects if action_type == "delete" and request.method == "POST" else []:
        if isinstance(page, Page):
            practices.prepare_deletion(page=page, by=_person(request), at=timezone.now())


@hooks.register("before_serve_page", order=10)
def lead_to_our_page(
    page: Page, request: HttpRequest, serve_args: list[Any], serve_kwargs: dict[str, Any]
) -> HttpResponse | None:
    """Sheets are read through our view alone, which checks who reads the space."""
    if isinstance(page, PracticePage):
        return redirect(page.get_absolute_url())
    if isinstance(page, PracticeIndexPage):
        return redirect(reverse("community:practice-list"))
    return None
