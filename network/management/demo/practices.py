"""Practice sheets of the demonstration: written, read by peers, published at their hour, some in review or still drafts."""

import functools
from typing import Any

from community.actions import practices as actions
from community.models import PracticePage, PracticeRemark, Space
from community.models.practices import SECTIONS
from competencies.models import Competency
from network.management.defaults.files import read_json
from network.management.demo.competencies import topic_names
from network.management.demo.story import Story, World

_KEPT = ("title", "result_line", *SECTIONS, "figures", "channel", "maturity", "licence")


def load_practices(world: World, story: Story, spaces: dict[str, Space]) -> int:
    """Plan the sheets that were never written here (known by owner and title); returns how many.

    The spaces must be told before: `story` orders by hour, and every sheet is younger than its space.
    """
    told = set(PracticePage.objects.values_list("person_owner_id", "title"))
    names, planned = topic_names(), 0
    for row in read_json("demo/practices.json"):
        if (world.people[row["author"]].pk, row["title"]) not in told:
            _plan(row, world, story, spaces[row["space"]], names)
            planned += 1
    return planned


def _plan(row: dict[str, Any], world: World, story: Story, space: Space, names: dict[str, str]) -> None:
    page = PracticePage()
    story.add(world.ago(row["days_ago"]), functools.partial(_draft, row, page, space, world, names))
    if row["state"] == "draft":
        return
    story.add(world.ago(row["days_ago"] - 0.5), functools.partial(_submit, row, page, world))
    if row.get("remarks"):
        story.add(world.ago(row["days_ago"] - 1), functools.partial(_send_back, row, page, world))
        story.add(world.ago(row["days_ago"] - 1.5), functools.partial(_submit, row, page, world))
    if row["state"] == "review":
        return
    story.add(world.ago(row["days_ago"] - 2), functools.partial(_approve, row, page, world))
    for release in row["releases"]:
        story.add(world.ago(release["days_ago"]), functools.partial(_change, row, release, page, world))
    if row["state"] == "archived":
        story.add(world.ago(row["days_ago"] / 4), functools.partial(_archive, row, page, world))


def _draft(row: dict[str, Any], page: PracticePage, space: Space, world: World, names: dict[str, str], at: Any) -> None:
    known = Competency.objects.filter(code__in=row["competencies"], retired_at=None)
    made = actions.create_draft(
        by=world.people[row["author"]],
        space=space,
        authors=[world.people[key] for key in row["authors"]],
        topic_names=[names[slug] for slug in row["topics"] if slug in names],
        competency_codes=list(known.values_list("code", flat=True)),
        at=at,
        **{name: row[name] for name in _KEPT},
    )
    page.__dict__.update(made.__dict__)


def _submit(row: dict[str, Any], page: PracticePage, world: World, at: Any) -> None:
    actions.ask_review(by=world.people[row["author"]], page=page, reviewers=[world.people[row["reviewer"]]], at=at)


def _send_back(row: dict[str, Any], page: PracticePage, world: World, at: Any) -> None:
    """A peer asks for changes, part by part; the author has taken the first one into account."""
    peer, author = world.people[row["reviewer"]], world.people[row["author"]]
    actions.decide(by=peer, page=page, approve=False, comment=row["said"], remarks=row["remarks"], at=at)
    first = PracticeRemark.objects.filter(review__page=page.pk).order_by("pk")[0]
    actions.mark_remark(by=author, remark=first, handled=True, at=at)


def _approve(row: dict[str, Any], page: PracticePage, world: World, at: Any) -> None:
    actions.decide(by=world.people[row["reviewer"]], page=page, approve=True, comment="Merci, c’est clair.", at=at)


def _change(row: dict[str, Any], release: dict[str, Any], page: PracticePage, world: World, at: Any) -> None:
    author, peer = world.people[row["author"]], world.people[release["by"]]
    actions.save_draft(by=author, page=page, change_note=release["note"], at=at, **release["changes"])
    actions.ask_review(by=author, page=page, reviewers=[peer], at=at)
    actions.decide(by=peer, page=page, approve=True, at=at)


def _archive(row: dict[str, Any], page: PracticePage, world: World, at: Any) -> None:
    actions.archive(by=world.people[row["author"]], page=page, at=at)
