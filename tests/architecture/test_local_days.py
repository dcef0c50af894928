"""A day is a day of Québec: a moment's `.date()` is that of Greenwich, tomorrow's date for who works in the evening."""

import ast

from tests.architecture.house import APPS, ROOT

# Where the moment was put in the zone of the page just before.
ALLOWED = {
    "activity/rules/reminders.py",
    "activity/rules/timing.py",
    "core/templatetags/formatting.py",
    "core/templatetags/ui.py",
}


def days_of_greenwich(source: str) -> list[int]:
    """Lines that take `.date()` of something that is not `localtime(…)`."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "date"
        and not node.args
        and not (isinstance(node.func.value, ast.Call) and "localtime" in ast.unparse(node.func.value.func))
    ]


def test_no_day_of_greenwich():
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for app in (*APPS, "tests")
        for path in (ROOT / app).rglob("*.py")
        if str(path.relative_to(ROOT)) not in ALLOWED
        for line in days_of_greenwich(path.read_text("utf-8"))
    }
    assert found == set()


def test_it_would_be_found():
    assert days_of_greenwich("on = at.date()\nother = timezone.localtime(at).date()\nthird = (at - day).date()") == [1, 3]
