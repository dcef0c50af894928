"""Imports: a dry run line by line, then everything or nothing."""

import sys
import time

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied

from people.actions.imports import NotAsChecked, carry_out
from people.actions.reporting import end_manager, set_manager
from people.models import Organisation, Person, ReportsTo, RoleHeld, Team, User
from people.queries.imports import examine
from people.queries.reporting import manager_of
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


def outcomes(text: str) -> list[tuple[int, str, list[str]]]:
    report, _plan = examine(text.encode(), TODAY)
    return [(line.number, line.outcome.value, [problem.column for problem in line.problems]) for line in report.lines]


def sentences(text: str) -> list[str]:
    report, _plan = examine(text.encode(), TODAY)
    return [problem.sentence for line in report.lines for problem in line.problems]


def run(text: str, now, by=None):
    return carry_out(data=text.encode(), by=by, at=now, on=TODAY)


NEW = """Courriel;Prénom;Nom;Fonction;Organisation;Affectation;Équipe;Langues;Gestionnaire;Rôles
zoe@exemple.test;Zoé;D’Amour-Fictive;Rédactrice;MTMD;MCC;Contenu;français, anglais;eric@exemple.test;Mentorat (MTMD)|trainer
eric@exemple.test;Éric;Noël-Fictif;Chef;mtmd;;Contenu;fr;aucun;
"""


def test_new_people_come_with_team_roles_and_manager(cast, now):
    report = run(NEW, now, by=cast.olga)

    assert report.counts == {"error": 0, "created": 2, "changed": 0, "unchanged": 0}
    zoe = Person.objects.select_related("user", "organisation", "assignment", "team").get(given_name="Zoé")
    assert (zoe.sort_key, zoe.folded_name) == ("d amour fictive zoe", "zoe d'amour-fictive")
    assert (zoe.organisation.acronym, zoe.assignment.acronym, zoe.languages) == ("MTMD", "MCC", ["fr", "en"])
    assert (zoe.team.name, zoe.team.organisation.acronym) == ("Contenu", "MCC")
    assert not zoe.user.has_usable_password()
    assert EmailAddress.objects.get(user=zoe.user).verified
    assert sorted(zoe.roles.values_list("role", "organisation__acronym", "given_by")) == [
        ("mentor", "MTMD", cast.olga.pk),
        ("trainer", None, cast.olga.pk),
    ]
    eric = Person.objects.get(given_name="Éric")
    assert manager_of(zoe, TODAY) == eric
    assert Team.objects.filter(name="Contenu").count() == 2


def test_the_same_file_again_changes_nothing(cast, now):
    run(NEW, now)
    before = (User.objects.count(), Person.objects.count(), RoleHeld.objects.count(), ReportsTo.objects.count())

    assert [outcome for _number, outcome, _columns in outcomes(NEW)] == ["unchanged", "unchanged"]
    assert run(NEW, now).counts["unchanged"] == 2
    assert (User.objects.count(), Person.objects.count(), RoleHeld.objects.count(), ReportsTo.objects.count()) == before


def test_known_people_change_only_where_a_cell_says_so(cast, now):
    row = f"{cast.amina.user.email.upper()},Amina,Cheffe,Neuve,{cast.farid.user.email}"
    text = f"courriel,prenom,fonction,equipe,gestionnaire\n{row}\n"
    report, _plan = examine(text.encode(), TODAY)
    assert report.lines[0].changes == ["Fonction", "Équipe", "Gestionnaire"]

    run(text, now)

    amina = Person.objects.get(pk=cast.amina.pk)
    assert (amina.role_title, amina.family_name) == ("Cheffe", cast.amina.family_name)
    assert amina.team == Team.objects.get(name="Neuve", organisation=cast.amina.organisation)
    assert manager_of(amina, TODAY) == cast.farid
    assert [outcome for _number, outcome, _columns in outcomes(text)] == ["unchanged"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",A,MTMD,,", "email"),
        ("pas-un-courriel,A,MTMD,,", "email"),
        ("n@exemple.test,,MTMD,,", "given_name"),
        ("n@exemple.test,A,,,", "organisation"),
        ("n@exemple.test,A,INCONNU,,", "organisation"),
        ("n@exemple.test,A,ECOLE,,", "organisation"),
        ("n@exemple.test,A,MTMD,inconnu@exemple.test,", "manager"),
        ("n@exemple.test,A,MTMD,n@exemple.test,", "manager"),
        ("n@exemple.test,A,MTMD,,Pape", "roles"),
        ("n@exemple.test,A,MTMD,,mentor:INCONNU", "roles"),
        ("n@exemple.test,A,MTMD,,administrator", "roles"),
        ("n@exemple.test,A,MTMD,,strategic_team:MTMD", "roles"),
        ("n@exemple.test," + "x" * 81 + ",MTMD,,", "given_name"),
    ],
)
def test_a_wrong_line_names_its_column_and_stops_the_whole_file(cast, now, row, column):
    Organisation.objects.create(acronym="ECOLE", name="École fictive", kind="school")
    text = f"courriel,prénom,organisation,gestionnaire,rôles\nbon@exemple.test,Bon,MTMD,,\n{row}\n"
    assert outcomes(text) == [(2, "created", []), (3, "error", [column])]

    with pytest.raises(NotAsChecked):
        run(text, now)

    assert not User.objects.filter(email="bon@exemple.test").exists()


