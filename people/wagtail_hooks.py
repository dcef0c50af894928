"""What administrators find of people in /cms/: organisations and teams."""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from people.actions.organisations import announce_organisation
from people.models import Organisation, Team
from people.queries.organisations import is_in_use


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "home"
    menu_label = _("Organisations")
    list_display = ["name", "acronym", "kind", "covered"]
    list_filter = ["kind", "covered"]
    search_fields = ["name", "acronym"]
    search_backend_name = None
    ordering = ["sort_key"]
    panels = [
        FieldRowPanel([FieldPanel("acronym"), FieldPanel("kind")]),
        MultiFieldPanel([FieldPanel("name"), FieldPanel("name_en")], heading=_("Nom")),
        FieldPanel("covered"),
        FieldPanel(
            "mail_domain",
            help_text=_("Un compte créé avec ce domaine rejoint cette organisation. Par exemple\u00a0: mtmd.gouv.qc.ca"),
        ),
        FieldPanel("note"),
    ]


class TeamViewSet(SnippetViewSet):
    model = Team
    icon = "group"
    menu_label = _("Équipes")
    list_display = ["name", "organisation"]
    list_filter = ["organisation"]
    search_fields = ["name", "organisation__name", "organisation__acronym"]
    search_backend_name = None
    ordering = ["organisation__sort_key", "name"]
    panels = [FieldPanel("organisation"), FieldPanel("name")]


class PeopleGroup(SnippetViewSetGroup):
    items = (OrganisationViewSet, TeamViewSet)
    menu_label = _("Membres")
    menu_icon = "group"
    menu_order = 300


register_snippet(PeopleGroup)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def announce(request: HttpRequest, instance: Model) -> None:
    if isinstance(instance, Organisation):
        announce_organisation(organisation=instance, at=timezone.now())


@hooks.register("before_delete_snippet")
def keep_what_is_used(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    """An organisation with members or spaces stays: the page says so instead of failing."""
    used = [instance for instance in instances if isinstance(instance, Organisation) and is_in_use(instance)]
    if not used:
        return None
    names = ", ".join(str(organisation.acronym) for organisation in used)
    words = gettext("Des membres ou des espaces y sont rattachés\u00a0: %(names)s. Rien n’a été supprimé.")
    messages.error(request, words % {"names": names})
    return redirect("wagtailsnippets_people_organisation:list")
