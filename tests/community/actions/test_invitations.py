"""Inviting one by one and in rounds, answering, what is too late; nothing hidden narrows a round."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from activity.models import Notification
from community.actions import invitations, memberships, spaces
from community.models import InvitationRound, Membership, SpaceInvitation
from community.queries.invitations import Criteria, preview
from community.tasks.spaces import look_after_spaces, send_invitations
from competencies.actions.evidence import record_evidence
from competencies.enums import EvidenceKind, EvidenceVisibility
from job_profiles.models import Holding, JobProfile
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory
from tests.factories.people import PersonFactory

LATER, TODAY = NOW + dt.timedelta(days=31), timezone.localdate(NOW)


def invite(cast, space, person=None, *, at=NOW, **values):
    return invitations.invite(by=cast.chloe, space=space, person=person or cast.david, at=at, **values)


def states(space):
    return dict(SpaceInvitation.objects.filter(space=space).values_list("person__given_name", "state"))


def test_one_invitation_and_its_notice(cast, world, deliver):
    first = invite(cast, world.hidden, message=" Venez! ")
    assert invite(cast, world.hidden) == first
    assert (first.message, first.expires_at - first.created_at) == ("Venez!", dt.timedelta(days=30))
    deliver()
    notice = Notification.objects.get(person=cast.david)
    assert (notice.kind, notice.url) == ("community.invited", f"/communaute/invitations/{first.pk}/")


def test_who_may_not_invite_whom(cast, world):
    with pytest.raises(PermissionDenied):
        invitations.invite(by=cast.amina, space=world.open, person=cast.david, at=NOW)
    with pytest.raises(ValidationError):
        invite(cast, world.open, cast.amina)
    spaces.archive_space(by=cast.chloe, space=world.open, archived=True, at=NOW)
    with pytest.raises(PermissionDenied):
        invite(cast, world.open)


@pytest.mark.parametrize("access", ["open", "request", "private", "hidden"])
def test_accepting_leads_in_whatever_the_preset(cast, world, access):
    space, now = world.of(access), timezone.now()
    invitation = invite(cast, space, at=now)
    invitations.accept(by=cast.david, invitation=invitation, at=now)
    invitations.accept(by=cast.david, invitation=invitation, at=now)
    assert Membership.objects.get(space=space, person=cast.david).role == "member"
    assert states(space) == {"David": "accepted"}


def test_what_is_over_is_not_accepted(cast, world):
    invitation = invite(cast, world.hidden)
    with pytest.raises(PermissionDenied):
        invitations.accept(by=cast.hugo, invitation=invitation, at=NOW)
    with pytest.raises(invitations.InvitationGone):
        invitations.accept(by=cast.david, invitation=invitation, at=LATER)
    invitations.withdraw(by=cast.chloe, invitation=invitation, at=NOW)
    with pytest.raises(invitations.InvitationGone):
        invitations.accept(by=cast.david, invitation=invitation, at=NOW)
    assert states(world.hidden) == {"David": "withdrawn"}


def test_withdrawing_takes_the_notice_back(cast, world, deliver):
    invitation = invite(cast, world.hidden)
    deliver()
    invitations.withdraw(by=cast.chloe, invitation=invitation, at=NOW)
    assert not Notification.objects.filter(person=cast.david).exists()


def test_sending_again(cast, world, deliver):
    invitation = invite(cast, world.hidden)
    with pytest.raises(ValidationError):
        invitations.send_again(by=cast.chloe, invitation=invitation, at=NOW)
    assert invitations.expire_due(at=LATER) == 1
    again = invitations.send_again(by=cast.chloe, invitation=invitation, at=LATER)
    assert (again.state, again.expires_at) == ("pending", LATER + invitations.LIFE)
    deliver()
    assert Notification.objects.filter(person=cast.david, kind="community.invited").count() == 1
    invitations.decline(by=cast.david, invitation=again, at=LATER)
    with pytest.raises(ValidationError):
        invitations.send_again(by=cast.chloe, invitation=again, at=LATER + dt.timedelta(days=2))


def test_joining_otherwise_settles_the_invitation(cast, world):
    invite(cast, world.open)
    memberships.join(by=cast.david, space=world.open, at=NOW)
    assert states(world.open) == {"David": "accepted"}


def test_asking_for_another(cast, world, deliver):
    invitation = invite(cast, world.hidden, at=timezone.now() - dt.timedelta(days=40))
    for _ in range(2):
        invitations.ask_again(by=cast.david, invitation=invitation, at=timezone.now())
    deliver()
    notice = Notification.objects.get(kind="community.invitation_wanted")
    assert (notice.person, notice.actor) == (cast.chloe, cast.david)


def test_a_round_by_organisation(cast, world, deliver):
    people = PersonFactory.create_batch(7, organisation=cast.david.organisation)
    expected = {person.pk for person in people} | {
        person.pk for _key, person in cast if person.organisation == cast.david.organisation
    }
    expected -= set(Membership.objects.filter(space=world.hidden).values_list("person", flat=True))
    criteria = Criteria(organisations=(cast.david.organisation_id,))
    seen = preview(world.hidden, cast.chloe, criteria, at=NOW)

    started = invitations.start_round(by=cast.chloe, space=world.hidden, criteria=criteria, message="Venez", at=NOW)
    with pytest.raises(ValidationError):
        invitations.start_round(by=cast.chloe, space=world.hidden, criteria=criteria, at=NOW)
    while invitations.work_off_round(round_id=started.pk, at=NOW, batch=3):
        pass
    send_invitations(started.pk)

    started.refresh_from_db()
    assert (started.state, started.total, started.invited) == ("done", seen.count, len(expected))
    assert set(SpaceInvitation.objects.filter(round=started).values_list("person", flat=True)) == expected
    deliver()
    assert set(Notification.objects.filter(kind="community.invited").values_list("person", flat=True)) == expected
    assert preview(world.hidden, cast.chloe, criteria, at=NOW).count == 0


def test_a_round_reads_only_what_people_show(cast, world):
    competency = CompetencyFactory()
    for person, visibility in ((cast.david, EvidenceVisibility.NETWORK), (cast.hugo, EvidenceVisibility.ME)):
        record_evidence(
            person=person, competency=competency, level=2, kind=EvidenceKind.DECLARED, source_key="x",
            occurred_on=TODAY, at=NOW, visibility=visibility,
        )  # fmt: skip
    seen = preview(world.open, cast.chloe, Criteria(competencies=(competency.code,)), at=NOW)
    assert (seen.count, seen.fit, [person.pk for person in seen.people]) == (1, 1, [cast.david.pk])


def test_a_round_by_profile_leaves_out_who_hides_it(cast, world):
    profile = JobProfile.objects.create(key="essai", name_fr="Essai", name_en="Trial")
    for person in (cast.david, cast.hugo):
        Holding.objects.create(person=person, profile=profile, from_on=TODAY)
    cast.hugo.visibility = {"job_profile": "me"}
    cast.hugo.save()
    seen = preview(world.open, cast.chloe, Criteria(profiles=("essai",)), at=NOW)
    assert [person.pk for person in seen.people] == [cast.david.pk]


def test_limits_of_rounds(cast, world, monkeypatch):
    criteria = Criteria(organisations=(cast.david.organisation_id,))
    monkeypatch.setattr(invitations, "MOST_IN_A_ROUND", 0)
    with pytest.raises(ValidationError, match="Précisez-le"):
        invitations.start_round(by=cast.chloe, space=world.open, criteria=criteria, at=NOW)
    with pytest.raises(ValidationError, match="Personne de nouveau"):
        invitations.start_round(by=cast.chloe, space=world.open, criteria=Criteria(), at=NOW)
    monkeypatch.undo()
    for _ in range(invitations.ROUNDS_A_DAY):
        InvitationRound.objects.create(space=world.open, by=cast.chloe, state="done", created_at=NOW)
    with pytest.raises(ValidationError, match="Revenez demain"):
        invitations.start_round(by=cast.chloe, space=world.open, criteria=criteria, at=NOW)


def test_a_round_stops_when_its_maker_no_longer_facilitates(cast, world):
    criteria = Criteria(organisations=(cast.david.organisation_id,))
    started = invitations.start_round(by=cast.chloe, space=world.open, criteria=criteria, at=NOW)
    spaces.archive_space(by=cast.chloe, space=world.open, archived=True, at=NOW)
    assert invitations.work_off_round(round_id=started.pk, at=NOW) is False
    started.refresh_from_db()
    assert (started.state, started.invited) == ("failed", 0)


def test_the_daily_work_expires_what_is_old(cast, world):
    invite(cast, world.open, at=timezone.now() - dt.timedelta(days=31))
    assert look_after_spaces()[0] == 1
    assert look_after_spaces()[0] == 0
    assert states(world.open) == {"David": "expired"}


def test_forgetting_a_person(cast, world):
    invite(cast, world.open, message="Mots à moi")
    assert invitations.forget_person(person=cast.chloe) == 0
    assert SpaceInvitation.objects.get().message == ""
    assert invitations.forget_person(person=cast.david) == 1
