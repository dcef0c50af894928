"""The optimiser's answer in sentences: what it takes, how sure it is, why a course is in or out, what more money does."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.templatetags.formatting import is_english, money, number, percent
from learning.models import InterventionProposal
from learning.queries.proposals import WHOLE, names_in
from learning.rules.optimiser.reasons import Why
from learning.rules.proposals import effects_of, off_from_best

NAMED = 3


@dataclass(frozen=True)
class Kept:
    """A course that the answer holds. `seats`: in all; `places`: « MTMD (8), MSSS (4) »."""

    key: str
    title: str
    sessions: int
    seats: int
    places: str
    cost_cents: int
    closed: int
    why: str
    taken: bool


@dataclass(frozen=True)
class Out:
    key: str
    title: str
    why: str


@dataclass(frozen=True)
class Closing:
    name: str
    people: int
    closed: int


@dataclass(frozen=True)
class Answer:
    """All that the page of a proposal says."""

    kept: list[Kept]
    out: list[Out]
    closings: list[Closing]
    lead: str
    sure: str
    left_out: str
    options: list[str]
    budget_cents: int
    cost_cents: int
    closed: int


def cents(amount: float) -> str:
    """« 1 250 $ »; whole dollars, for nobody reads the rest in a plan."""
    return money(round(amount / 100))


def answer(one: InterventionProposal, taken: set[str]) -> Answer:
    result, inputs = one.result, one.inputs
    titles, names = names_in(inputs["courses"], is_english()), names_in(inputs["competencies"], is_english())
    closings = [
        Closing(names[code], people, round(closed)) for code, people, _counted, closed in result["closings"] if closed
    ]
    return Answer(
        kept=[_kept(row, titles, names, taken) for row in result["courses"]],
        out=[Out(row["course"], titles.get(row["course"], row["course"]), why_out(row)) for row in result["left_out"]],
        closings=closings,
        lead=_lead(result),
        sure=how_sure(result),
        left_out=what_was_left(inputs["left"], one.plan.organisation_id is None and one.asked.get("grain") != WHOLE),
        options=[option_words(row, titles) for row in result["options"]],
        budget_cents=result["budget_cents"],
        cost_cents=result["cost_cents"],
        closed=round(result["closed"]),
    )


def _kept(row: dict[str, Any], titles: dict[str, str], names: dict[str, str], taken: set[str]) -> Kept:
    effects = sorted(effects_of(row).items(), key=lambda pair: (-pair[1], pair[0]))
    seats, closed = sum(row["seats"].values()), sum(number for _code, number in effects)
    places = sorted(row["seats"].items(), key=lambda pair: (-pair[1], pair[0]))
    return Kept(
        key=row["course"], title=titles.get(row["course"], row["course"]), sessions=row["sessions"], seats=seats,
        places=", ".join(f"{place} ({count})" for place, count in places if place != WHOLE),
        cost_cents=row["cost_cents"], closed=closed,
        why=why_kept(row, [(names[code], people) for code, people in effects], seats, closed),
        taken=row["course"] in taken,
    )  # fmt: skip


def why_kept(row: dict[str, Any], effects: list[tuple[str, int]], seats: int, closed: int) -> str:
    """What it closes, most first, and what that costs."""
    shown = ", ".join(f"{name} ({people})" for name, people in effects[:NAMED])
    more = len(effects) - NAMED
    if more > 0:
        shown += ngettext(" et %(more)d autre compétence", " et %(more)d autres compétences", more) % {"more": more}
    price = {"seat": cents(row["cost_cents"] / seats), "gap": cents(row["cost_cents"] / closed) if closed else ""}
    if not row["cost_cents"]:
        return _("Comble %(shown)s, sans frais.") % {"shown": shown}
    if not closed:
        return _("%(seat)s la place.") % price
    return _("Comble %(shown)s. %(seat)s la place, %(gap)s l’écart comblé.") % {"shown": shown, **price}


def why_out(row: dict[str, Any]) -> str:
    """The first reason that holds, and what would change it."""
    words = {
        Why.NO_GAP: _("Aucun écart publié dans ce qu’elle développe."),
        Why.MINIMUM: _("Même seule, elle ne trouve pas le minimum de personnes d’une séance."),
        Why.OVER_BUDGET: _("Une seule séance coûte plus que tout le budget."),
        Why.COVERED: _("D’autres formations de la proposition comblent déjà ces écarts."),
        Why.PLACES_FULL: _("Les organisations qui en ont besoin ont atteint leur plafond de places."),
        Why.TOO_DEAR: _("Trop chère à côté des autres\u00a0: l’argent comble plus d’écarts ailleurs."),
        Why.NOT_NEEDED: _("Elle entrerait dans le budget, mais n’ajouterait presque rien."),
    }[Why(row["why"])]
    if row.get("enters_at_cents") is not None:
        words += " " + _("Elle entrerait à environ %(price)s la séance.") % {"price": cents(row["enters_at_cents"])}
    return words


def _lead(result: dict[str, Any]) -> str:
    courses = len(result["courses"])
    if not courses:
        return _("Aucune séance ne comble d’écart dans ce budget et ces limites.")
    values = {
        "count": courses,
        "closed": number(round(result["closed"])),
        "cost": cents(result["cost_cents"]),
        "budget": cents(result["budget_cents"]),
    }
    return (
        ngettext(
            "%(count)d formation comblerait environ %(closed)s écarts pour %(cost)s, sur un budget de %(budget)s.",
            "%(count)d formations combleraient environ %(closed)s écarts pour %(cost)s, sur un budget de %(budget)s.",
            courses,
        )
        % values
    )


def how_sure(result: dict[str, Any]) -> str:
    """The bound, and the distance to it."""
    off = off_from_best(result)
    values = {"bound": number(result["bound"], 1), "objective": number(result["objective"], 1), "off": percent(off, 1)}
    if result["stopped"]:
        return (
            _(
                "Le temps de calcul s’est écoulé\u00a0: une meilleure proposition existe peut-être. "
                "Celle-ci vaut %(objective)s écarts pondérés, et aucune ne dépasse %(bound)s (au "
                "plus %(off)s de mieux)."
            )
            % values
        )
    return (
        _(
            "Aucune proposition ne comblerait plus de %(bound)s écarts pondérés; celle-ci en comble "
            "%(objective)s (au plus %(off)s de mieux)."
        )
        % values
    )


def what_was_left(left: dict[str, int], may_widen: bool) -> str:
    """What the figures do not say, left out rather than guessed. `may_widen`: those of the whole may be tried."""
    words = []
    if left["hidden"]:
        words.append(
            ngettext(
                "%(hidden)d case sur %(cells)d est masquée et n’entre pas dans le calcul.",
                "%(hidden)d cases sur %(cells)d sont masquées et n’entrent pas dans le calcul.",
                left["hidden"],
            )
            % left
        )
        if may_widen and 2 * left["hidden"] > left["cells"]:
            words.append(_("Plus de la moitié le sont\u00a0: essayez avec les chiffres de l’ensemble."))
    else:
        words.append(_("Aucune case n’est masquée."))
    if left["low"]:
        words.append(
            _("Sous 10\u00a0%%, aucun nombre n’est publié\u00a0: ces cases sont laissées de côté (%(low)d).") % left
        )
    if left["high"]:
        words.append(_("Au-dessus de 90\u00a0%%, neuf personnes sur dix sont comptées (%(high)d).") % left)
    return " ".join(words)


def option_words(row: dict[str, Any], titles: dict[str, str]) -> str:
    """« 10 % de plus (55 000 $) : environ 6 écarts de plus; 1 séance de plus de « … ». »"""
    more = row["share"] > 0
    values = {
        "share": percent(abs(round(100 * row["share"]))),
        "budget": cents(row["budget_cents"]),
        "gain": number(abs(row["objective"]), 1),
    }
    if abs(row["objective"]) < 0.05:
        words = (
            _("%(share)s de plus (%(budget)s) ne comblerait rien de plus.")
            if more
            else _("%(share)s de moins (%(budget)s) ne coûterait aucun écart.")
        )
        return words % values
    words = (
        _("%(share)s de plus (%(budget)s) comblerait %(gain)s écarts pondérés de plus")
        if more
        else _("%(share)s de moins (%(budget)s) en comblerait %(gain)s de moins")
    ) % values
    moved = sorted(row["sessions"].items(), key=lambda pair: (-abs(pair[1]), pair[0]))[:NAMED]
    each = [f"{titles.get(key, key)} ({change:+d})".replace("-", "\u2212") for key, change in moved]
    return words + (_("\u00a0: séances de %(moved)s.") % {"moved": ", ".join(each)} if each else ".")
