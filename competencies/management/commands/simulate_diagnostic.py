"""The proof of the engine, on the bank in force: tables of simulated people, with their intervals."""

import random
import statistics
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from competencies.queries.bank import bank_in_force, statements_of
from competencies.rules.adaptive import Bank
from competencies.rules.graded import PRIOR_MEAN
from competencies.rules.simulation import Condition, Outcome, Result, Share, reliability, result_of, simulate, whole_run

TARGETS = (1, 2, 3, 4)
TABLES = (
    ("Selon le modèle", 0.0, 0.0),
    ("Paramètres faux, jusqu’à 40\xa0%", 0.4, 0.0),
    ("Réponses corrélées (erreur commune de 0,5\xa0niveau)", 0.0, 0.5),
    ("Les deux à la fois", 0.4, 0.5),
)
HEAD = f"{'cible':>12}  {'énoncés par compétence':>24}  {'du bon côté':>22}  {'décidé':>22}  {'sûr et faux':>22}"


class Command(BaseCommand):
    help = "Simule des personnes dont le niveau est connu et imprime ce que le diagnostic en dit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=1000, help="personnes par condition (1000)")
        parser.add_argument("--runs", type=int, default=100, help="diagnostics entiers de toutes les compétences (100)")
        parser.add_argument("--seed", type=int, default=20261130)

    def handle(self, *args: Any, **options: Any) -> None:
        found = bank_in_force()
        if found is None:
            raise CommandError("Aucune banque d’énoncés en vigueur\xa0: lancez d’abord load_defaults.")
        bank, people, seed = statements_of(found), options["people"], options["seed"]
        slopes = [one.parameters.discrimination for one in bank.values()]
        self.stdout.write(
            f"Banque {found.version}\xa0: {len(bank)} énoncés, discrimination de {min(slopes)} à {max(slopes)}; "
            f"{people} personnes par condition, graine {seed}."
        )
        for number, (title, wrong_by, shared) in enumerate(TABLES):
            outcomes = self._table(bank, title, [Condition(one, wrong_by, shared) for one in TARGETS], people, seed + number)
            if number == 0:
                self._bins(outcomes)
        if options["runs"]:
            self._runs(bank, options["runs"], seed)

    def _table(self, bank: Bank, title: str, conditions: list[Condition], people: int, seed: int) -> list[Outcome]:
        self.stdout.write(f"\n{title}\n{HEAD}")
        everybody: list[Outcome] = []
        for place, condition in enumerate(conditions):
            outcomes = simulate(bank, condition, people, seed * 10 + place)
            everybody += outcomes
            self.stdout.write(_line(f"{condition.target - 0.5 - PRIOR_MEAN:+.1f}", result_of(condition, outcomes)))
        self.stdout.write(_line("ensemble", result_of(conditions[0], everybody)))
        return everybody

    def _bins(self, outcomes: list[Outcome]) -> None:
        self.stdout.write(
            "\nFiabilité de P (selon le modèle)\n   P annoncé   personnes   P moyen   part qui atteint vraiment"
        )
        for one in reliability(outcomes):
            self.stdout.write(f"  {one.low:.1f} à {one.high:.1f}  {one.people:10}  {one.said:8.3f}   {_words(one.true)}")

    def _runs(self, bank: Bank, runs: int, seed: int) -> None:
        rng = random.Random(seed)
        codes = sorted({one.competency for one in bank.values()})
        started, lengths = time.process_time(), []
        for _ in range(runs):
            lengths.append(whole_run(bank, {code: rng.choice(TARGETS) for code in codes}, rng))
        each = 1000 * (time.process_time() - started) / sum(lengths)
        self.stdout.write(
            f"\nDiagnostics entiers de {len(codes)} compétences\xa0: médiane {statistics.median(lengths):.0f} énoncés, "
            f"de {min(lengths)} à {max(lengths)}; {each:.2f}\xa0ms de processeur par énoncé."
        )


def _line(name: str, result: Result) -> str:
    shares = (result.items, result.right, result.sure, result.sure_and_wrong)
    return f"{name:>12}  {_words(shares[0]):>24}  " + "  ".join(f"{_words(one):>22}" for one in shares[1:])


def _words(share: Share) -> str:
    return f"{share.value:.3f} [{share.low:.3f}; {share.high:.3f}]"
