"""The table of docs/guides/spaces.md, cell by cell: access × who × action."""

import pytest

from community import permissions
from community.models import Space, Thread
from tests.cast import NOW

WHO = ("stranger", "member", "author", "facilitator")
# For each action and access: who may. « author » is a member who wrote the thread.
ALL = set(WHO)
INSIDE = {"member", "author", "facilitator"}
TABLE = {
    "find": {"open": ALL, "request": ALL, "hidden": INSIDE},
    "read": {"open": ALL, "request": INSIDE, "hidden": INSIDE},
    "join": {"open": {"stranger"}, "request": set(), "hidden": set()},
    "request": {"open": set(), "request": {"stranger"}, "hidden": set()},
    "post": {"open": INSIDE, "request": INSIDE, "hidden": INSIDE},
    "reply": {"open": INSIDE, "request": INSIDE, "hidden": INSIDE},
    "react": {"open": ALL, "request": INSIDE, "hidden": INSIDE},
    "edit": dict.fromkeys(("open", "request", "hidden"), {"author", "facilitator"}),
    "accept": dict.fromkeys(("open", "request", "hidden"), {"author", "facilitator"}),
    "close": dict.fromkeys(("open", "request", "hidden"), {"facilitator"}),
    "manage": dict.fromkeys(("open", "request", "hidden"), {"facilitator"}),
    "manage_members": dict.fromkeys(("open", "request", "hidden"), {"facilitator"}),
}
IN_ARCHIVE = {"find", "read", "manage"}
CHECKS = {
    "find": lambda person, thread: permissions.can_find(person, thread.space),
    "read": lambda person, thread: permissions.can_read(person, thread.space),
    "join": lambda person, thread: permissions.can_join(person, thread.space),
    "request": lambda person, thread: permissions.can_request(person, thread.space),
    "post": lambda person, thread: permissions.can_post(person, thread.space),
    "reply": permissions.can_reply,
    "react": permissions.can_react,
    "edit": permissions.can_edit,
    "accept": permissions.can_accept,
    "close": permissions.can_close,
    "manage": lambda person, thread: permissions.can_manage(person, thread.space),
    "manage_members": lambda person, thread: permissions.can_manage_members(person, thread.space),
}


@pytest.mark.parametrize("archived", [False, True])
@pytest.mark.parametrize("access", ["open", "request", "hidden"])
def test_the_table(cast, world, ask, access, archived):
    thread = ask(world.of(access))
    if archived:
        Space.objects.filter(pk=thread.space_id).update(archived_at=NOW)
    thread = Thread.objects.select_related("space").get(pk=thread.pk)
    people = {"stranger": cast.david, "member": cast.bruno, "author": cast.amina, "facilitator": cast.chloe}

    found = {action: {who for who in WHO if check(people[who], thread)} for action, check in CHECKS.items()}

    expected = {action: cells[access] if not archived or action in IN_ARCHIVE else set() for action, cells in TABLE.items()}
    assert found == expected


@pytest.mark.parametrize("access", ["open", "request", "hidden"])
def test_querysets_agree_with_predicates(cast, world, ask, access):
    thread = ask(world.of(access))
    for who, person in (("stranger", cast.david), ("member", cast.bruno), ("facilitator", cast.chloe)):
        space = world.of(access)
        assert Space.objects.findable_by(person).filter(pk=space.pk).exists() == (who in TABLE["find"][access])
        assert Space.objects.readable_by(person).filter(pk=space.pk).exists() == (who in TABLE["read"][access])
        assert Thread.objects.visible_to(person).filter(pk=thread.pk).exists() == (who in TABLE["read"][access])


def test_nobody_may_nothing(world, ask):
    thread = ask()
    assert not any(check(None, thread) for check in CHECKS.values())
    assert list(Thread.objects.visible_to(None)) == list(Space.objects.findable_by(None)) == []


def test_who_left_the_network_may_nothing(cast, world, ask):
    thread = ask()
    cast.bruno.status = "left"
    assert not any(check(cast.bruno, thread) for check in CHECKS.values())


def test_roles_are_read_once_per_person(cast, world, django_assert_num_queries):
    permissions.forget_roles_in_spaces(cast.bruno)
    with django_assert_num_queries(1):
        for space in (world.open, world.request, world.hidden):
            permissions.can_post(cast.bruno, space)
            permissions.can_manage(cast.bruno, space)


def test_a_closed_thread_takes_no_reply(cast, world, ask):
    thread = ask()
    thread.closed_at = NOW
    assert not permissions.can_reply(cast.chloe, thread)
    assert permissions.can_edit(cast.amina, thread)


def test_who_restores(cast, world, ask):
    thread = ask()
    thread.deleted_at, thread.deleted_by_id = NOW, cast.chloe.pk
    assert not permissions.can_restore(cast.amina, thread)
    assert permissions.can_restore(cast.chloe, thread)
    thread.deleted_by_id = cast.amina.pk
    assert permissions.can_restore(cast.amina, thread)
