"""Exports handed to a worker and announced; facilitators of a quiet space asked what to do."""

from functools import partial

from celery import current_app
from django.db import transaction

from activity.actions.notifications import notify
from community.events import SpaceExportAsked, SpaceExported, SpaceFellQuiet
from community.models import Space
from community.queries.members import facilitator_ids
from core.addresses import address
from core.events import subscribe


@subscribe(SpaceExportAsked)
def make_export(event: SpaceExportAsked) -> None:
    send = partial(current_app.send_task, "community.export_space", args=(event.export_id,), retry=False)
    transaction.on_commit(send, robust=True)


@subscribe(SpaceExported)
def tell_who_asked_for_it(event: SpaceExported) -> None:
    space = Space.objects.get(pk=event.space_id)
    notify(
        kind="community.exported",
        event_key=f"export:{event.export_id}",
        recipients=[(event.by_id, "asked")],
        actor=None,
        target=space,
        audience_id=None,
        url=address("community:space-exports", space.slug),
        data={"space": space.name, "failed": event.failed},
        at=event.at,
    )


@subscribe(SpaceFellQuiet)
def ask_what_to_do(event: SpaceFellQuiet) -> None:
    """Unless somebody wrote meanwhile."""
    space = Space.objects.filter(pk=event.space_id).exclude(dormant_since=None).first()
    if space is None:
        return
    notify(
        kind="community.dormant",
        event_key=f"dormant:{space.pk}:{int(event.at.timestamp())}",
        recipients=[(number, "facilitator") for number in facilitator_ids(space.pk)],
        actor=None,
        target=space,
        audience_id=None,
        url=address("community:space-dormant", space.slug),
        data={"space": space.name},
        at=event.at,
    )
