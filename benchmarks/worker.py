"""The project's worker with two tasks more: the fan-out that Maillage does not do, one task per recipient."""

from django.utils import timezone

from network.celery import app


@app.task(name="banc.fan_out")
def fan_out(event_key: str, thread_id: int, person_ids: list[int]) -> None:
    """One task per person."""
    for person_id in person_ids:
        tell_one.delay(event_key, thread_id, person_id)


@app.task(name="banc.tell_one")
def tell_one(event_key: str, thread_id: int, person_id: int) -> None:
    """The same notice as the bulk writes, to one person."""
    from activity.actions.notifications import notify
    from community.models import Thread

    thread = Thread.objects.select_related("space").get(pk=thread_id)
    notify(
        kind="community.reply",
        event_key=event_key,
        recipients=[(person_id, "thread")],
        actor=None,
        target=thread,
        audience_id=thread.space.audience_id,
        url=thread.get_absolute_url(),
        data={"title": thread.title, "space": thread.space.name, "question": thread.is_question},
        at=timezone.now(),
    )
