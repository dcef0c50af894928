"""Editorial pages: the home text and what the network says of itself."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from core.blocks import EditorialBody


class HomePage(Page):
    """The root of the editorial tree; its address shows the member's home, this text stands at its top."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["network.EditorialPage", "community.PracticeIndexPage"]
    max_count_per_parent = 2

    class Meta:
        verbose_name = _("page d’accueil")
        verbose_name_plural = _("pages d’accueil")

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return redirect("home")


class EditorialPage(Page):
    """A page that an editor owns: About, netiquette, privacy, accessibility."""

    lead = models.CharField(_("chapeau"), max_length=400, blank=True)
    body = StreamField(EditorialBody(), verbose_name=_("texte"), blank=True)
    signed_out = models.BooleanField(
        _("lisible sans compte"), default=False, help_text=_("Pour les énoncés que la loi veut publics.")
    )
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels = [*Page.promote_panels, FieldPanel("signed_out")]
    parent_page_types = ["network.HomePage", "network.EditorialPage"]
    subpage_types = ["network.EditorialPage"]
    template = "network/editorial_page.html"

    class Meta:
        verbose_name = _("page éditoriale")
        verbose_name_plural = _("pages éditoriales")
