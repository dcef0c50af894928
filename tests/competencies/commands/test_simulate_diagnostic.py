"""The tables come from the bank in force."""

import io

import pytest
from django.core.management import CommandError, call_command

from network.management.defaults.vocabulary import load_items
from tests.cast import NOW
from tests.data.test_items import CODES
from tests.factories.competencies import CompetencyFactory, FrameworkFactory


@pytest.mark.django_db
def test_without_a_bank_it_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="load_defaults"):
        call_command("simulate_diagnostic")


@pytest.mark.django_db
def test_it_prints_every_table() -> None:
    framework = FrameworkFactory()
    for code in CODES:
        CompetencyFactory(framework=framework, code=code)
    load_items(NOW)
    out = io.StringIO()
    call_command("simulate_diagnostic", people=25, runs=2, stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("Banque 2026.1\xa0: 275 énoncés, discrimination de 1.5 à 2.5; 25 personnes")
    assert [line.split()[0] for line in lines if " [" in line and "à" not in line] == [
        "-1.5",
        "-0.5",
        "+0.5",
        "+1.5",
        "ensemble",
    ] * 4
    assert lines[-1].startswith("Diagnostics entiers de 25 compétences\xa0: médiane ")
