"""Members on their way through the courses at one's own pace: Léa halfway, one answer that waits for Karim, others here and
there, so that figures have something to say."""

from random import Random
from typing import Any

from learning.actions import attempts, followings
from learning.actions.attempts import Said
from learning.models import Course, Following
from learning.queries.editions import course_of
from learning.rules.lessons import LESSON, Stop
from network.management.demo.story import World
from people.models import Person

ACCESSIBLE, PERSONAL = "rendre-un-document-accessible", "renseignements-personnels-au-quotidien"
OTHERS = ("zoe", "antoine", "mireille", "samuel", "rosalie", "ousmane", "beatrice", "thierry", "fatoumata")
WRITTEN = (
    "D’abord, je ferme l’affichage des réponses, sans rien effacer\xa0: les traces serviront. Ensuite, je préviens tout de"
    " suite la personne responsable de la protection des renseignements personnels et ma gestionnaire. Je note l’heure, ce"
    " qui était visible et à peu près combien de visites il y a eu. Je n’écris à personne d’autre avant qu’on me le dise."
)


def load_followings(world: World) -> str:
    """Once: who has begun is left where they are."""
    if Following.objects.exists():
        return "déjà là"
    there = Course.objects.filter(key__in=(ACCESSIBLE, PERSONAL), editions__isnull=False)
    courses = {course.key: course for course in there}
    if len(courses) < 2:
        return "aucun cours publié"
    _walk(world, world.people["lea"], courses[ACCESSIBLE], steps=6, days=12, errors=0)
    _walk(world, world.people["bruno"], courses[PERSONAL], steps=99, days=9, errors=0)
    for place, key in enumerate(OTHERS):
        steps, errors = 4 + 3 * (place % 4), Random(key).random()
        _walk(world, world.people[key], courses[ACCESSIBLE], steps=steps, days=40 - place, errors=errors)
    return f"{Following.objects.count()} parcours"


def _walk(world: World, person: Person, course: Course, *, steps: int, days: float, errors: float) -> None:
    """So many stops, one a day; `errors`: how likely a wrong answer is."""
    random = Random(f"{person.pk}{course.key}")
    following = followings.start_course(by=person, course=course, at=world.ago(days))
    for number, stop in enumerate(course_of(following.edition).stops[:steps]):
        at = world.ago(days - 0.4 * number)
        if stop.kind == LESSON:
            followings.finish_lesson(by=person, following=following, lesson=stop.id, at=at)
            continue
        attempt = attempts.start_attempt(by=person, following=following, quiz=stop.id, at=at)
        attempts.send_attempt(by=person, attempt=attempt, said=_answers(stop, random, errors), at=at)


def _answers(stop: Stop, random: Random, errors: float) -> dict[str, Said]:
    return {one["id"]: _answer(one, wrong=random.random() < errors * 0.6) for one in stop.raw["questions"]}


def _answer(question: dict[str, Any], *, wrong: bool) -> Said:
    if question["kind"] == "open":
        return Said(text=WRITTEN)
    if question["kind"] == "short":
        return Said(text="je ne sais pas" if wrong else question["accepted"][0])
    fitting = [one["id"] for one in question["options"] if bool(one["right"]) is not wrong]
    return Said(chosen=tuple(fitting if question["kind"] == "multiple" else fitting[:1]))
