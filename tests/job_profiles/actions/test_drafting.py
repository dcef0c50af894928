"""Drafts: copied, found again, saved without overwriting anybody, thrown away."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from job_profiles.actions import drafting
from job_profiles.enums import ChangeState, LogKind, VersionState
from job_profiles.models import CareerMove, ChangeProposal, LocalDescription, LogEntry, ProfileVersion, Requirement, Round
from tests.cast import NOW, TODAY
from tests.factories.competencies import CompetencyFactory, FrameworkFactory
from tests.factories.job_profiles import JobProfileFactory, ProfileVersionFactory, RequirementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework():
    return FrameworkFactory(current=True)


@pytest.fixture
def proposal(framework):
    version = ProfileVersionFactory(
        framework=framework,
        state=VersionState.DRAFT,
        title_fr="Rédactrice ou rédacteur web",
        responsibilities_fr="Rédiger\nRelire",
    )
    RequirementFactory(version=version, level=3, essential=False, why_fr="Parce que.")
    CareerMove.objects.create(version=version, to=JobProfileFactory(), note_fr="Le métier est proche.")
    version.state = VersionState.PROPOSAL
    version.save()
    return version


@pytest.fixture
def draft(cast, proposal):
    return drafting.open_draft(by=cast.lea, profile=proposal.profile, at=NOW)


def save(draft, by, **values):
    given = {"edit": draft.edit, "texts": {}, "requirements": None, "moves": None, "at": NOW} | values
    return drafting.save_draft(by=by, version=draft, **given)


def test_a_draft_copies_what_is_read_with_its_parts(cast, proposal, draft):
    assert (draft.number, draft.state, draft.based_on_id, draft.drafted_by_id) == (2, "draft", proposal.pk, cast.lea.pk)
    assert (draft.title_fr, draft.responsibilities_fr) == ("Rédactrice ou rédacteur web", "Rédiger\nRelire")
    copied = Requirement.objects.get(version=draft)
    assert (copied.level, copied.essential, copied.why_fr) == (3, False, "Parce que.")
    assert CareerMove.objects.get(version=draft).note_fr == "Le métier est proche."
    assert list(LogEntry.objects.filter(version=draft).values_list("kind", "data")) == [(LogKind.DRAFTED, {"based_on": 1})]


def test_whoever_opens_finds_the_one_in_the_making(cast, proposal, draft):
    assert drafting.open_draft(by=cast.lea, profile=proposal.profile, at=NOW).pk == draft.pk
    assert ProfileVersion.objects.filter(profile=proposal.profile).count() == 2


def test_only_owners_open_and_save(cast, proposal, draft):
    for person in (cast.gisele, cast.malik, cast.amina):
        with pytest.raises(PermissionDenied):
            drafting.open_draft(by=person, profile=proposal.profile, at=NOW)
        with pytest.raises(PermissionDenied):
            save(draft, person, texts={"mission_fr": "Autre."})


def test_accepted_changes_that_wait_go_along(cast, proposal):
    change = ChangeProposal.objects.create(
        version=proposal, article="mission", author=cast.amina, body="Dire mieux", reason="Clair",
        state=ChangeState.ACCEPTED, answer="Oui.", answered_by=cast.lea, answered_at=NOW, created_at=NOW,
    )  # fmt: skip
    draft = drafting.open_draft(by=cast.lea, profile=proposal.profile, at=NOW)
    change.refresh_from_db()
    assert change.carried_to_id == draft.pk


def test_saving_writes_what_is_given_and_counts_the_edit(cast, draft):
    other = CompetencyFactory()
    needed = [drafting.Needed(competency_id=other.pk, level=4, why_fr="Le cœur du métier.")]
    saved = save(draft, cast.lea, texts={"mission_fr": " Mieux dite.\r\n"}, requirements=needed, moves=[])
    assert (saved.edit, saved.mission_fr, saved.edited_by_id) == (1, "Mieux dite.", cast.lea.pk)
    assert list(Requirement.objects.filter(version=draft).values_list("competency_id", "level")) == [(other.pk, 4)]
    assert not CareerMove.objects.filter(version=draft).exists()
    assert save(saved, cast.lea, texts={"mission_fr": "Mieux dite."}).edit == 1


def test_an_older_edit_overwrites_nothing(cast, draft):
    save(draft, cast.lea, texts={"mission_fr": "La première."})
    with pytest.raises(drafting.EditConflict) as refusal:
        save(draft, cast.lea, texts={"mission_fr": "La seconde."})
    assert refusal.value.version.mission_fr == "La première."
    draft.refresh_from_db()
    assert (draft.edit, draft.mission_fr) == (1, "La première.")


def test_a_competency_stands_once_and_a_move_leads_elsewhere(cast, draft):
    other = CompetencyFactory()
    twice = [drafting.Needed(competency_id=other.pk, level=level) for level in (1, 2)]
    with pytest.raises(ValidationError):
        save(draft, cast.lea, requirements=twice)
    with pytest.raises(ValidationError):
        save(draft, cast.lea, moves=[drafting.Move(to_id=draft.profile_id)])


def test_no_saving_while_a_round_is_open_nor_while_it_waits_for_a_decision(cast, draft):
    one = Round.objects.create(version=draft, number=1, opens_on=TODAY, closes_on=TODAY, opened_by=cast.lea, opened_at=NOW)
    ProfileVersion.objects.filter(pk=draft.pk).update(state=VersionState.CONSULTATION)
    with pytest.raises(PermissionDenied):
        save(draft, cast.lea, texts={"mission_fr": "Non."})
    Round.objects.filter(pk=one.pk).update(closed_at=NOW)
    assert save(draft, cast.lea, texts={"mission_fr": "Oui."}).mission_fr == "Oui."
    ProfileVersion.objects.filter(pk=draft.pk).update(submitted_at=NOW)
    with pytest.raises(PermissionDenied):
        save(draft, cast.lea, edit=1, texts={"mission_fr": "Trop tard."})


def test_descriptions_merged_into_a_draft_that_goes_wait_again(cast, draft):
    merged = LocalDescription.objects.create(
        organisation=cast.malik.organisation, title="Une description", text="Un texte.", digest="a" * 64, source="pasted",
        imported_by=cast.malik, imported_at=NOW, state="merged", profile=draft.profile, version=draft,
    )  # fmt: skip
    drafting.throw_away(by=cast.lea, version=draft, at=NOW)
    merged.refresh_from_db()
    assert (merged.state, merged.profile, merged.version) == ("new", None, None)


def test_a_draft_goes_and_a_consulted_one_is_retired_with_its_answers(cast, proposal, draft):
    assert drafting.throw_away(by=cast.lea, version=draft, at=NOW) is True
    assert list(ProfileVersion.objects.filter(profile=proposal.profile)) == [proposal]
    again = drafting.open_draft(by=cast.lea, profile=proposal.profile, at=NOW)
    Round.objects.create(
        version=again, number=1, opens_on=TODAY, closes_on=TODAY, opened_by=cast.lea, opened_at=NOW, closed_at=NOW
    )
    ProfileVersion.objects.filter(pk=again.pk).update(state=VersionState.CONSULTATION)
    assert drafting.throw_away(by=cast.lea, version=again, reason="Plus utile.", at=NOW) is False
    again.refresh_from_db()
    assert again.state == VersionState.RETIRED
