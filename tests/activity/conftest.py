"""Kinds and targets of the tests, registered for the time of one test."""

from collections.abc import Iterator

import pytest

from activity.queries.feed_kinds import feed_kinds
from activity.queries.notification_kinds import notification_kinds
from activity.queries.targets import target_kinds
from tests.factories.activity import AnswerKind, LineKind, MentionKind, OrganisationTarget, ReplyKind


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    for kind in (ReplyKind, MentionKind, AnswerKind):
        notification_kinds.register_class(kind)
    feed_kinds.register_class(LineKind)
    target_kinds.register_class(OrganisationTarget)
    yield
    for kind in (ReplyKind, MentionKind, AnswerKind):
        notification_kinds.remove(kind.key)
    feed_kinds.remove(LineKind.key)
    target_kinds.remove(OrganisationTarget.key)
