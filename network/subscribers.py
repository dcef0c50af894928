"""What the home page keeps for a minute is forgotten when the person does what it suggested."""

from community.events import (
    AnswerAccepted,
    MemberJoined,
    MemberLeft,
    PracticeConfirmed,
    RegistrationChanged,
    ReplyPosted,
)
from core.events import subscribe
from learning.events import RunDeleted, RunFinished, RunStarted
from network.actions.panels import forget_panels
from people.events import ConsentDecided, PersonChanged

NEXT_STEP, OPEN_QUESTIONS, FIRST_SPACE = "prochaine-etape", "open-questions", "first-space"
COMING = "a-venir"


@subscribe(AnswerAccepted, when="commit")
def after_accepting(event: AnswerAccepted) -> None:
    forget_panels(event.by_id, NEXT_STEP)


@subscribe(ReplyPosted, when="commit")
def after_answering(event: ReplyPosted) -> None:
    forget_panels(event.author_id, OPEN_QUESTIONS)


@subscribe(PersonChanged, when="commit")
def after_changing_the_profile(event: PersonChanged) -> None:
    forget_panels(event.person_id, NEXT_STEP)


@subscribe(ConsentDecided, when="commit")
@subscribe(RunStarted, when="commit")
@subscribe(RunFinished, when="commit")
@subscribe(RunDeleted, when="commit")
def after_a_diagnostic(event: ConsentDecided | RunStarted | RunFinished | RunDeleted) -> None:
    forget_panels(event.person_id, NEXT_STEP)


@subscribe(MemberJoined, when="commit")
@subscribe(MemberLeft, when="commit")
def after_joining_or_leaving(event: MemberJoined | MemberLeft) -> None:
    forget_panels(event.person_id, FIRST_SPACE, OPEN_QUESTIONS)


@subscribe(RegistrationChanged, when="commit")
def after_taking_or_giving_a_place(event: RegistrationChanged) -> None:
    forget_panels(event.person_id, COMING)


@subscribe(PracticeConfirmed, when="commit")
def after_confirming_a_sheet(event: PracticeConfirmed) -> None:
    forget_panels(event.by_id, NEXT_STEP)
