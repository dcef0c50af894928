"""What the page of one's diagnostic and the page of a statement read first, one statement each: the diagnostic is opened as
often as the home page, and the same reads made one by one cost several times as much.

Rows come as the models they are, with the columns that these pages show; tests hold them equal to the general reads of
queries/runs.py and queries/diagnostics.py.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

from competencies.models import ItemBank
from competencies.queries.estimates import PURPOSE
from core.database import prepared
from job_profiles.models import JobProfile, ProfileVersion
from learning.enums import RunState
from learning.models import Campaign, Run
from people.enums import ConsentChoice
from people.models import Person
from people.queries.consents import purposes

M = TypeVar("M", bound=Model)
RUN = [field.attname for field in Run._meta.concrete_fields]
BANK, VERSION = ("id", "version", "state"), ("id", "profile_id", "number", "state")
PROFILE, CAMPAIGN = ("id", "name_fr", "name_en"), ("id", "name_fr", "name_en")


def _columns(table: str, names: Sequence[str]) -> str:
    return ", ".join(f"{table}.{name}" for name in names)


_CONSENT = """
LEFT JOIN LATERAL (SELECT said.choice, said.notice_version FROM people_consent said
  WHERE said.person_id = %(person)s::bigint AND said.purpose = %(purpose)s::text
  ORDER BY said.at DESC, said.id DESC LIMIT 1) consent ON true
"""
_AIMED = """
(SELECT json_agg(json_build_array(competency.code, target.level) ORDER BY target."order", target.id)
  FROM learning_runtarget target JOIN competencies_competency competency ON competency.id = target.competency_id
  WHERE target.run_id = run.id)
"""
_ONE = f"""
SELECT consent.choice, consent.notice_version, framework.id, framework.loaded_at, {_AIMED},
  {_columns("run", RUN)}, {_columns("bank", BANK)}
FROM learning_run run JOIN competencies_itembank bank ON bank.id = run.bank_id
LEFT JOIN competencies_framework framework ON framework.current {_CONSENT}
WHERE run.id = %(run)s::bigint AND run.person_id = %(person)s::bigint
"""  # noqa: S608 (names of columns)
# One row at least, for the consent. The open run stands first, then the finished ones, the newest before.
_ALL = f"""
SELECT consent.choice, consent.notice_version, CASE WHEN run.state = 'open' THEN {_AIMED} END,
  (SELECT json_build_array(count(*), count(*) FILTER (WHERE target.verdict = 'met'),
    count(*) FILTER (WHERE target.verdict = 'gap')) FROM learning_runtarget target WHERE target.run_id = run.id),
  {_columns("run", RUN)}, {_columns("bank", BANK)}, {_columns("version", VERSION)}, {_columns("profile", PROFILE)},
  {_columns("campaign", CAMPAIGN)}
FROM (SELECT 1) one {_CONSENT}
LEFT JOIN LATERAL (SELECT * FROM learning_run mine WHERE mine.person_id = %(person)s::bigint
  ORDER BY mine.state = 'open' DESC, mine.finished_at DESC, mine.id DESC LIMIT %(size)s::int) run ON true
LEFT JOIN competencies_itembank bank ON bank.id = run.bank_id
LEFT JOIN job_profiles_profileversion version ON version.id = run.version_id
LEFT JOIN job_profiles_jobprofile profile ON profile.id = version.profile_id
LEFT JOIN learning_campaign campaign ON campaign.id = run.campaign_id
ORDER BY run.state = 'open' DESC, run.finished_at DESC, run.id DESC
"""  # noqa: S608 (names of columns)


@dataclass(frozen=True)
class Reading:
    """One run with its bank. `aimed`: level by code of competency; `framework`: this loading of the framework in force, by
    which what is said of it may be kept."""

    run: Run
    on: bool
    aimed: Mapping[str, int]
    framework: Hashable


@dataclass(frozen=True)
class Seen:
    """One of a person's runs. `aimed`: of an open one; `asked`, `met`, `gap`: numbers of its competencies."""

    run: Run
    aimed: Mapping[str, int]
    asked: int
    met: int
    gap: int


@dataclass(frozen=True)
class AllRuns:
    """`outdated`: an older notice was accepted. `finished`: the newest first, as many as were asked for."""

    on: bool
    outdated: bool
    open: Seen | None
    finished: list[Seen]


@prepared
def reading_of(person: Person, pk: int) -> Reading:
    """Raises DoesNotExist for a run of somebody else."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE, {"run": pk, "person": person.pk, "purpose": PURPOSE})
        row = cursor.fetchone()
    if row is None:
        raise Run.DoesNotExist
    choice, notice, framework, loaded_at, aimed, *rest = row
    run, bank = _split(rest, len(RUN), len(BANK))
    return Reading(_run(person, run, bank), _is_on(person, choice, notice), _levels(aimed), (framework, loaded_at))


@prepared
def all_runs(person: Person, most: int) -> AllRuns:
    """The open run and the newest `most` finished ones, with all that a row of them names."""
    with connection.cursor() as cursor:
        cursor.execute(_ALL, {"person": person.pk, "purpose": PURPOSE, "size": most + 1})
        rows = cursor.fetchall()
    choice, notice = rows[0][:2]
    on = _is_on(person, choice, notice)
    seen = [_seen(person, row[2:]) for row in rows if row[4] is not None]
    open_one = seen.pop(0) if seen and seen[0].run.state == RunState.OPEN else None
    return AllRuns(on, choice == ConsentChoice.GIVEN and not on, open_one, seen[:most])


def _is_on(person: Person, choice: str | None, notice: str | None) -> bool:
    """As `people.queries.consents.has_consent` has it for a purpose that is off until it is accepted."""
    return person.is_active and choice == ConsentChoice.GIVEN and notice == purposes[PURPOSE].version


def _levels(pairs: Sequence[tuple[str, int]] | None) -> dict[str, int]:
    return dict(pairs or ())


def _seen(person: Person, row: Sequence[Any]) -> Seen:
    aimed, numbers, *rest = row
    run, bank, version, profile, campaign = _split(rest, len(RUN), len(BANK), len(VERSION), len(PROFILE), len(CAMPAIGN))
    found = _run(person, run, bank)
    found.version = _partly(ProfileVersion, VERSION, version)
    if found.version is not None:
        found.version.profile = _partly(JobProfile, PROFILE, profile)  # type: ignore[assignment]
    found.campaign = _partly(Campaign, CAMPAIGN, campaign)
    return Seen(found, _levels(aimed), *numbers)


def _run(person: Person, row: Sequence[Any], bank: Sequence[Any]) -> Run:
    run = Run.from_db(connection.alias, RUN, row)
    run.person = person
    run.bank = _partly(ItemBank, BANK, bank)  # type: ignore[assignment]
    return run


def _partly(model: type[M], names: Sequence[str], row: Sequence[Any]) -> M | None:
    """A row with these of its columns, in the order of the model; None where there is none. Others are read when asked."""
    return None if row[0] is None else model.from_db(connection.alias, names, row)


def _split(row: Sequence[Any], *lengths: int) -> list[Sequence[Any]]:
    parts, at = [], 0
    for length in lengths:
        parts.append(row[at : at + length])
        at += length
    return parts
