"""The websocket of one page. It carries nudges, never content.

The page sends `{"subscribe": [token…], "cursor": {token: id}}` and `{"unsubscribe": [token…]}`. It gets

- `{"subscribed": token, "id": n}`: the topics of the token are heard from now on; n is the newest nudge so far;
- `{"topic": token, "kind": "reply", "ref": 12, "id": n}`: something happened; « resync »: something may have, ask again;
- `{"refused": token}`: not this person's, too old, or closed to the person since;
- `{"beat": 1}`: nothing happened for a while, the connection lives.
"""

import asyncio
import json
from collections import deque
from typing import Any

import redis
import structlog
from channels.consumer import get_handler_name
from channels.generic.websocket import AsyncWebsocketConsumer

from activity.consumers.doorkeeper import person_id_of
from activity.consumers.eager import begin
from activity.consumers.hub import hub
from activity.queries.live import MARGIN_SECONDS, Token, closing, read_token

log = structlog.get_logger(__name__)
LONGEST_MESSAGE = 64_000
MOST_TOKENS = 30
MOST_WAITING = 100
# A page that was renewed this long after a nudge that this socket passed on has seen what the nudge was about.
RENEWAL_MS = 300
TOO_SLOW, NOT_A_MEMBER, NONSENSE = 4408, 4401, 4400


