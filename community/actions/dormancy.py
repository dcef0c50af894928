"""Spaces where nothing is written any more: marked, their facilitators asked, led elsewhere, woken up."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community import permissions
from community.actions import shelf, spaces
from community.events import SpaceFellQuiet
from community.models import ShelfItem, Space
from core import outbox
from people.models import Person

QUIET = dt.timedelta(days=90)
BATCH = 200


def mark_quiet(*, at: dt.datetime) -> int:
    """Mark living spaces that were quiet for 90 days; returns how many. Running it twice does nothing more.

    Whoever writes clears the mark in the statement that moves the space's clock (actions/threads.py, actions/replies.py).
    """
    marked = 0
    quiet = Space.objects.active().filter(dormant_since=None, last_activity_at__lt=at - QUIET, created_at__lt=at - QUIET)
    for number in list(quiet.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            still = Space.objects.filter(pk=number, dormant_since=None, last_activity_at__lt=at - QUIET)
            if still.update(dormant_since=at):
                outbox.publish(SpaceFellQuiet(space_id=number, at=at))
                marked += 1
    return marked


@transaction.atomic
def point_elsewhere(*, by: Person, space: Space, target: Space, at: dt.datetime) -> Space:
    """Archive the space with a first item on its shelf that leads to another; its members choose whether to follow.

    Texts stay where they were written: moving them would change who reads them.
    """
    locked = Space.objects.select_for_update(no_key=True).get(pk=space.pk)
    permissions.forget_roles_in_spaces(by)
    if not permissions.can_manage_members(by, locked):
        raise PermissionDenied
    if target.pk == locked.pk or target.archived_at is not None or not permissions.can_find(by, target):
        raise ValidationError(_("Choisissez un autre espace, qui vit encore."))
    words = _("La suite se passe dans «\xa0%(name)s\xa0»") % {"name": target.name}
    item = shelf.pin_link(by=by, space=locked, title=words, url=target.get_absolute_url(), at=at)
    ShelfItem.objects.filter(pk=item.pk).update(position=0)
    ShelfItem.objects.filter(space=locked, position=0).exclude(pk=item.pk).update(position=1)
    return spaces.archive_space(by=by, space=locked, archived=True, at=at)
