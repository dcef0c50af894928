"""Who hears of consultations, decisions and proposals of change. In a worker; each handler may run twice."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from activity.actions.notifications import notify
from activity.queries.levels import followers_to_tell
from core.events import subscribe
from job_profiles.events import (
    ChangeAnswered,
    ChangeProposed,
    ConsultationOpened,
    MinistryAnswered,
    ObservationReplied,
    ProfileVersionInForce,
    RoundClosed,
    RoundClosing,
    VersionDecided,
    VersionSubmitted,
)
from job_profiles.models import ArticleAnswer, ChangeProposal, Holding, JobProfile, MinistryAnswer, ProfileVersion, Round
from job_profiles.queries import texts
from people.enums import RoleKind
from people.models import RoleHeld
from people.queries.audiences import network_audience_id
from people.queries.roles import holders

Told = list[tuple[int, str]]


def _tell(
    kind: str,
    profile: JobProfile,
    *,
    key: str,
    url: str,
    at: dt.datetime,
    actor: int | None,
    to: Iterable[tuple[int, str]] = (),
    in_digest: Iterable[tuple[int, str]] = (),
    **data: Any,
) -> None:
    notify(
        kind=f"job_profiles.{kind}", event_key=key, recipients=to, in_digest=in_digest, actor=actor, target=profile,
        audience_id=network_audience_id(), url=url, at=at,
        data={"title": profile.name_fr, "title_en": profile.name_en, **data},
    )  # fmt: skip


def _holding(role: RoleKind, reason: str, at: dt.datetime) -> Told:
    return [(pk, reason) for pk in holders(role, timezone.localdate(at)).values_list("pk", flat=True)]


def _respondents(organisation_ids: Iterable[int], at: dt.datetime) -> dict[int | None, Told]:
    """By ministry, who answers for it; None: those of the whole network, told once."""
    held = RoleHeld.objects.filter(role=RoleKind.RESPONDENT).on(timezone.localdate(at))
    wanted = set(organisation_ids)
    found: dict[int | None, Told] = {}
    for person_id, organisation_id in held.order_by("pk").values_list("person", "organisation"):
        if organisation_id is None or organisation_id in wanted:
            found.setdefault(organisation_id, []).append((person_id, "respondent"))
    return found


def _round(round_id: int) -> Round:
    return Round.objects.select_related("version__profile").get(pk=round_id)


def answer_url(one: Round, answers: dict[int, MinistryAnswer], organisation_id: int | None) -> str:
    """Where that ministry answers; for who answers for all, the board."""
    if organisation_id is None:
        return one.get_absolute_url()
    return reverse("job_profiles:round-answer", args=[one.pk, answers[organisation_id].organisation.acronym])


def _ask(kind: str, key: str, one: Round, waiting: list[MinistryAnswer], actor: int | None, at: dt.datetime) -> None:
    answers = {row.organisation_id: row for row in waiting}
    for number, people in _respondents(answers, at).items():
        _tell(
            kind, one.version.profile, key=f"{key}:{number or 0}", url=answer_url(one, answers, number), at=at, actor=actor,
            to=people, closes_on=one.closes_on.isoformat(), number=one.number,
        )  # fmt: skip


def _tell_followers(profile: JobProfile, *, key: str, url: str, step: str, at: dt.datetime, actor: int | None) -> None:
    found = followers_to_tell(profile)
    live, digest = ([(pk, "profile") for pk in group] for group in (found.live, found.digest))
    _tell("profile_moved", profile, key=key, url=url, at=at, actor=actor, to=live, in_digest=digest, step=step)


@subscribe(ConsultationOpened)
def ask_ministries(event: ConsultationOpened) -> None:
    one = _round(event.round_id)
    asked = list(MinistryAnswer.objects.filter(round=one).select_related("organisation"))
    _ask("consultation_asked", f"round:{one.pk}:asked", one, asked, event.by_id, event.at)
    key = f"round:{one.pk}:opened"
    url = one.get_absolute_url()
    _tell_followers(one.version.profile, key=key, url=url, step="consultation", at=event.at, actor=event.by_id)


@subscribe(RoundClosing)
def remind_ministries(event: RoundClosing) -> None:
    """Those that have not answered, and only them."""
    one = _round(event.round_id)
    waiting = list(MinistryAnswer.objects.filter(round=one, submitted_at=None).select_related("organisation"))
    if one.closed_at is None and waiting:
        key = f"round:{one.pk}:closing:{timezone.localdate(event.at).isoformat()}"
        _ask("consultation_closing", key, one, waiting, None, event.at)


@subscribe(MinistryAnswered)
def tell_owners_of_answer(event: MinistryAnswered) -> None:
    answer = MinistryAnswer.objects.select_related("organisation", "round__version__profile").get(pk=event.answer_id)
    one = answer.round
    _tell(
        "ministry_answered", one.version.profile, key=f"answer:{answer.pk}:{event.edit}", url=one.get_absolute_url(),
        at=event.at, actor=event.by_id, in_digest=_holding(RoleKind.PROFILE_OWNER, "owner", event.at),
        ministry=answer.organisation.name,
    )  # fmt: skip


@subscribe(RoundClosed)
def tell_of_closing(event: RoundClosed) -> None:
    """Owners, who now reply; ministries that were asked hear that it is over in their digest."""
    one = _round(event.round_id)
    answers = MinistryAnswer.objects.filter(round=one)
    asked = list(answers.values_list("organisation", flat=True))
    ministries = [person for people in _respondents(asked, event.at).values() for person in people]
    _tell(
        "round_closed", one.version.profile, key=f"round:{one.pk}:closed", url=one.get_absolute_url(), at=event.at,
        actor=event.by_id, to=_holding(RoleKind.PROFILE_OWNER, "owner", event.at), in_digest=ministries,
        asked=len(asked), answered=answers.exclude(submitted_at=None).count(),
    )  # fmt: skip


@subscribe(ObservationReplied)
def tell_ministry_of_reply(event: ObservationReplied) -> None:
    row = ArticleAnswer.objects.select_related("answer__organisation", "answer__round__version__profile")
    observation = row.get(pk=event.article_answer_id)
    one = observation.answer.round
    people = [person for group in _respondents([event.organisation_id], event.at).values() for person in group]
    url = f"{reverse('job_profiles:observation-list', args=[one.pk])}#observation-{observation.pk}"
    _tell(
        "observation_replied", one.version.profile, key=f"observation:{observation.pk}:{int(event.at.timestamp())}",
        url=url, at=event.at, actor=event.by_id, to=people, article=observation.article, outcome=observation.outcome,
    )  # fmt: skip


@subscribe(VersionSubmitted)
def ask_for_decision(event: VersionSubmitted) -> None:
    version = ProfileVersion.objects.select_related("profile").get(pk=event.version_id)
    if version.submitted_at is None:
        return
    _tell(
        "decision_asked", version.profile, key=f"version:{version.pk}:submitted:{int(event.at.timestamp())}",
        url=reverse("job_profiles:version-decide", args=[version.pk]), at=event.at, actor=event.by_id,
        to=_holding(RoleKind.STRATEGIC_TEAM, "strategic_team", event.at),
    )  # fmt: skip


@subscribe(VersionDecided)
def tell_of_decision(event: VersionDecided) -> None:
    """Owners, and the ministries that were asked; who follows the profile hears of an approval."""
    version = ProfileVersion.objects.select_related("profile").get(pk=event.version_id)
    asked = MinistryAnswer.objects.filter(round__version=version).values_list("organisation", flat=True)
    ministries = [person for people in _respondents(asked, event.at).values() for person in people]
    url = reverse("job_profiles:version-log", args=[version.profile.key, version.number])
    key = f"decision:{event.decision_id}"
    _tell(
        "version_decided", version.profile, key=key, url=url, at=event.at, actor=event.by_id,
        to=_holding(RoleKind.PROFILE_OWNER, "owner", event.at) + ministries, outcome=event.outcome,
    )  # fmt: skip
    if event.outcome == "approved":
        _tell_followers(version.profile, key=key, url=url, step="approved", at=event.at, actor=event.by_id)


@subscribe(ProfileVersionInForce)
def tell_holders(event: ProfileVersionInForce) -> None:
    """Who says to hold the profile, with the articles that change (never a level of theirs); then who follows it."""
    version = ProfileVersion.objects.select_related("profile", "based_on").get(pk=event.version_id)
    before = texts.snapshot(version.based_on) if version.based_on else {}
    articles = [article.value for article in texts.changed_articles(before, texts.snapshot(version))]
    held = Holding.objects.filter(profile=version.profile, to_on=None).values_list("person", flat=True)
    key, url = f"version:{version.pk}:in-force", version.get_absolute_url()
    _tell(
        "profile_in_force", version.profile, key=key, url=url, at=event.at, actor=None,
        to=[(pk, "holder") for pk in held], articles=articles,
    )  # fmt: skip
    _tell_followers(version.profile, key=key, url=url, step="in_force", at=event.at, actor=None)


@subscribe(ChangeProposed)
def tell_owners_of_change(event: ChangeProposed) -> None:
    change = ChangeProposal.objects.select_related("version__profile").get(pk=event.change_id)
    _tell(
        "change_proposed", change.version.profile, key=f"change:{change.pk}", at=event.at, actor=event.by_id,
        url=reverse("job_profiles:change-detail", args=[change.pk]), article=change.article,
        in_digest=_holding(RoleKind.PROFILE_OWNER, "owner", event.at),
    )  # fmt: skip


@subscribe(ChangeAnswered)
def tell_author_of_change(event: ChangeAnswered) -> None:
    change = ChangeProposal.objects.select_related("version__profile").get(pk=event.change_id)
    _tell(
        "change_answered", change.version.profile, key=f"change:{change.pk}:answered", at=event.at, actor=event.by_id,
        url=reverse("job_profiles:change-detail", args=[change.pk]), to=[(change.author_id, "author")],
        article=change.article, accepted=event.accepted,
    )  # fmt: skip
