"""Job profiles under way: a draft, a round open and one closed, a version that waits for a decision, proposals of change."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from job_profiles.actions import answers, changes, consultations, decisions, drafting, profiles
from job_profiles.models import ArticleAnswer, ArticleComment, ChangeProposal, MinistryAnswer, ProfileVersion, Round

if TYPE_CHECKING:
    from tests.architecture.world import World


@dataclass
class Consultations:
    """`open` is asked of MESS (Malik), `closed` has an objection of his; Gisèle is to decide on `submitted`."""

    draft: ProfileVersion
    open: Round
    closed: Round
    submitted: ProfileVersion
    observation: ArticleAnswer
    comment: ArticleComment
    change: ChangeProposal


def _draft(world: "World", key: str) -> ProfileVersion:
    names = {"name_fr": f"Profil {key}", "name_en": f"Profile {key}"}
    profile = profiles.create_profile(by=world.cast.lea, key=key, code=key[-8:], **names)
    version = drafting.open_draft(by=world.cast.lea, profile=profile, at=world.at)
    texts = {"mission_fr": "Une mission.", "responsibilities_fr": "Rédiger\nRelire"}
    needed = [drafting.Needed(competency_id=world.competency.pk, level=2)]
    return drafting.save_draft(
        by=world.cast.lea, version=version, edit=0, texts=texts, requirements=needed, moves=[], at=world.at
    )


def _round(world: "World", key: str) -> Round:
    closes_on = timezone.localdate(world.at) + dt.timedelta(days=20)
    return consultations.open_round(
        by=world.cast.lea, version=_draft(world, key), organisations=[world.cast.malik.organisation], closes_on=closes_on,
        quorum=50, at=world.at,
    )  # fmt: skip


def _answered(world: "World", key: str, said: dict[str, dict[str, str]]) -> Round:
    one = _round(world, key)
    answer = MinistryAnswer.objects.get(round=one)
    answers.send_answer(by=world.cast.malik, answer=answer, edit=0, draft=said, rest_agrees=True, at=world.at)
    consultations.close_round(by=world.cast.lea, round=one, at=world.at)
    return one


def tell_consultations(world: "World") -> None:
    cast, at = world.cast, world.at
    objection = {"mission": {"position": "objection", "remark": "", "proposal": "Une autre mission."}}
    opened, closed, agreed = _round(world, "ouvert"), _answered(world, "ferme", objection), _answered(world, "soumis", {})
    decisions.submit(by=cast.lea, version=agreed.version, at=at)
    discussed = ProfileVersion.objects.get(profile__key="strategic_communications", number=1)
    world.consultations = Consultations(
        draft=_draft(world, "ebauche"),
        open=opened,
        closed=closed,
        submitted=agreed.version,
        observation=ArticleAnswer.objects.get(answer__round=closed, position="objection"),
        comment=answers.post_comment(by=cast.malik, round=opened, article="mission", body="Un mot.", at=at),
        change=changes.propose(
            by=cast.amina, version=discussed, article="mission", body="Autrement.", reason="Plus clair.", at=at
        ),
    )
