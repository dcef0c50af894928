"""The import from a terminal."""

import io

import pytest
from django.core.management import CommandError, call_command

from people.models import Person

pytestmark = pytest.mark.django_db
TEXT = "courriel,prénom,organisation\nzoe@exemple.test,Zoé,{place}\n"


def run(tmp_path, text: str, *options: str) -> tuple[str, str]:
    path = tmp_path / "membres.csv"
    path.write_text(text, "utf-8")
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_people", str(path), *options, stdout=out, stderr=err)
    except CommandError as error:
        err.write(str(error))
    return out.getvalue(), err.getvalue()


def test_a_dry_run_says_and_writes_nothing(cast, tmp_path):
    out, err = run(tmp_path, TEXT.format(place="MTMD"), "--dry-run")
    assert out.startswith("1 ajouts, 0 changements, 0 lignes inchangées")
    assert "vérification seulement" in out
    assert err == ""
    assert not Person.objects.filter(given_name="Zoé").exists()


def test_the_import_says_how_far_it_is(cast, tmp_path):
    out, _err = run(tmp_path, TEXT.format(place="MTMD"))
    assert out.startswith("1 personnes ajoutées\n1 ajouts")
    assert Person.objects.filter(given_name="Zoé").exists()


def test_wrong_lines_are_named_and_nothing_is_written(cast, tmp_path):
    _out, err = run(tmp_path, TEXT.format(place="INCONNU"))
    assert "ligne 2 (zoe@exemple.test), Organisation\u00a0: Sigle inconnu (INCONNU)." in err
    assert "1 lignes à corriger\u00a0: rien n’a été importé." in err
    assert not Person.objects.filter(given_name="Zoé").exists()


def test_a_missing_file_is_one_sentence(tmp_path, db):
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        call_command("import_people", str(tmp_path / "absent.csv"))
