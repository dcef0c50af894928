"""What the home page keeps for a minute is forgotten when the person does what it suggested."""

from community.events import AnswerAccepted, ReplyPosted
from core.events import subscribe
from network.actions.panels import forget_panels
from people.events import PersonChanged

NEXT_STEP, OPEN_QUESTIONS = "prochaine-etape", "open-questions"


@subscribe(AnswerAccepted, when="commit")
def after_accepting(event: AnswerAccepted) -> None:
    forget_panels(event.by_id, NEXT_STEP)


@subscribe(ReplyPosted, when="commit")
def after_answering(event: ReplyPosted) -> None:
    forget_panels(event.author_id, OPEN_QUESTIONS)


@subscribe(PersonChanged, when="commit")
def after_changing_the_profile(event: PersonChanged) -> None:
    forget_panels(event.person_id, NEXT_STEP)
