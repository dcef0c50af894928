"""Sheets go where their space goes: another access gives them, their files and their search entries other readers."""

from activity.actions import notifications
from community.actions.practices.files import shown_elsewhere
from community.models import PracticePage, Space
from core.models import SearchEntry
from core.search import EVERYONE
from people.actions.files import move_attachments
from people.models import Attachment
from people.queries.audiences import network_audience_id


def move_with_space(space: Space) -> None:
    """Whatever their state, in a few statements; safe to run again (inside the caller's transaction)."""
    pages = PracticePage.objects.filter(space=space)
    through = PracticePage.files.through.objects.filter(practicepage__space=space)
    named = Attachment.objects.filter(pk__in=through.values("attachment"))
    alone = named.filter(audience__in=pages.values("audience")).exclude(pk__in=shown_elsewhere())
    move_attachments(attachments=alone, audience=space.audience_id)
    pages.exclude(audience=space.audience_id).update(audience=space.audience_id)
    notifications.set_audience(targets=pages, audience_id=space.audience_id)
    audience = EVERYONE if space.audience_id == network_audience_id() else space.audience_id
    SearchEntry.objects.filter(kind="practice", object_id__in=pages.values("pk")).update(audience=audience)