def test_an_address_twice_points_at_the_first_line(cast):
    text = "courriel,prénom,organisation\na@exemple.test,A,MTMD\nA@exemple.test,B,MTMD\n"
    assert sentences(text) == ["Ce courriel figure déjà à la ligne 2."]


def test_who_left_is_not_brought_back_by_a_file(cast):
    Person.objects.filter(pk=cast.bruno.pk).update(status="left")
    assert sentences(f"courriel,prénom\n{cast.bruno.user.email},Bruno\n") == [
        "Cette personne a quitté le réseau. Invitez-la plutôt de nouveau."
    ]


def line(person, manager) -> str:
    return f"{person.user.email},{manager.user.email if manager else 'aucun'}\n"


def test_a_circle_within_the_file_or_with_the_network_is_refused(cast, now):
    head = "courriel,gestionnaire\n"
    within = head + line(cast.chloe, cast.david) + line(cast.david, cast.esther) + line(cast.esther, cast.chloe)
    assert outcomes(within) == [(2, "changed", []), (3, "changed", []), (4, "error", ["manager"])]
    assert outcomes(head + line(cast.jules, cast.amina)) == [(2, "error", ["manager"])]
    with pytest.raises(NotAsChecked):
        run(within, now)
    assert ReportsTo.objects.count() == 2


def test_the_order_of_the_lines_does_not_matter(cast, now):
    """Amina reports to Jules; the file turns that round: in either order it is no circle."""
    head = "courriel,gestionnaire\n"
    rows = [line(cast.jules, cast.amina), line(cast.amina, None)]
    for text in (head + rows[0] + rows[1], head + rows[1] + rows[0]):
        assert [outcome for _number, outcome, _columns in outcomes(text)] == ["changed", "changed"]
    run(head + line(cast.jules, cast.amina) + line(cast.amina, None), now)
    assert manager_of(cast.jules, TODAY) == cast.amina
    assert manager_of(cast.amina, TODAY) is None


def test_organisations_are_made_and_changed(cast, now):
    new = "NEUF;Organisme neuf;Organisme;non;neuf.exemple.test"
    text = f"Sigle;Nom;Genre;Visée;Domaine\n{new}\nmtmd;Ministère fictif MTMD;;oui;\nMCC;Nouveau nom;;;\n"
    assert outcomes(text) == [(2, "created", []), (3, "unchanged", []), (4, "changed", [])]

    run(text, now, by=cast.olga)

    new = Organisation.objects.get(acronym="NEUF")
    assert (new.name, new.kind, new.covered, new.mail_domain) == ("Organisme neuf", "body", False, "neuf.exemple.test")
    assert Organisation.objects.get(acronym="MCC").sort_key == "nouveau nom"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (";Nom;;;", "acronym"),
        ("A/B;Nom;;;", "acronym"),
        ("NEUF;;;;", "name"),
        ("NEUF;Nom;galaxie;;", "kind"),
        ("NEUF;Nom;;peut-être;", "covered"),
        ("NEUF;Nom;;;pris.exemple.test", "mail_domain"),
    ],
)
def test_a_wrong_organisation_names_its_column(cast, row, column):
    Organisation.objects.filter(acronym="MCC").update(mail_domain="pris.exemple.test")
    assert outcomes(f"Sigle;Nom;Genre;Visée;Domaine\n{row}\n") == [(2, "error", [column])]


def test_what_changed_since_the_dry_run_stops_the_import(cast, now):
    text = f"courriel,gestionnaire\n{cast.chloe.user.email},{cast.amina.user.email}\n"
    checked, _plan = examine(text.encode(), TODAY)
    set_manager(person=cast.amina, manager=cast.chloe, from_on=TODAY, by=cast.olga, at=now)
    with pytest.raises(NotAsChecked) as refused:
        carry_out(data=text.encode(), by=cast.olga, at=now, on=TODAY, checked=checked)
    assert refused.value.report.counts["error"] == 1
    end_manager(person=cast.amina, on=TODAY, by=cast.olga, at=now)


def test_only_administrators_import(cast, now):
    with pytest.raises(PermissionDenied):
        run(NEW, now, by=cast.gisele)


def test_five_thousand_lines_take_seconds_and_few_queries(cast, now, capsys, django_assert_max_num_queries):
    rows = [
        f"figurant{n}@exemple.test;Prénom{n};Nom{n};Conseil;MTMD;;Équipe {n % 40};fr;"
        f"{'figurant' + str((n - 1) // 10) + '@exemple.test' if n else 'aucun'};"
        for n in range(5000)
    ]
    text = NEW.splitlines()[0] + "\n" + "\n".join(rows)
    began = time.perf_counter()
    report, _plan = examine(text.encode(), TODAY)
    checked = time.perf_counter()
    with django_assert_max_num_queries(120):
        run(text, now)
    done = time.perf_counter()
    with capsys.disabled():
        sys.stdout.write(f"\n  5 000 lignes : vérifiées en {checked - began:.1f} s, importées en {done - checked:.1f} s\n")
    assert report.counts["created"] == 5000
    assert ReportsTo.objects.count() == 2 + 4999
    assert done - began < 120