class LiveConsumer(AsyncWebsocketConsumer):
    """One socket of one member. `tokens`: what the page asked for; `tokens_of`: by topic; `heard`: newest nudge of each."""

    channel_layer_alias = ""  # the hub takes the place of a channel layer
    person_id: int

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tokens: dict[str, Token] = {}
        self.tokens_of: dict[str, set[str]] = {}
        self.heard: dict[str, int] = {}
        self._waiting: deque[str] = deque()
        self._writer: asyncio.Task[None] | None = None
        self._entered = False

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Straight to the handler: nothing here holds a database connection that would have to be looked after."""
        await getattr(self, get_handler_name(message))(message)

    async def connect(self) -> None:
        person_id = await person_id_of(self.scope)
        if person_id is None:
            await self.close(NOT_A_MEMBER)
            return
        self.person_id = person_id
        hub().enter(self)
        self._entered = True
        await self.accept()

    async def disconnect(self, code: int) -> None:
        if self._entered:
            hub().leave(self)
        if self._writer is not None:
            self._writer.cancel()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        try:
            message = json.loads(text_data or "") if len(text_data or "") <= LONGEST_MESSAGE else None
        except ValueError:
            message = None
        if not isinstance(message, dict):
            await self.close(NONSENSE)
            return
        cursors = message.get("cursor")
        fresh = self._accept(_words(message.get("subscribe")))
        for value in _words(message.get("unsubscribe")):
            self._forget(value)
        if fresh:
            await self._catch_up(fresh, cursors if isinstance(cursors, dict) else {})

    def _accept(self, values: list[str]) -> dict[str, Token]:
        """Listen from now on to what these tokens allow."""
        accepted: dict[str, Token] = {}
        for value in values:
            token = read_token(value)
            if token is None or token.expired or token.person_id != self.person_id or len(self.tokens) >= MOST_TOKENS:
                self._say({"refused": value})
                continue
            accepted[value] = self.tokens[value] = token
            for topic in token.topics:
                self.tokens_of.setdefault(topic, set()).add(value)
                hub().subscribe(self, topic)
        return accepted

    async def _catch_up(self, accepted: dict[str, Token], cursors: dict[str, Any]) -> None:
        topics = sorted({topic for token in accepted.values() for topic in token.topics})
        try:
            newest, revoked = await asyncio.gather(hub().newest(topics), hub().revoked_at(self.person_id, topics))
        except (redis.RedisError, OSError) as error:
            # The subscription holds; when Redis is back the hub tells everybody to ask again.
            log.warning("live_cursor_unknown", error=type(error).__name__)
            return
        for value, token in accepted.items():
            self._answer(value, token, cursors.get(value), newest, revoked)

    def _answer(self, value: str, token: Token, cursor: object, newest: dict[str, int], revoked: dict[str, int]) -> None:
        """Say where the token stands; a page that may have missed something is told to ask again."""
        issued = token.issued * 1000
        for topic in token.topics:
            if revoked[topic] >= issued:
                self._forget_topic(topic, value)
        if not any(value in self.tokens_of.get(topic, ()) for topic in token.topics):
            self.tokens.pop(value, None)
            self._say({"refused": value})
            return
        last = max(newest[topic] for topic in token.topics)
        known = cursor if isinstance(cursor, int | float) and cursor > 0 else issued - MARGIN_SECONDS * 1000
        heard = max(self.heard.get(topic, 0) for topic in token.topics)
        if heard < issued - RENEWAL_MS:
            known = max(known, heard)
        self._say({"subscribed": value, "id": max(last, newest[""])})
        if last > known or newest[""] > known:
            self._say({"topic": value, "kind": "resync", "ref": None, "id": max(last, newest[""])})

    # What the hub calls

    def hand(self, topic: str, number: int, rest: str) -> None:
        """Pass a nudge on, once per token that asked for the topic. `rest`: the end of the JSON object."""
        self.heard[topic] = number
        for value in self.tokens_of.get(topic, ()):
            self.offer(f'{{"topic":"{value}",{rest}')

    def drop(self, topics: list[str]) -> None:
        """These topics (`thread:*`: all of the kind) are closed to the person; none named: the person left, and so does the
        socket."""
        if not topics:
            self._let_go(NOT_A_MEMBER)
            return
        named = set(topics)
        for topic in [topic for topic in self.tokens_of if not named.isdisjoint(closing(topic))]:
            for value in list(self.tokens_of.get(topic, ())):
                self._forget_topic(topic, value)
        for value, token in list(self.tokens.items()):
            if not any(value in self.tokens_of.get(topic, ()) for topic in token.topics):
                del self.tokens[value]
                self._say({"refused": value})

    def resync(self, *, spread: int) -> None:
        """Something may have been missed by everybody: ask again within `spread` milliseconds."""
        for value in self.tokens:
            self._say({"topic": value, "kind": "resync", "ref": None, "spread": spread})

    def beat(self) -> None:
        for value, token in list(self.tokens.items()):
            if token.expired:
                self._forget(value)
                self._say({"refused": value})
        self.offer('{"beat":1}')

    # Sending never waits for a slow page

    def _say(self, message: dict[str, Any]) -> None:
        self.offer(json.dumps(message, separators=(",", ":")))

    def offer(self, text: str) -> None:
        """Queue a message; a page that does not take its messages is let go, it will come back and ask again."""
        if len(self._waiting) >= MOST_WAITING:
            self._let_go(TOO_SLOW)
            return
        self._waiting.append(text)
        if self._writer is None or self._writer.done():
            self._writer = begin(self._write())

    def _let_go(self, code: int) -> None:
        """Nothing more is said to this socket, not even what waits."""
        self._waiting.clear()
        hub().leave(self)
        self._writer = asyncio.create_task(self.close(code))

    async def _write(self) -> None:
        while self._waiting:
            # Straight to the server: Channels' `send` would make the same dictionary by way of two more coroutines.
            await self.base_send({"type": "websocket.send", "text": self._waiting.popleft()})

    def _forget(self, value: str) -> None:
        token = self.tokens.pop(value, None)
        for topic in token.topics if token else ():
            self._forget_topic(topic, value)

    def _forget_topic(self, topic: str, value: str) -> None:
        values = self.tokens_of.get(topic)
        if values is not None:
            values.discard(value)
            if not values:
                del self.tokens_of[topic]
                hub().unsubscribe(self, topic)


def _words(value: object) -> list[str]:
    """The strings of a list, at most MOST_TOKENS of them."""
    return [word for word in value if isinstance(word, str)][:MOST_TOKENS] if isinstance(value, list) else []
