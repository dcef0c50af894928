"""The table of docs/guides/spaces.md, read from there and checked cell by cell: preset × who × action."""

import re

import pytest
from django.conf import settings
from django.utils import timezone

from community import permissions
from community.actions import invitations
from community.enums import SpaceAccess
from community.models import Space, Thread
from tests.cast import NOW

WHO = ("stranger", "invited", "member", "author", "facilitator")
WORDS = {
    "everyone": set(WHO), "nobody": set(), "inside": {"member", "author", "facilitator"}, "outside": {"stranger", "invited"},
    **{who: {who} for who in WHO},
}  # fmt: skip
ACCESS_OF_COLUMN = {str(access.label): access.value for access in SpaceAccess}
CHECKS = {
    "find": lambda person, thread: permissions.can_find(person, thread.space),
    "read": lambda person, thread: permissions.can_read(person, thread.space),
    "join": lambda person, thread: permissions.can_join(person, thread.space),
    "request": lambda person, thread: permissions.can_request(person, thread.space),
    "accept_invitation": lambda person, thread: permissions.can_accept_invitation(person, thread.space),
    "leave": lambda person, thread: permissions.can_leave(person, thread.space),
    "post": lambda person, thread: permissions.can_post(person, thread.space),
    "reply": permissions.can_reply,
    "react": permissions.can_react,
    "edit": permissions.can_edit,
    "accept": permissions.can_accept,
    "close": permissions.can_close,
    "invite": lambda person, thread: permissions.can_invite(person, thread.space),
    "manage_members": lambda person, thread: permissions.can_manage_members(person, thread.space),
    "pin": lambda person, thread: permissions.can_pin(person, thread.space),
    "manage": lambda person, thread: permissions.can_manage(person, thread.space),
    "export": lambda person, thread: permissions.can_export(person, thread.space),
}


def read_table():
    """Action → access → who may; and the actions that an archive leaves as they were."""
    text = (settings.BASE_DIR / "docs/guides/spaces.md").read_text("utf-8").partition("## The table")[2]
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    head, _rule, *rows = lines
    table = {
        row[0]: {
            ACCESS_OF_COLUMN[column]: set().union(*(WORDS[word] for word in re.split(r",\s*", cell)))
            for column, cell in zip(head[1:5], row[1:5], strict=True)
        }
        for row in rows
    }
    return table, {row[0] for row in rows if row[5] == "as before"}


TABLE, IN_ARCHIVE = read_table()


@pytest.fixture
def people(cast, world):
    """Hugo holds an invitation to every space."""
    for access in SpaceAccess:
        invitations.invite(by=cast.chloe, space=world.of(access.value), person=cast.hugo, at=timezone.now())
    return {
        "stranger": cast.david, "invited": cast.hugo, "member": cast.bruno, "author": cast.amina, "facilitator": cast.chloe,
    }  # fmt: skip


def test_the_table_is_whole():
    assert set(TABLE) == set(CHECKS)
    assert set(ACCESS_OF_COLUMN.values()) == {access for cells in TABLE.values() for access in cells}


@pytest.mark.parametrize("state", ["living", "dormant", "archived"])
@pytest.mark.parametrize("access", SpaceAccess.values)
def test_the_table(world, ask, people, access, state):
    thread = ask(world.of(access))
    if state != "living":
        field = {"dormant": "dormant_since", "archived": "archived_at"}[state]
        Space.objects.filter(pk=thread.space_id).update(**{field: NOW})
    thread = Thread.objects.select_related("space").get(pk=thread.pk)

    found = {action: {who for who in WHO if check(people[who], thread)} for action, check in CHECKS.items()}

    kept = TABLE if state != "archived" else IN_ARCHIVE
    assert found == {action: cells[access] if action in kept else set() for action, cells in TABLE.items()}


@pytest.mark.parametrize("access", SpaceAccess.values)
def test_querysets_agree_with_predicates(world, ask, people, access):
    thread = ask(world.of(access))
    space = world.of(access)
    found = {
        "find": {who for who, one in people.items() if Space.objects.findable_by(one).filter(pk=space.pk).exists()},
        "read": {who for who, one in people.items() if Space.objects.readable_by(one).filter(pk=space.pk).exists()},
        "threads": {who for who, one in people.items() if Thread.objects.visible_to(one).filter(pk=thread.pk).exists()},
    }
    assert found == {"find": TABLE["find"][access], "read": TABLE["read"][access], "threads": TABLE["read"][access]}


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
