"""Next steps that the diagnostic suggests on the home page. Who switched it off hears nothing of it."""

import datetime as dt

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competencies.queries.next_steps import NextStep, next_steps
from learning.enums import RunState
from learning.models import Run
from learning.queries.diagnostics import PURPOSE, is_on
from people.enums import ConsentChoice
from people.models import Consent, Person
from people.queries.consents import purposes


@next_steps.register_class
class ResumeDiagnostic:
    """A diagnostic is open: a second query only then."""

    key, order = "reprendre-diagnostic", 25

    def suggest(self, person: Person, at: dt.datetime) -> NextStep | None:
        rows = Run.objects.filter(person=person, state=RunState.OPEN)
        run = rows.annotate(given=Count("answers__place", distinct=True)).first()
        if run is None or not is_on(person):
            return None
        given: int = run.given  # type: ignore[attr-defined]
        reason = ngettext("%(count)d réponse est gardée.", "%(count)d réponses sont gardées.", given) % {"count": given}
        return NextStep(
            title=_("Reprendre mon diagnostic"),
            note=_("Vous seul ou seule le voyez."),
            url=reverse("learning:run-question", args=[run.pk]),
            reason=reason if given else _("il est choisi, il reste à répondre."),
            action=_("Reprendre") if given else _("Commencer"),
        )


@next_steps.register_class
class BeginDiagnostic:
    """Switched on and never done; or never decided on, when nothing else is suggested."""

    key, order = "commencer-diagnostic", 95

    def suggest(self, person: Person, at: dt.datetime) -> NextStep | None:
        decided = Consent.objects.filter(person=person, purpose=PURPOSE).order_by("-at", "-id")
        latest = decided.annotate(done=Exists(Run.objects.filter(person=OuterRef("person")))).first()
        if latest is None:
            return NextStep(
                title=_("Découvrir le diagnostic de mes besoins"),
                note=_("Facultatif, et à vous seul ou seule."),
                url=reverse("learning:diagnostic-home"),
                reason=_("douze minutes suffisent pour savoir quoi apprendre."),
                action=_("Découvrir"),
            )
        in_force = latest.choice == ConsentChoice.GIVEN and latest.notice_version == purposes[PURPOSE].version
        if latest.done or not in_force:  # type: ignore[attr-defined]
            return None
        return NextStep(
            title=_("Faire mon premier diagnostic"),
            note=_("Vous seul ou seule le voyez."),
            url=reverse("learning:run-start"),
            reason=_("vous l’avez activé, il reste à choisir ce que vous visez."),
            action=_("Choisir ce que je vise"),
        )
