"""What is the same for everybody is drawn once per language, and knows nothing of the page."""

import pytest
from django.template import TemplateSyntaxError, engines
from django.utils import translation


def test_drawn_once_per_language_without_the_context():
    template = engines["django"].from_string(
        '{% frozen %}{% translate "Membres" %}{% firstof name csrf_token "-" %}{% endfrozen %}|{{ name }}'
    )
    with translation.override("fr"):
        first = template.render({"name": "Amina", "csrf_token": "x"})
        assert first == "Membres-|Amina"
        assert template.render({"name": "Bruno"}) == "Membres-|Bruno"
    with translation.override("en"):
        assert template.render({"name": "Bruno"}).endswith("-|Bruno")


def test_what_is_included_inside_is_drawn_too():
    template = engines["django"].from_string('{% frozen %}{% include "layouts/parts/logo.html" %}{% endfrozen %}')
    assert template.render({}).startswith("<svg")


def test_by_a_key_it_is_drawn_once_per_key():
    template = engines["django"].from_string("{% frozen by role %}{{ role }} {{ number }}{% endfrozen %}")
    assert template.render({"role": "a", "number": 1}) == "a 1"
    assert template.render({"role": "b", "number": 2}) == "b 2"
    assert template.render({"role": "a", "number": 3}) == "a 1"


def test_what_was_shown_longest_ago_is_given_up_first(monkeypatch):
    monkeypatch.setattr("core.templatetags.frozen.MOST_KEPT", 2)
    template = engines["django"].from_string("{% frozen by key %}{{ number }}{% endfrozen %}")
    for number, key in enumerate("abac"):
        template.render({"key": key, "number": number})
    assert [template.render({"key": key, "number": 9}) for key in "acb"] == ["0", "3", "9"]


@pytest.mark.parametrize("words", ["by", "une fois"])
def test_it_is_written_in_two_ways_only(words):
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string(f"{{% frozen {words} %}}{{% endfrozen %}}")
