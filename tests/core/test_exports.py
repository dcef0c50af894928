"""Files that people take away are safe to open."""

import pytest

from core.exports import safe_cell, to_csv


@pytest.mark.parametrize(
    ("value", "cell"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5", "-5"), ("-a", "'-a"), ("+1 418", "'+1 418"), (None, ""), ("é", "é"), (3, "3")],
)
def test_no_cell_is_a_formula(value, cell):
    assert safe_cell(value) == cell


def test_csv_has_a_mark_for_spreadsheets():
    assert to_csv(["Nom"], [["Amina, M."]]) == '\ufeffNom\r\n"Amina, M."\r\n'
