"""What is the same for everybody is drawn once per language, and knows nothing of the page."""

from django.template import engines
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
