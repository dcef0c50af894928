"""Our own French words obey Québec's spacing: strings of the code and of the templates."""

import ast
import re

import pytest
from django.utils.translation import trim_whitespace

from core.rules.typography import faults
from tests.architecture.house import APPS, ROOT, python_files, templates

_MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
_VARIABLE = re.compile(r"%\(\w+\)[a-z]|{{.*?}}|{%.*?%}|%%|https?://\S+|{\w*}", re.DOTALL)


def strings_of_code():
    for path in python_files():
        if path.relative_to(ROOT).parts[0] not in APPS:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _MARKERS:
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", argument.value


def strings_of_templates():
    translate = re.compile(r"""{%\s*(?:translate|trans)\s+(?:"([^"]+)"|'([^']+)')|_\((?:"([^"]+)"|'([^']+)')\)""")
    block = re.compile(r"{%\s*blocktrans(?:late)?[^%]*%}(.*?){%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
    for path in templates():
        source = path.read_text("utf-8")
        for match in translate.finditer(source):
            yield str(path.relative_to(ROOT)), next(group for group in match.groups() if group)
        for match in block.finditer(source):
            for part in re.split(r"{%\s*plural\s*%}", match[1]):
                yield str(path.relative_to(ROOT)), trim_whitespace(part)


@pytest.mark.parametrize("source", [strings_of_code, strings_of_templates])
def test_quebec_spacing(source):
    strings = list(source())
    wrong = [f"{where}: {fault}: {text[:80]!r}" for where, text in strings for fault in faults(_VARIABLE.sub("1", text))]
    assert len(strings) > 50
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Attention\u00a0: lisez", True),
        ("Attention : lisez", False),
        ("Attention: lisez", False),
        ("«\u00a0Oui\u00a0»", True),
        ("« Oui »", False),
        ("50\u00a0%", True),
        ("50 %", False),
        ("50%", False),
        ("Vraiment?", True),
        ("Vraiment ?", False),
        ("Vraiment\u00a0?", False),
        ("l’école", True),
        ("l'école", False),
        ("14\u00a0h\u00a030", True),
        ("et puis...", False),
    ],
)
def test_the_lint_itself(text, right):
    assert (faults(text) == []) is right
