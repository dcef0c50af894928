"""Who drafts, answers, decides; predicates on the roles held."""

from job_profiles.enums import VersionState
from job_profiles.models import ProfileVersion
from people.enums import RoleKind
from people.models import Organisation, Person
from people.permissions import holds, roles_of


def owns_profiles(person: Person | None) -> bool:
    """Drafts, imports, opens consultations, answers: profile owners, for every profile."""
    return holds(person, RoleKind.PROFILE_OWNER)


def may_decide(person: Person | None) -> bool:
    """The strategic team approves; who drafted a version does not decide on it (see `can_decide`)."""
    return holds(person, RoleKind.STRATEGIC_TEAM)


def may_answer_for(person: Person | None, organisation: Organisation | int) -> bool:
    """Speaks for that ministry: its respondents, and those of the whole network."""
    return holds(person, RoleKind.RESPONDENT, organisation)


def answers_for_somebody(person: Person | None) -> bool:
    return holds(person, RoleKind.RESPONDENT)


def harmonises(person: Person | None) -> bool:
    """Sees imported descriptions: owners, respondents (their own ministry's), the strategic team."""
    return owns_profiles(person) or answers_for_somebody(person) or may_decide(person)


def answered_organisations(person: Person) -> set[int] | None:
    """Ids of the ministries for which the person answers; None: all."""
    scopes = {
        held.organisation_id
        for held in roles_of(person)
        if held.role == RoleKind.RESPONDENT and holds(person, RoleKind.RESPONDENT, held.organisation_id or 0)
    }
    return None if None in scopes else {scope for scope in scopes if scope is not None}


def can_edit(person: Person | None, version: ProfileVersion) -> bool:
    """The text, while it is drafted; between rounds of a consultation too (the database refuses it during one), unless it
    waits for a decision."""
    return owns_profiles(person) and version.in_the_making and version.submitted_at is None


def can_decide(person: Person | None, version: ProfileVersion) -> bool:
    """Two pairs of eyes: who drafted the version, wrote in it last or submitted it does not decide on it."""
    return (
        person is not None
        and may_decide(person)
        and version.state == VersionState.CONSULTATION
        and version.submitted_at is not None
        and person.pk not in (version.drafted_by_id, version.edited_by_id, version.submitted_by_id)
    )


def may_comment(person: Person | None, asked: set[int]) -> bool:
    """Comments in place: owners, the strategic team, respondents of the ministries asked (ids)."""
    return owns_profiles(person) or may_decide(person) or any(may_answer_for(person, number) for number in asked)


def may_import_for(person: Person | None, organisation: Organisation | int) -> bool:
    """Brings in the descriptions of that ministry: owners for all, respondents for their own."""
    return owns_profiles(person) or may_answer_for(person, organisation)


def imports_for_somebody(person: Person | None) -> bool:
    return owns_profiles(person) or answers_for_somebody(person)
