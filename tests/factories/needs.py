"""Published figures, written directly: what pages read. The publisher itself is tested beside its rules."""

import datetime as dt
from collections.abc import Mapping

import factory

from competencies.enums import FigureFamily, FigureTable, SnapshotState
from competencies.models import Competency, Figure, Snapshot
from people.models import Organisation
from tests.cast import NOW


class SnapshotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Snapshot

    family = FigureFamily.NEEDS
    occasion = factory.Sequence(lambda n: f"standing-{n}")
    label_fr = factory.Sequence(lambda n: f"Portrait d’essai {n}")
    label_en = factory.Sequence(lambda n: f"Trial portrait {n}")
    taken_at = NOW
    rules = 1


Shown = tuple[int, int | str] | None


def figure(
    snapshot: Snapshot, competency: Competency | None, said: Shown, table: str = FigureTable.WHOLE, **place: object
) -> Figure:
    """`said`: people and share (or the name of a band); None hides it."""
    if said is None:
        return Figure(snapshot=snapshot, competency=competency, table=table, hidden=True, **place)
    people, share = said
    if competency is None:
        return Figure(snapshot=snapshot, competency=None, table=table, people=people, **place)
    band = share if isinstance(share, str) else ""
    gap = None if band else 5 * round(people * int(share) / 500)
    return Figure(
        snapshot=snapshot, competency=competency, table=table, people=people, gap_people=gap,
        share=None if band else share, band=band, **place,
    )  # fmt: skip


def published(
    whole: Mapping[Competency, Shown],
    places: Mapping[Organisation, Mapping[Competency, Shown]] | None = None,
    *,
    profiles: Mapping[str, Mapping[Competency, Shown]] | None = None,
    at: dt.datetime = NOW,
    people: Mapping[Organisation | None, int] | None = None,
    **values: object,
) -> Snapshot:
    """A published snapshot with the figures told: the whole, organisations, profiles, how many took part."""
    names = {"profiles": {code: [f"Profil {code}", f"Profile {code}"] for code in profiles or {}}, "teams": {}}
    snapshot = SnapshotFactory(taken_at=at, names=names, **values)
    rows = [figure(snapshot, one, said) for one, said in whole.items()]
    for place, cells in (places or {}).items():
        rows += [figure(snapshot, one, said, FigureTable.ORGANISATIONS, organisation=place) for one, said in cells.items()]
    for code, cells in (profiles or {}).items():
        rows += [figure(snapshot, one, said, FigureTable.PROFILES, profile=code) for one, said in cells.items()]
    for place, number in (people or {}).items():
        table = FigureTable.WHOLE if place is None else FigureTable.ORGANISATIONS
        rows.append(figure(snapshot, None, (number, 0), table, organisation=place))
    Figure.objects.bulk_create(rows)
    snapshot.state, snapshot.published_at, snapshot.progress = SnapshotState.PUBLISHED, at, 100
    snapshot.save()
    return snapshot
