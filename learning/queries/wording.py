"""A finding in words: where the level lies, what decided, what would change it. Plain text, for pages and documents."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competencies.enums import GradedAnswer, ItemKind, Source
from competencies.rules.explaining import Trial, Turn
from competencies.rules.graded import nearest_level
from competencies.rules.sources import COURSE, EVIDENCE, MANAGER, SCENARIO
from core.templatetags.formatting import percent
from learning.enums import Verdict
from learning.models import Answer

OLD_IN_MONTHS = 6


def span_words(summary: Any, names: Mapping[int, str]) -> str:
    """« entre Application et Maîtrise », of anything with `low` and `high`; one name when both ends have it; « au plus
    Application » when the band begins below the first level."""
    low, high = nearest_level(summary.low), nearest_level(summary.high)
    named = {"low": names.get(low, str(low)), "high": names.get(high, str(high)), "first": names.get(1, "1")}
    if not high:
        return _("sous %(first)s") % named
    if not low:
        return _("au plus %(high)s") % named
    return named["low"] if low == high else _("entre %(low)s et %(high)s") % named


def finding_words(finding: Any, names: Mapping[int, str]) -> str:
    """« entre Application et Maîtrise; attendu : Maîtrise »."""
    found = span_words(finding.summary, names) if finding.summary else _("aucune réponse n’en dit rien encore")
    return _("%(found)s; attendu\xa0: %(level)s") % {"found": found, "level": names.get(finding.level, finding.level)}


def level_of(finding: Any, names: Mapping[int, str]) -> str:
    return names.get(finding.level, str(finding.level))


def pull_words(moved: float) -> str:
    """Which way an answer moved the chance, and how far, in words."""
    points = round(abs(100 * moved))
    words = (
        ngettext("Fait monter la chance de %(n)s point.", "Fait monter la chance de %(n)s points.", points)
        if moved > 0
        else ngettext("Fait baisser la chance de %(n)s point.", "Fait baisser la chance de %(n)s points.", points)
    )
    return words % {"n": points}


def verdict_title(verdict: str) -> str:
    return {
        Verdict.UNDECIDED: _("À discuter"),
        Verdict.GAP: _("Écarts décidés"),
        Verdict.MET: _("Forces décidées"),
    }[Verdict(verdict)]


def verdict_lead(verdict: str) -> str:
    """What the list means, and the bound of the decision."""
    return {
        Verdict.UNDECIDED: _(
            "Ce qui est su ne tranche pas. C’est la liste la plus utile\xa0: une conversation tranche souvent."
        ),
        Verdict.GAP: _("Décidé à plus de neuf chances sur dix\xa0: le niveau attendu n’était pas encore atteint."),
        Verdict.MET: _("Décidé à plus de neuf chances sur dix\xa0: le niveau attendu était atteint."),
    }[Verdict(verdict)]


def verdict_why(verdict: str) -> str:
    """Why one competency stands where it does."""
    return {
        Verdict.UNDECIDED: _("Ce qui est su ne tranche pas."),
        Verdict.GAP: _("C’était moins d’une chance sur dix le jour de la mesure\xa0: un écart."),
        Verdict.MET: _("C’était plus de neuf chances sur dix le jour de la mesure\xa0: une force."),
    }[Verdict(verdict)]


def chance_words(chance: float | None) -> str:
    """« 62 % »; what is nearly sure is never said to be so."""
    if chance is None:
        return "–"
    return percent(min(max(round(100 * chance), 1), 99))


def target_words(run: Any) -> str:
    """« Profil visé : Communication numérique, version 2 »."""
    if run.version is None:
        return _("Compétences choisies")
    values = {"name": run.version.profile.name, "number": run.version.number}
    return _("Profil visé\xa0: %(name)s, version %(number)s") % values


def age_words(result: Any) -> str:
    """What time did to the certainty of a result; "" while it did little."""
    months = round(result.years * 12)
    if not result.latest or months < OLD_IN_MONTHS:
        return ""
    words = ngettext("La mesure a %(n)s mois.", "La mesure a %(n)s mois.", months) % {"n": months}
    words += " " + _("Le niveau reste, la certitude diminue\xa0: les bandes se sont élargies.")
    if count := len(result.reopened):
        again = ngettext(
            "%(n)s compétence décidée alors est à discuter aujourd’hui.",
            "%(n)s compétences décidées alors sont à discuter aujourd’hui.",
            count,
        )
        words += " " + again % {"n": count}
    return words + " " + _("Un nouveau diagnostic rétablirait la certitude.")


def source_words(source: str) -> str:
    """« Vos réponses »."""
    return str(Source(source).label)


def told_words(part: Any) -> str:
    """On what a source rests."""
    if part.source in (EVIDENCE, COURSE):
        return ngettext("%(n)s pièce", "%(n)s pièces", part.told) % {"n": part.told}
    return ngettext("%(n)s énoncé", "%(n)s énoncés", part.told) % {"n": part.told}


def apart_words(parting: tuple[str, str, float]) -> str:
    low, high, levels = parting
    values = {"low": source_words(low), "high": source_words(high)}
    if levels < 1.5:
        return _("%(high)s et %(low)s se séparent d’environ un niveau\xa0: parlez-en avant de conclure.") % values
    return _("%(high)s et %(low)s se séparent de deux niveaux ou presque\xa0: parlez-en avant de conclure.") % values


def answer_words(answer: Answer) -> str:
    """What was answered: the step, or the option with whether it is right."""
    item = answer.item
    if answer.value is None:
        return _("Je ne sais pas")
    if item.kind == ItemKind.GRADED:
        return str(GradedAnswer(answer.value).label)
    return _("Bonne réponse") if answer.value == item.right else _("Autre réponse")


def _if(trial: Trial, names: Mapping[int, str]) -> str:
    """« une preuve examinée de niveau Maîtrise »."""
    level = names.get(trial.level or 0, str(trial.level))
    if trial.source == EVIDENCE:
        return _("une preuve examinée de niveau %(level)s") % {"level": level}
    if trial.source == COURSE:
        return _("une formation réussie de niveau %(level)s") % {"level": level}
    if trial.source == MANAGER:
        if trial.favourable:
            return _("votre gestionnaire qui dit avoir observé les énoncés proches du niveau attendu")
        return _("votre gestionnaire qui dit ne pas les avoir observés")
    if trial.source == SCENARIO and trial.favourable:
        return _("une mise en situation de plus, réussie")
    return _("une mise en situation de plus, manquée")


def turn_sentences(turns: Sequence[Turn] | None, names: Mapping[int, str], verdict: str) -> list[str]:
    """One sentence for each way out of the verdict that something would open: what would make of it a strength, a gap, or an
    open matter again."""
    ways: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    now = {Verdict.MET: True, Verdict.GAP: False, Verdict.UNDECIDED: None}[Verdict(verdict)]
    for turn in turns or ():
        if turn.decision is not now:
            ways[turn.decision].append(_(" avec ").join(_if(trial, names) for trial in turn.trials))
    words = {
        True: _("En ferait une force\xa0: %(ways)s."),
        False: _("En ferait un écart\xa0: %(ways)s."),
        None: _("En ferait de nouveau une question à discuter\xa0: %(ways)s."),
    }
    either = _("; ou ")
    return [words[way] % {"ways": either.join(found)} for way, found in ways.items() if found]
