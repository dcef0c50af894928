"""At most one notice per person and fact, the most specific kind, in whatever order the calls come and however often."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activity.actions.notifications import notify
from activity.enums import Channel
from activity.models import Delivery, Notification
from activity.queries.notification_kinds import notification_kinds
from people.queries.audiences import network_audience_id
from tests.cast import NOW
from tests.factories.activity import AnswerKind, MentionKind, ReplyKind


class DailyKind(ReplyKind):
    key, specificity, channels, cadence = "test-daily", 10, (Channel.IN_APP, Channel.EMAIL), "daily"


class PressingKind(ReplyKind):
    key, specificity, channels = "test-pressing", 40, (Channel.IN_APP, Channel.EMAIL)


@pytest.fixture(autouse=True)
def more_kinds(kinds):
    for kind in (DailyKind, PressingKind):
        notification_kinds.register_class(kind)
    yield
    for kind in (DailyKind, PressingKind):
        notification_kinds.remove(kind.key)


MADE_UP = tuple(kind.key for kind in (ReplyKind, MentionKind, AnswerKind, DailyKind, PressingKind))


def calls(keys):
    """Calls of `notify` about one fact: the kind, to whom, and whether for their digest alone."""
    people = st.frozensets(st.sampled_from(["bruno", "chloe", "david"]))
    return st.lists(st.tuples(st.sampled_from(sorted(keys)), people, st.booleans()), min_size=1, max_size=8)


def tell(cast, kind, keys, silent):
    people = [(getattr(cast, key).pk, "following") for key in sorted(keys)]
    notify(
        kind=kind, event_key="fait:1", recipients=[] if silent else people, in_digest=people if silent else [], actor=None,
        target=None, audience_id=network_audience_id(), url="/x/", at=NOW,
    )  # fmt: skip


def outcome():
    rows = Notification.objects.order_by("person_id").values_list("person_id", "kind", "silent")
    mails = Delivery.objects.order_by("person_id").values_list("person_id", "notification__kind", "cadence", "due_at")
    return list(rows), list(mails)


SLOWLY = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@settings(max_examples=200, **SLOWLY)
@given(told=calls(MADE_UP), dice=st.randoms(use_true_random=False))
def test_the_order_and_repetitions_change_nothing(cast, told, dice):
    one_notice_each(cast, told, dice)


@settings(max_examples=150, **SLOWLY)
@given(data=st.data(), dice=st.randoms(use_true_random=False))
def test_nor_do_they_among_the_kinds_of_the_apps(cast, data, dice):
    registered = {kind.key for kind in notification_kinds} - set(MADE_UP)
    assert {"community.mention", "community.event_cancelled", "community.practice_published"} <= registered
    one_notice_each(cast, data.draw(calls(registered)), dice)


def one_notice_each(cast, told, dice):
    ranks = {kind.key: (kind.specificity, kind.key) for kind in notification_kinds}
    shuffled = [*told, *told]
    dice.shuffle(shuffled)
    seen = []
    for sequence in (told, shuffled):
        point = transaction.savepoint()
        for call in sequence:
            tell(cast, *call)
        seen.append(outcome())
        transaction.savepoint_rollback(point)
    assert seen[0] == seen[1]
    rows, mails = seen[0]
    assert len({person for person, _kind, _silent in rows}) == len(rows)
    assert len({mail[0] for mail in mails}) == len(mails)
    for person, kind, silent in rows:
        named = [(ranks[one], quiet) for one, keys, quiet in told if person in {getattr(cast, key).pk for key in keys}]
        assert ranks[kind] == max(rank for rank, _quiet in named)
        assert silent == all(quiet for rank, quiet in named if rank == ranks[kind])
