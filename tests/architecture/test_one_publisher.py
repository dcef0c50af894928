"""Nobody but the publisher reads contributions, contributors or audit marks: nothing else counts people by competency."""

import ast

from tests.architecture.house import APPS, ROOT, python_files

PRIVATE = {"Contribution", "Contributor", "AuditMark"}
PRIVATE_MODULES = {"competencies.queries.contributions", "competencies.queries.figures"}
# The publisher: its tables, its reads, its actions, and the person's own export and erasure.
PUBLISHER = {
    "competencies/models/__init__.py",
    "competencies/models/publishing.py",
    "competencies/queries/contributions.py",
    "competencies/queries/figures.py",
    "competencies/actions/publishing.py",
    "competencies/panels.py",
}
TABLES = ("competencies_contribution", "competencies_contributor", "competencies_auditmark")


def names_of(source: str) -> set[str]:
    """Private names that a module speaks of: imported, taken from a module, or written in SQL or in a lookup by name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            found |= PRIVATE & {alias.name for alias in node.names}
            module = node.module or ""
            found |= PRIVATE_MODULES & {module, *(f"{module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= PRIVATE_MODULES & {alias.name for alias in node.names}
        elif isinstance(node, ast.Attribute):
            found |= PRIVATE & {node.attr}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= {table for table in TABLES if table in node.value}
            found |= {name for name in PRIVATE if node.value.lower() in (name.lower(), f"competencies.{name.lower()}")}
    return found


def test_only_the_publisher_reads_who_counts():
    found = {
        str(path.relative_to(ROOT)): names
        for path in python_files()
        if path.relative_to(ROOT).parts[0] in APPS and (names := names_of(path.read_text("utf-8")))
    }
    others = {path: names for path, names in found.items() if path not in PUBLISHER}
    assert others == {}


def test_the_net_catches_a_second_publisher():
    """The test above would prove nothing if these passed it."""
    assert names_of("from competencies.models import Contribution") == {"Contribution"}
    assert names_of("models.AuditMark.objects.values('profile').annotate(n=Count('pk'))") == {"AuditMark"}
    assert names_of("cursor.execute('SELECT count(*) FROM competencies_contribution')") == {"competencies_contribution"}
    assert names_of("apps.get_model('competencies', 'contribution')") == {"Contribution"}
    assert names_of("from competencies.queries import contributions") == {"competencies.queries.contributions"}
