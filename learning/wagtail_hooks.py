"""Courses at one's own pace in /cms/: who writes which, with what, and the way to the page that publishes."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import chooser
from wagtail.snippets.views import snippets as views

from learning.actions.lesson_files import store_lesson_file
from learning.forms.lesson_files import LessonFileForm
from learning.models import CourseWriting, LessonFile
from learning.permissions.writing import courses_written_by, may_write, writes_some_course
from people.models import Person, User


def _person(user: Any) -> Person | None:
    person: Person | None = getattr(user, "person", None)
    return person


class _RolePolicy(BasePermissionPolicy):
    """By role, not by the groups of /cms/: administrators without the role do not write courses either."""

    actions: frozenset[str] = frozenset()

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and writes_some_course(_person(user))

    def users_with_any_permission(self, actions: Any) -> QuerySet[User]:
        """Nobody is listed: Wagtail asks for names to whom it would write, and our own notices do that."""
        return User.objects.none()


class WritingPolicy(_RolePolicy):
    """Rows come from our own page, and go with their course."""

    actions = frozenset({"change", "view"})

    def user_has_permission_for_instance(self, user: Any, action: str, instance: CourseWriting) -> bool:
        return action in self.actions and may_write(_person(user), instance.course)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[CourseWriting]:
        return courses_written_by(_person(user)) if self.actions & set(actions) else CourseWriting.objects.none()


class LessonFilePolicy(_RolePolicy):
    """Who writes courses shares their files; the title alone can be changed, and what was published stays."""

    actions = frozenset({"add", "change", "view", "choose"})


register_permission_policy(CourseWriting, WritingPolicy(CourseWriting))
register_permission_policy(LessonFile, LessonFilePolicy(LessonFile))


class OwnCourse:
    """Wagtail asks whether one may change some course; here, whether this one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        key = kwargs.get("pk") or args[0]
        if not courses_written_by(_person(request.user)).filter(pk=unquote(str(key))).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class WritingHistoryView(OwnCourse, views.HistoryView):
    pass


class WritingUsageView(OwnCourse, views.UsageView):
    pass


class WritingPreviewView(OwnCourse, views.PreviewOnEditView):
    pass


class WritingRevisionView(OwnCourse, views.PreviewRevisionView):
    pass


class WritingCompareView(OwnCourse, views.RevisionsCompareView):
    pass


class WritingEditView(OwnCourse, views.EditView):
    def get_success_url(self) -> str:
        """One goes on writing."""
        return str(self.get_edit_url())


class WritingViewSet(views.SnippetViewSet):
    model = CourseWriting
    icon = "openquote"
    menu_label = _("Cours à son rythme")
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["course"]
    list_per_page = 50
    search_fields = ["course__title_fr"]
    search_backend_name = None
    ordering = ["course__sort_key"]
    edit_view_class = WritingEditView
    history_view_class = WritingHistoryView
    usage_view_class = WritingUsageView
    preview_on_edit_view_class = WritingPreviewView
    revisions_view_class = WritingRevisionView
    revisions_compare_view_class = WritingCompareView
    panels = [
        HelpPanel(template="learning/parts/cms_help.html", heading=_("Du brouillon à l’édition")),
        FieldPanel("completion"),
        FieldPanel("modules"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CourseWriting]:
        return courses_written_by(_person(request.user)).select_related("course")


class FileCreateView(chooser.SnippetCreateView):
    def save_form(self, form: LessonFileForm) -> LessonFile:
        person = _person(self.request.user)
        assert person is not None and form.checked is not None
        return store_lesson_file(by=person, title=form.cleaned_data["title"], checked=form.checked, at=timezone.now())


class FileChooseView(chooser.ChooseView):
    results_template_name = "learning/cms_files.html"


class FileResultsView(chooser.ChooseResultsView):
    results_template_name = "learning/cms_files.html"


class FileChooserViewSet(chooser.SnippetChooserViewSet):
    choose_view_class = FileChooseView
    choose_results_view_class = FileResultsView
    create_view_class = FileCreateView
    creation_form_class = LessonFileForm
    url_filter_parameters = ["kind"]
    preserve_url_parameters = ["multiple", "kind"]
    create_action_label = _("Envoyer")
    creation_tab_label = _("Envoyer un fichier")


class FileAddView(views.CreateView):
    """Files are sent from the lesson that shows them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        raise PermissionDenied


class LessonFileViewSet(views.SnippetViewSet):
    model = LessonFile
    icon = "doc-full"
    chooser_viewset_class = FileChooserViewSet
    add_view_class = FileAddView
    copy_view_enabled = False
    list_display = ["title", "kind", "name", "created_at"]
    list_filter = ["kind"]
    search_fields = ["title", "name"]
    search_backend_name = None
    ordering = ["-created_at"]
    panels = [FieldPanel("title")]


register_snippet(WritingViewSet)
register_snippet(LessonFileViewSet)


class PublishItem(ActionMenuItem):
    """Our own page checks and publishes; what one wrote is saved by then."""

    name = "edition-publish"
    label = _("Vérifier et publier")
    icon_name = "upload"
    order = 5

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse("learning:edition-publish", args=[parent_context["instance"].course.key])


@hooks.register("register_snippet_action_menu_item")
def offer_publishing(model: type[Any]) -> ActionMenuItem | None:
    return PublishItem() if model is CourseWriting else None
