"""One statement as its page shows it: what is asked, why, how far one is, what the answer before was."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from competencies.enums import GradedAnswer, ItemKind
from competencies.models import Item
from competencies.queries.bank import item_as_shown
from competencies.queries.frameworks import kept_level_names
from competencies.rules.adaptive import Bank, weights_after
from competencies.rules.graded import nearest_level, summary_of
from learning.enums import RunState
from learning.models import Answer, Run
from learning.queries.runs import (
    Place,
    Told,
    bank_of,
    latest_answers,
    own_pace,
    place_in,
    told_in,
    usual_seconds,
)

# What each step means, so that everybody ticks the same thing.
ANCHORS = {
    GradedAnswer.NEVER: _("Je ne l’ai pas encore fait."),
    GradedAnswer.WITH_HELP: _("Une personne ou un modèle me guide."),
    GradedAnswer.ON_MY_OWN: _("Je le fais sans aide, et cela tient."),
    GradedAnswer.I_TEACH_IT: _("Je l’explique, je forme ou je relis d’autres personnes."),
}


@dataclass(frozen=True)
class Choice:
    """One answer that may be pressed. `digit`: the key, from 1."""

    value: int
    label: str
    help: str = ""

    @property
    def digit(self) -> int:
        return self.value + 1


@dataclass(frozen=True)
class Why:
    """« Pourquoi cet énoncé? » in plain words. `low`, `high`: levels that the answers so far leave possible; `asked`: how
    many statements of this competency were answered."""

    competency: str
    level: str
    target: str
    asked: int
    low: str
    high: str


@dataclass(frozen=True)
class Card:
    """A statement to answer. `before`: place of the answer just given, 0 for none; `told`: that answer if it was to a
    question, whose right option is now said; `own_pace`: minutes are counted from the person's own seconds."""

    run: Run
    item: Item
    place: int
    choices: Sequence[Choice]
    position: Place
    minutes: int
    own_pace: bool
    why: Why
    before: int = 0
    told: Answer | None = None

    @property
    def is_question(self) -> bool:
        return self.item.kind == ItemKind.SCENARIO


def choices_of(item: Item) -> list[Choice]:
    if item.kind == ItemKind.SCENARIO:
        return [Choice(place, words) for place, words in enumerate(item.choices)]
    return [Choice(step.value, str(step.label), str(ANCHORS[step])) for step in GradedAnswer]


def card_of(run: Run, aimed: Mapping[str, int], framework: Hashable) -> Card | None:
    """The statement that the run asks now; None when nothing is left. `aimed`, `framework`: of queries.readings.Reading. One
    light query; one more after a question."""
    told = told_in(run)
    position = place_in(run, [one.given for one in told], aimed)
    if position.key is None:
        return None
    item = item_as_shown(run.bank, position.key, framework)
    before = told[-1] if told else None
    return Card(
        run=run,
        item=item,
        place=position.place,
        choices=tuple(choices_of(item)),
        position=position,
        minutes=max(round(position.left * usual_seconds(told) / 60), 1),
        own_pace=own_pace(told),
        why=_why(item, told, aimed, bank_of(run), kept_level_names(framework)),
        before=before.place if before else 0,
        told=answer_at(run, before.place) if before and before.is_question else None,
    )


def _why(item: Item, told: Sequence[Told], aimed: Mapping[str, int], bank: Bank, names: Mapping[int, str]) -> Why:
    code = item.competency.code
    about = [one.given for one in told if bank[one.key].competency == code]
    found = summary_of(weights_after(bank, about))
    return Why(
        competency=item.competency.name,
        level=names.get(item.level, ""),
        target=names.get(aimed.get(code, item.level), ""),
        asked=len(about),
        low=names.get(max(nearest_level(found.low), 1), ""),
        high=names.get(max(nearest_level(found.high), 1), ""),
    )


@dataclass(frozen=True)
class Said:
    """One answer in « Mes réponses ». `words`: what was answered; `right`: of a question, whether that was right, None
    when it was not answered; `expected`: its right option."""

    answer: Answer
    words: str
    right: bool | None = None
    expected: str = ""

    @property
    def is_question(self) -> bool:
        return self.answer.item.kind == ItemKind.SCENARIO


def said(answer: Answer) -> Said:
    item, value = answer.item, answer.value
    choices = choices_of(item)
    words = str(_("Je ne sais pas")) if value is None else choices[value].label
    if item.kind != ItemKind.SCENARIO:
        return Said(answer, words)
    expected = "" if item.right is None else choices[item.right].label
    return Said(answer, words, None if value is None else value == item.right, expected)


def answers_by_competency(run: Run) -> list[tuple[str, list[Said]]]:
    """Every answer that counts, by competency in the order of the framework, then of asking; one query."""
    rows = sorted(latest_answers(run), key=lambda one: (one.item.competency.order, one.item.competency.code, one.place))
    found: dict[str, list[Said]] = {}
    for answer in rows:
        found.setdefault(answer.item.competency.name, []).append(said(answer))
    return list(found.items())


def answer_at(run: Run, place: int) -> Answer:
    """The answer that counts at this place. Raises DoesNotExist."""
    rows = Answer.objects.filter(run=run, place=place).select_related("item__competency__group").order_by("-revision")
    found = rows.first()
    if found is None:
        raise Answer.DoesNotExist
    return found


def may_still_change(run: Run, last: Run | None) -> bool:
    """An open run, or the last finished one: earlier ones are history."""
    return run.state == RunState.OPEN or (last is not None and last.pk == run.pk)
