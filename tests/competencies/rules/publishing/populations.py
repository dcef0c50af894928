"""Governments drawn at random: people in places, who answer, join, leave, move, are measured again and are erased."""

import random
from collections import Counter
from dataclasses import dataclass, field

from competencies.rules.publishing.publisher import Taken, decide_all
from competencies.rules.publishing.rounding import rounded
from competencies.rules.publishing.tables import Cell, Member, Places
from tests.competencies.rules.publishing.attack import Known


@dataclass
class World:
    """`dice` decides everything. `complete`: whoever takes part answers all that the profile is asked."""

    dice: random.Random
    complete: bool = False
    people: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    present: set[int] = field(default_factory=set)
    measures: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        dice = self.dice
        self.places = range(1, dice.randint(2, 5) + 1)
        self.profiles = [f"p{number}" for number in range(dice.randint(1, 4))]
        self.competencies = range(dice.randint(1, 3))
        self.asked = {profile: {one for one in self.competencies if dice.random() < 0.8} or {0} for profile in self.profiles}
        for _person in range(dice.randint(12, 110)):
            self._join()
        self.present = {one for one in self.people if dice.random() < dice.choice((0.3, 0.6, 0.95))}

    def _join(self) -> int:
        dice, mark = self.dice, len(self.people) + 1
        place = dice.choice([*self.places, 1, 1])
        self.people[mark] = (place, dice.randint(0, 2 if place == 1 else 1), dice.choice([*self.profiles, self.profiles[0]]))
        return mark

    def pass_time(self) -> None:
        """Many change, or few: the few are what gives people away."""
        dice = self.dice
        pace = dice.choice((0.02, 0.1, 0.4))
        for _one in range(dice.choice((0, 1, 3, 8))):
            self.present.add(self._join())
        for one in list(self.people):
            if one in self.present and dice.random() < pace:
                self.present.discard(one)
            elif dice.random() < pace:
                self.present.add(one)
            if dice.random() < pace / 2:
                self.measures[one] = self.measures.get(one, 0) + 1
            if dice.random() < pace / 8:
                place = dice.choice(list(self.places))
                self.people[one] = (place, dice.randint(0, 1), self.people[one][2])

    def take(self) -> tuple[Taken, Places]:
        places = Places()
        for place, team, profile in self.people.values():
            places.teams[place].add(team)
            places.profiles.add(profile)
        places.listed = dict(Counter(place for place, _team, _profile in self.people.values()))
        present = [self._member(one) for one in sorted(self.present)]
        members = {
            competency: [
                member
                for member in present
                if competency in self.asked[member.profile] and (self.complete or self.dice.random() < 0.9)
            ]
            for competency in self.competencies
        }
        return Taken(present, members), places

    def _member(self, one: int) -> Member:
        place, team, profile = self.people[one]
        return Member(one, place, team, profile, self.measures.get(one, 0))


def published(world: World, snapshots: int, decide=decide_all) -> tuple[list[Taken], list[Known]]:
    """As many snapshots as asked, decided by the real rules (or by `decide`), and what everybody knows of each."""
    earlier: list[Taken] = []
    known: list[Known] = []
    for number in range(snapshots):
        if number:
            world.pass_time()
        taken, places = world.take()
        shown: dict[int | None, dict[Cell, int]] = {}
        hidden: dict[int | None, list[Cell]] = {}
        for competency, decision in decide(taken, places, earlier, world.asked).items():
            taken.shown[competency] = decision.shown
            shown[competency] = {cell: rounded(decision.counts[cell]) for cell in decision.shown}
            hidden[competency] = [cell for cell in decision.cells if cell not in decision.shown]
        atoms = [
            (place, team, profile) for place, teams in places.teams.items() for team in teams for profile in places.profiles
        ]
        earlier.append(taken)
        known.append(Known(atoms, dict(places.listed), world.asked, shown, hidden))
    return earlier, known


def history(taken: list[Taken], competency: int | None) -> list[tuple[list[Member], set[Cell]]]:
    return [
        (one.present if competency is None else one.members[competency], one.shown[competency])
        for one in taken
        if competency is None or competency in one.members
    ]
