"""Courses that ship: written once, left alone afterwards."""

import pytest

from learning.actions.course_loading import load_courses
from learning.enums import ApprovalBy
from learning.models import Course
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory

pytestmark = pytest.mark.django_db


def row(code, **more):
    return {
        "code": code, "title_fr": f"Écrire {code}", "title_en": "", "summary_fr": "Pour écrire.", "summary_en": "",
        "accessibility_fr": "", "accessibility_en": "", "language": "fr", "level": 2, "cost_cents": 0,
        "session_cost_cents": 0, "provider": "École fictive", "kind": "classroom", "hours": 1.5, "prerequisites": [],
        "prerequisites_fr": "", "prerequisites_en": "", "raises": [], "needs_approval": False,
    } | more  # fmt: skip


def test_a_course_as_its_row_says(caplog):
    CompetencyFactory(code="RED1")
    CompetencyFactory(code="RED9", retired_at=NOW)
    raises = [{"competency": code, "from": 0, "to": 2} for code in ("RED1", "RED9")]
    rows = [row("suite", prerequisites=["debut", "absente"], raises=raises, needs_approval=True), row("debut")]

    assert {course.key for course in load_courses(rows=rows, at=NOW)} == {"suite", "debut"}

    suite = Course.objects.get(key="suite")
    assert (suite.minutes, suite.sort_key, suite.approval) == (90, "ecrire suite", ApprovalBy.MANAGER)
    assert [str(one) for one in suite.raises.all()] == [f"{suite.raises.get().competency_id} 0→2"]
    assert list(suite.requires.values_list("key", flat=True)) == ["debut"]
    assert "RED9, which is unknown or retired" in caplog.text


def test_what_is_there_is_left_alone():
    load_courses(rows=[row("debut")], at=NOW)
    assert load_courses(rows=[row("debut", title_fr="Autre", level=4)], at=NOW, provider="Maillage") == []
    assert Course.objects.get().title_fr == "Écrire debut"


@pytest.mark.parametrize(
    ("cost", "kind", "approval"), [(0, "virtual", "manager"), (5000, "virtual", "lead"), (0, "external", "lead")]
)
def test_what_costs_is_the_leads_to_approve(cost, kind, approval):
    (course,) = load_courses(rows=[row("un", cost_cents=cost, kind=kind, needs_approval=True)], at=NOW)
    assert course.approval == approval
