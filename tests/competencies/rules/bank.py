"""A small bank for the engine's tests: A1, A2 (group A), B1, B2 (group B), nine statements and a question each."""

from competencies.rules.adaptive import Statement
from competencies.rules.graded import Parameters

LEVELS = (1, 1, 2, 2, 3, 3, 3, 4, 4)
SLOPES = (1.5, 2.0, 2.5)


def graded(level: int, slope: float = 2.0, shift: float = 0.0) -> Parameters:
    here = level - 0.5 + shift
    return Parameters(slope, (here - 0.75, here, here + 1.0))


def question(level: int) -> Parameters:
    return Parameters(1.75, (level - 0.5,), 0.25)


def small_bank(competencies: tuple[str, ...] = ("A1", "A2", "B1", "B2")) -> dict[str, Statement]:
    bank = {}
    for code in competencies:
        for number, level in enumerate(LEVELS):
            key = f"{code}-{number:02}"
            bank[key] = Statement(key, code, code[0], graded(level, SLOPES[number % 3], (number % 3 - 1) / 5))
        bank[f"{code}-99"] = Statement(f"{code}-99", code, code[0], question(2))
    return bank
