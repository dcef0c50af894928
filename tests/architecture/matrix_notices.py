"""Settings of notices, the ledger of mails, the reach of a text, the link that stops mails."""

from activity.queries.unsubscribing import Stop, token_of
from tests.architecture.rows import PUBLIC, Row, act, everyone, page
from tests.architecture.world import World


def _stop(world: World) -> tuple[str]:
    """Bruno's link: whoever holds it may press it, signed in or not."""
    return (token_of(Stop(world.cast.bruno.pk, "kind", "community.mention", "now")),)


_SETTINGS = {"digest": "daily", "digest_hour": "8", "digest_weekday": "0"}

ROWS: list[Row] = [
    act("activity:notification-settings", post=everyone(), data=lambda w, me: dict(_SETTINGS)),
    act("activity:notification-all-digest", post=everyone()),
    page("activity:delivery-list"),
    # Another's text: the page says that nobody was told, as of a text that does not exist.
    page("activity:reach", lambda w: ("reponse", w.hidden.reply.pk)),
    page("demo-mails", demo=True),
    page("demo-mail", lambda w: ("inconnu",), get=everyone(404), demo=True),
    page("demo-mail-html", lambda w: ("inconnu",), get=everyone(404), demo=True),
    Row("activity:unsubscribe", PUBLIC, PUBLIC, _stop),
]
