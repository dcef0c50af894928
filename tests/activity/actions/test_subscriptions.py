"""Following, leaving off, keeping."""

from activity.actions import bookmarks, subscriptions
from activity.enums import SubscriptionLevel
from activity.models import Subscription
from activity.queries import bookmarks as kept
from activity.queries import subscriptions as followed
from activity.queries.targets import Ref, may_follow, read_signed, ref_of, sign
from people.enums import PersonStatus
from people.models import Person
from tests.cast import NOW
from tests.factories.people import OrganisationFactory


def test_following_twice_keeps_the_level_that_was_chosen(cast):
    assert subscriptions.follow(person=cast.amina, target=cast.bruno, level="mentions", at=NOW)
    assert not subscriptions.follow(person=cast.amina, target=cast.bruno, at=NOW)
    assert followed.level_of(cast.amina, cast.bruno) == SubscriptionLevel.MENTIONS
    assert followed.is_following(cast.amina, cast.bruno)
    assert subscriptions.set_level(person=cast.amina, target=cast.bruno, level=SubscriptionLevel.NONE)
    assert subscriptions.unfollow(person=cast.amina, target=cast.bruno)
    assert not subscriptions.unfollow(person=cast.amina, target=cast.bruno)
    assert not subscriptions.set_level(person=cast.amina, target=cast.bruno, level="all")


def test_many_at_once_and_for_good(cast):
    people = [cast.amina.pk, cast.bruno.pk, cast.bruno.pk]
    for _ in range(2):
        subscriptions.follow_many(person_ids=people, target=cast.chloe, at=NOW)
    assert set(followed.recipients_of(cast.chloe)) == {cast.amina.pk, cast.bruno.pk}
    assert subscriptions.forget_target(target=cast.chloe) == 2


def test_who_hears_at_which_level(cast):
    for person, level in ((cast.amina, "all"), (cast.bruno, "mentions"), (cast.david, "none"), (cast.hugo, "digest")):
        subscriptions.follow(person=person, target=cast.chloe, level=level, at=NOW)
    assert followed.recipients_of(cast.chloe) == [cast.amina.pk]
    both = followed.recipients_of(cast.chloe, levels=[SubscriptionLevel.ALL, SubscriptionLevel.DIGEST])
    assert set(both) == {cast.amina.pk, cast.hugo.pk}
    Person.objects.filter(pk=cast.bruno.pk).update(status=PersonStatus.LEFT)
    assert set(followed.followers_of(cast.chloe)) == {cast.amina, cast.david, cast.hugo}


def test_which_of_these_one_follows_or_keeps(cast):
    subscriptions.follow(person=cast.amina, target=cast.bruno, at=NOW)
    assert followed.followed_among(cast.amina, [cast.bruno, cast.chloe]) == {ref_of(cast.bruno)}
    assert bookmarks.toggle(person=cast.amina, target=cast.chloe, at=NOW)
    assert kept.kept_among(cast.amina, [cast.bruno, cast.chloe]) == {ref_of(cast.chloe)}
    assert not bookmarks.toggle(person=cast.amina, target=cast.chloe, at=NOW)
    assert not bookmarks.remove(person=cast.amina, target=cast.chloe)


def test_what_one_follows_by_kind_and_only_what_one_may_see(cast):
    shown, hidden = OrganisationFactory(name="Ouvert"), OrganisationFactory(name="Secret")
    for target in (cast.bruno, shown, hidden):
        subscriptions.follow(person=cast.amina, target=target, at=NOW)
    groups = followed.followed_by(cast.amina)
    assert [(group.key, [row.card.label for row in group.rows]) for group in groups] == [
        ("people.person", [cast.bruno.name]),
        ("people.organisation", ["Ouvert"]),
    ]
    assert Subscription.objects.filter(person=cast.amina).count() == 3


def test_a_signed_target_belongs_to_who_was_shown_it(cast):
    token = sign(cast.bruno, cast.amina)
    assert read_signed(token, cast.amina) == ref_of(cast.bruno)
    assert read_signed(token, cast.chloe) is None
    assert read_signed(token[:-2] + "xx", cast.amina) is None
    assert not may_follow(cast.amina, ref_of(cast.amina))
    assert may_follow(cast.amina, ref_of(cast.bruno))
    assert not may_follow(cast.amina, Ref(ref_of(cast.bruno).type_id, 0))
