"""One's own work, read by oneself alone."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from competencies.models import Competency
from job_profiles.models import WorkReview, WorkTask
from job_profiles.queries.distance import my_distance
from job_profiles.rules.work import FULL, Asked, Line, Task, lines, outside
from people.models import Person

FIRST = 6


@dataclass(frozen=True)
class Gain:
    """One competency of the target with what the rules say of it."""

    competency: Competency
    line: Line
    why: str


@dataclass(frozen=True)
class Outlook:
    """`total`, `outside`: per cent of today's time; `left`: what is not told yet. `gains` to reach, `reached` the rest."""

    total: int
    left: int
    outside: int
    gains: list[Gain]
    reached: list[Gain]

    @property
    def first(self) -> list[Gain]:
        """What to begin with; the others are `later`."""
        return self.gains[:FIRST]

    @property
    def later(self) -> list[Gain]:
        return self.gains[FIRST:]

    @property
    def unpractised(self) -> int:
        return sum(one.line.unpractised for one in self.gains)


def review_of(person: Person) -> WorkReview | None:
    """With its tasks and their competencies: three queries."""
    competencies = Competency.objects.order_by("order", "code")
    tasks = WorkTask.objects.prefetch_related(Prefetch("competencies", queryset=competencies))
    found = WorkReview.objects.filter(person=person).select_related("version__profile")
    return found.prefetch_related(Prefetch("tasks", queryset=tasks)).first()


def outlook(review: WorkReview) -> Outlook:
    """What the target asks for, held against tasks and own evidence; three queries."""
    places = my_distance(review.person, review.version).places
    by_id = {place.requirement.competency_id: place.requirement for place in places}
    asked = [
        Asked(one.requirement.competency_id, one.requirement.level, one.requirement.essential, one.own or 0)
        for one in places
    ]
    tasks = [
        Task(one.share, one.future, frozenset(found.pk for found in one.competencies.all())) for one in review.tasks.all()
    ]
    gains = [
        Gain(by_id[line.asked.competency].competency, line, by_id[line.asked.competency].why) for line in lines(tasks, asked)
    ]
    total = sum(task.share for task in tasks)
    return Outlook(
        total=total,
        left=FULL - total,
        outside=outside(tasks, asked),
        gains=[one for one in gains if one.line.distance],
        reached=[one for one in gains if not one.line.distance],
    )


def export_work(person: Person) -> list[dict[str, Any]]:
    """For « Télécharger mes données »."""
    review = review_of(person)
    if review is None:
        return []
    return [
        {
            "profil_vise": review.version.profile.name_fr,
            "version": review.version.number,
            "tache": task.label,
            "part_pour_cent": task.share,
            "demain": str(task.get_future_display()),
            "competences": [found.name_fr for found in task.competencies.all()],
            "modifie": review.updated_at.isoformat(),
        }
        for task in review.tasks.all()
    ]
