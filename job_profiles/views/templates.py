"""The Word template of the descriptions: take it, change it in Word, give it back."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exports import DOCX
from core.htmx import redirect, render
from core.limits import limited
from job_profiles.actions.templates import TemplateRefused, give_template, use_shipped_template
from job_profiles.forms.templates import TemplateForm
from job_profiles.permissions import owns_profiles
from job_profiles.queries import templates
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET", "POST")
@limited("modele", limit=30, seconds=3600)
def template_detail(request: "MemberRequest") -> HttpResponse:
    """What is in use, what a template may name, and giving another."""
    _owner(request)
    form = TemplateForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _give(request, form):
            messages.success(request, _("Le modèle est en service\xa0: les prochains documents Word le suivent."))
            return redirect(request, reverse("job_profiles:template-detail"))
        status = 422
    context = {"form": form, "in_use": templates.in_use(), "names": templates.NAMES}
    return render(request, "job_profiles/template_detail.html", context, status=status)


def _give(request: "MemberRequest", form: TemplateForm) -> bool:
    checked = form.cleaned_data["file"]
    try:
        give_template(by=request.person, name=checked.name, content=checked.content.read(), at=timezone.now())
    except TemplateRefused as refusal:
        words = _("Ce modèle ne se remplit pas. Corrigez ce que Word a reçu, puis donnez-le de nouveau\xa0: %(reason)s")
        form.add_error("file", words % {"reason": str(refusal)[:200]})
        return False
    return True


@member_view("GET")
def template_file(request: "MemberRequest") -> HttpResponse:
    _owner(request)
    with templates.open_in_use() as file:
        response = HttpResponse(file.read(), content_type=DOCX)
    response["Content-Disposition"] = 'attachment; filename="modele-description.docx"'
    response["Cache-Control"] = "private, no-store"
    return response


@member_view("POST")
def use_shipped(request: "MemberRequest") -> HttpResponse:
    use_shipped_template(by=request.person)
    messages.success(request, _("Le modèle livré avec Maillage est de nouveau en service."))
    return redirect(request, reverse("job_profiles:template-detail"))


def _owner(request: "MemberRequest") -> None:
    if not owns_profiles(request.person):
        raise PermissionDenied(_("Seules les personnes responsables des profils changent le modèle."))
