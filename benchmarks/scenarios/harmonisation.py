"""Harmonisation: 500 descriptions of about 800 words compared within ten seconds; five of them side by side on a page."""

import random
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from django.utils import timezone

from benchmarks.bench import Bench, Row
from job_profiles.actions.imports import digest
from job_profiles.enums import DescriptionSource
from job_profiles.models import LocalDescription
from job_profiles.queries.comparison import reference_competencies
from job_profiles.rules.similarity import Description, find
from people.enums import RoleKind
from people.models import Organisation, Person, RoleHeld

LIMIT, SECONDS = 4.0, 10.0
DESCRIPTIONS, FAMILIES, WORDS, COLUMNS, OWNERS = 500, 40, 800, 5, 3
MATRIX = "/profils-emploi/harmonisation/matrice/"
VERBS = "rédiger publier vérifier coordonner animer conseiller planifier analyser corriger former mesurer produire".split()
THINGS = (
    "contenus gabarits pages campagnes infolettres comptes maquettes sondages plans rapports visuels capsules alertes cartes"
    " inventaires parcours prototypes calendriers budgets échéanciers indicateurs formulaires communiqués réponses"
).split()
MANNERS = (
    "accessibles ministériels numériques mensuels régionaux internes publics bilingues courts clairs sensibles urgents"
    " partenaires conformes mobiles trimestriels stratégiques partagés fiables simples"
).split()


def run(bench: Bench) -> Iterator[Row]:
    texts = _texts(random.Random(7))
    yield _comparison(texts)
    numbers = _kept(texts[::FAMILIES][:COLUMNS])
    _make_owners(bench)
    address = f"{MATRIX}?{urlencode([('d', number) for number in numbers])}"
    yield bench.page(f"Matrice de {COLUMNS} descriptions", lambda at: bench.visitor(at % OWNERS).get(address), limit=LIMIT)


def _texts(dice: random.Random) -> list[tuple[str, dict[str, str]]]:
    """Families of look-alikes: four sentences in five from the family's own stock, with a word changed now and then."""
    stocks = [[_sentence(dice) for _number in range(120)] for _family in range(FAMILIES)]
    return [_text(number, stocks[number % FAMILIES], dice) for number in range(DESCRIPTIONS)]


def _sentence(dice: random.Random) -> str:
    parts = (f"{dice.choice(THINGS)} {dice.choice(MANNERS)}" for _number in range(dice.randint(2, 5)))
    return f"{dice.choice(VERBS).capitalize()} les {', les '.join(parts)}"


def _text(number: int, stock: list[str], dice: random.Random) -> tuple[str, dict[str, str]]:
    lines: list[str] = []
    words = 0
    while words < WORDS:
        line = dice.choice(stock) if dice.random() < 0.8 else _sentence(dice)
        if dice.random() < 0.3:
            line = line.replace("les", "des", 1)
        lines.append(line)
        words += len(line.split())
    half = len(lines) // 2
    sections = {"mission": lines[0], "responsibilities": "\n".join(lines[1:half]), "requirements": "\n".join(lines[half:])}
    return f"Emploi {number % FAMILIES} {MANNERS[number % len(MANNERS)]}", sections


def _comparison(texts: list[tuple[str, dict[str, str]]]) -> Row:
    descriptions = [
        Description(key, title, "\n".join(sections.values())) for key, (title, sections) in enumerate(texts, start=1)
    ]
    competencies = reference_competencies()
    marks: list[int] = []
    # Loaded once a worker: not of the comparison.
    find(descriptions[:3], competencies)
    started = time.perf_counter()
    found = find(descriptions, competencies, lambda done, total: marks.append(done))
    seconds = time.perf_counter() - started
    words = sum(len(one.text.split()) for one in descriptions) // len(descriptions)
    note = f"{seconds:.1f} s, {len(found.pairs)} paires, {len(marks)} points de progression".replace(".", ",")
    return Row(
        f"Rapprochement de {len(descriptions)} descriptions de {words} mots", target=f"≤ {SECONDS:g} s",
        reached=seconds <= SECONDS and len(marks) > 10, note=note,
        details={"seconds": seconds, "pairs": len(found.pairs), "implied": len(found.implied)},
    )  # fmt: skip


def _kept(texts: list[tuple[str, dict[str, str]]]) -> list[int]:
    """Descriptions of one family, each of another organisation, in the world of the bench; made anew each time."""
    LocalDescription.objects.all().delete()
    places = list(Organisation.objects.order_by("pk")[: len(texts)])
    by = Person.objects.order_by("pk").first()
    rows = []
    for number, (title, sections) in enumerate(texts):
        text = "\n".join(sections.values())
        rows.append(
            LocalDescription(
                organisation=places[number % len(places)], title=title, sections=sections, text=text,
                digest=digest(f"{number} {text}"), source=DescriptionSource.PASTED, imported_by=by,
                imported_at=timezone.now(),
            ).prepare()
        )  # fmt: skip
    return [row.pk for row in LocalDescription.objects.bulk_create(rows)]


def _make_owners(bench: Bench) -> None:
    """The members of the sample who count the statements harmonise."""
    for visitor in bench.visitors[:OWNERS]:
        RoleHeld.objects.get_or_create(
            person=visitor.person, role=RoleKind.PROFILE_OWNER, organisation=None,
            defaults={"from_on": timezone.localdate()},
        )  # fmt: skip
