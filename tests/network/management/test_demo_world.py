"""The demonstration's world: complete, coherent, loaded once however often one asks."""

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from activity.models import FeedLine, Notification
from activity.queries.feed import page as feed_page
from activity.queries.targets import type_id
from community.models import JoinRequest, Membership, Reaction, Reply, Space, SpaceFigures, Thread
from competencies.models import Evidence
from core.models import OutboxRow, SearchEntry
from network.management.demo.people import entries
from people.models import AudienceMember, Person, ReportsTo, RoleHeld, User

pytestmark = pytest.mark.django_db
COUNTED = (Person, RoleHeld, ReportsTo, Evidence, Space, Membership, Thread, Reply, Reaction, Notification, JoinRequest)


def test_the_world_is_coherent_and_is_not_told_twice() -> None:
    call_command("demo_world", verbosity=0)
    _people()
    _community()
    _feed_and_search()
    assert SpaceFigures.objects.exclude(median_useful=None).exists()  # shown at once, not at the next hour
    before = [model.objects.count() for model in COUNTED]

    call_command("demo_world", verbosity=0)

    assert [model.objects.count() for model in COUNTED] == before


def _people() -> None:
    assert Person.objects.count() == len(entries()) == 75
    assert not any(user.has_usable_password() for user in User.objects.all())
    jules = Person.objects.get(given_name="Jules")
    below = set(jules.reports.values_list("person__given_name", flat=True))
    assert {"Amina", "Bruno"} <= below
    assert User.objects.filter(is_superuser=True).values_list("person__given_name", flat=True).get() == "Olga"
    assert Evidence.objects.filter(visibility="me").exists()
    assert Evidence.objects.filter(visibility="network").exists()


def _community() -> None:
    now = timezone.now()
    assert Thread.objects.filter(created_at__gt=now).count() == Reply.objects.filter(created_at__gt=now).count() == 0
    told = Thread.objects.annotate(told=Count("replies", filter=Q(replies__deleted_at=None)))
    assert told.exclude(told=F("reply_count")).count() == 0
    assert Space.objects.annotate(told=Count("memberships")).exclude(told=F("member_count")).count() == 0
    assert Space.objects.annotate(told=Count("threads")).exclude(told=F("thread_count")).count() == 0
    for model in (Thread, Reply):
        rows = Reaction.objects.filter(content_type=type_id(model), object_id=OuterRef("pk")).order_by()
        counted = rows.values("object_id").annotate(told=Count("pk")).values("told")
        assert model.objects.annotate(told=Coalesce(Subquery(counted), 0)).exclude(told=F("reaction_count")).count() == 0
    for space in Space.objects.exclude(access="open"):
        readers = AudienceMember.objects.filter(audience=space.audience).values_list("person", flat=True)
        assert set(readers) == set(space.memberships.values_list("person", flat=True))
    authors = Thread.objects.values_list("author", "space")
    assert set(authors) <= set(Membership.objects.values_list("person", "space"))


def _feed_and_search() -> None:
    lines = dict(FeedLine.objects.filter(content_type=type_id(Thread)).values_list("object_id", "at"))
    assert lines == dict(Thread.objects.values_list("pk", "last_activity_at"))
    assert OutboxRow.objects.filter(done_at=None).count() == 0
    found = dict(SearchEntry.objects.values_list("kind").annotate(Count("pk")))
    assert (found["thread"], found["person"]) == (Thread.objects.count(), 75)
    amina = Person.objects.get(given_name="Amina")
    assert len(feed_page(amina).lines) == 20
    assert Notification.objects.filter(person=amina, read_at=None).exists()
    assert Notification.objects.filter(person=amina).exclude(read_at=None).exists()


def test_growing_wants_a_number_of_members() -> None:
    with pytest.raises(CommandError):
        call_command("demo_world", verbosity=0, posts=10)
