"""`{% load results %}`: a finding in words, as a bar, as a verdict; what would change it, in sentences.

The dark mark of a bar stands where the level begins (level − 0.5): to its right the level is met.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.templatetags.charts import level_bar
from core.templatetags.pieces import kind
from core.templatetags.ui import component
from job_profiles.templatetags.descriptions import radar
from learning.enums import Verdict
from learning.queries import wording

register = template.Library()
for _words in (
    wording.span_words,
    wording.finding_words,
    wording.verdict_title,
    wording.verdict_lead,
    wording.verdict_why,
    wording.chance_words,
    wording.target_words,
    wording.age_words,
    wording.told_words,
    wording.apart_words,
    wording.answer_words,
    wording.turn_sentences,
    wording.pull_words,
    wording.level_of,
):
    register.simple_tag(_words)
register.filter(wording.source_words)
TONES = {Verdict.MET: "ok", Verdict.GAP: "gap", Verdict.UNDECIDED: "confirm"}
LOOKS = {Verdict.MET: "success", Verdict.GAP: "danger", Verdict.UNDECIDED: "confirm"}


@register.simple_tag
def finding_bar(finding: Any, names: Mapping[int, str]) -> SafeString | str:
    """The band of 80 % with its point, against the mark; nothing when nothing was said."""
    if finding.summary is None:
        return ""
    summary, tone = finding.summary, TONES[Verdict(finding.verdict)]
    words = wording.finding_words(finding, names)
    return level_bar(summary.mean, summary.low, summary.high, finding.level - 0.5, tone=tone, words=words)


@register.simple_tag
def span_bar(summary: Any, names: Mapping[int, str]) -> SafeString:
    """Anything with `mean`, `low` and `high`, without a target."""
    return level_bar(summary.mean, summary.low, summary.high, words=wording.span_words(summary, names))


@register.simple_tag
def verdict_pill(verdict: str) -> SafeString:
    return kind(LOOKS[Verdict(verdict)], str(Verdict(verdict).label))


@register.simple_tag
def level_scale(names: Mapping[int, str]) -> SafeString:
    """The names of the levels over a bar."""
    return component("level_scale", names=list(names.values()))


@register.inclusion_tag("job_profiles/parts/radar.html")
def result_radar(means: Sequence[Any]) -> dict[str, Any]:
    """What was found with a full line, what is expected with a dashed one."""
    names = [one.group.name for one in means]
    label = _("Radar du niveau estimé et du niveau attendu\xa0: les chiffres sont dans le tableau voisin.")
    return radar(names, [one.found or 0.0 for one in means], [one.aimed for one in means], label)
