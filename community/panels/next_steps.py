"""Next steps that the community suggests on the home page."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.queries.questions import mine_without_choice
from competencies.queries.next_steps import NextStep, next_steps
from people.models import Person


@next_steps.register_class
class ChooseAnswer:
    """Somebody answered one's question: which answer settled it?"""

    key, order = "choisir-reponse", 20

    def suggest(self, person: Person, at: dt.datetime) -> NextStep | None:
        thread = mine_without_choice(person, at=at)
        if thread is None:
            return None
        return NextStep(
            title=_("Dire quelle réponse a réglé votre question"),
            note=thread.title,
            url=thread.get_absolute_url(),
            reason=ngettext("%(count)d réponse est arrivée.", "%(count)d réponses sont arrivées.", thread.reply_count)
            % {"count": thread.reply_count},
            action=_("Voir les réponses"),
        )
