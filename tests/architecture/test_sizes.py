"""Budgets that are printed and discussed: module 300 lines, function 40, template 120. Only folders without a name fail."""

import ast
import sys

from tests.architecture.house import APPS, ROOT, python_files, templates

NAMELESS = {"utils.py", "helpers.py", "services.py", "common", "misc.py"}


def test_nothing_has_a_nameless_home():
    wrong = [str(path) for app in APPS for path in (ROOT / app).rglob("*") if path.name in NAMELESS]
    assert wrong == []


def test_sizes_are_printed(capsys):
    modules = [(len(path.read_text("utf-8").splitlines()), path) for path in python_files()]
    functions = [
        (node.end_lineno - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.name}")
        for path in python_files()
        if path.relative_to(ROOT).parts[0] in APPS
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    pages = [(len(path.read_text("utf-8").splitlines()), path) for path in templates()]
    with capsys.disabled():
        for what, limit, rows in (("module", 300, modules), ("fonction", 40, functions), ("gabarit", 120, pages)):
            for size, name in sorted(rows, key=lambda row: -row[0]):
                if size > limit:
                    sys.stdout.write(
                        f"  {what} de {size} lignes (budget {limit}) : {str(name).removeprefix(str(ROOT) + '/')}\n"
                    )
    assert len(modules) > 100
