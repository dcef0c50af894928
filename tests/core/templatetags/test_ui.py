"""The tags of the interface: what they draw, and that nothing unsafe comes through."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import engines
from django.utils import timezone

from core.templatetags import charts, markup


def draw(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def test_icon_is_silent_and_inline():
    drawn = draw('{% icon "bell" %}')

    assert drawn.startswith('<svg class="icon" viewBox="0 0 24 24"')
    assert 'aria-hidden="true"' in drawn
    assert "\n" not in drawn


@pytest.mark.parametrize("name", ["no-such-icon", "../secret", ""])
def test_an_unknown_icon_is_an_error(name):
    with pytest.raises(ValueError, match="There is no icon"):
        markup.icon(name)


def test_avatar_draws_initials_on_a_colour_of_the_id():
    person = SimpleNamespace(pk=10, name="Amina Benali")

    assert (
        draw('{% avatar person "s" %}', person=person) == '<span class="avatar avatar-s face-2" aria-hidden="true">AB</span>'
    )


def test_avatar_draws_a_photo_and_a_stranger():
    person = SimpleNamespace(pk=1, name="A", photo_url="/photo?a=1&b=2")

    assert 'src="/photo?a=1&amp;b=2"' in draw("{% avatar person %}", person=person)
    assert ">?</span>" in draw("{% avatar person %}", person=None)


def test_kind_names_the_thing():
    assert draw('{% kind "question" %}') == '<span class="kind kind-question">Question · sans réponse</span>'
    assert "<b>" not in draw('{% kind "watch" words %}', words="<b>")


def test_when_holds_the_full_date():
    drawn = draw("{% when at %}", at=timezone.now() - dt.timedelta(minutes=25))

    assert ">il y a 25 min</time>" in drawn
    assert 'title="' in drawn
    assert draw("{% when at %}", at=None) == ""


def test_button_becomes_a_link_with_an_address():
    assert draw('{% button "Lire" url="/x/" %}') == '<a class="btn" href="/x/">Lire</a>'
    assert draw('{% button "Ok" "primary" type="submit" %}') == '<button class="btn btn-primary" type="submit">Ok</button>'


def test_post_button_works_without_scripts():
    drawn = draw('{% post_button "Suivre" "/suivre/" pressed=True name="a" value="b" hx_target="#x" %}', csrf_token="jeton")

    assert '<form method="post" action="/suivre/" class="inline" hx-target="#x">' in drawn
    assert '<input type="hidden" name="csrfmiddlewaretoken" value="jeton"><input type="hidden" name="a" value="b">' in drawn
    assert 'aria-pressed="true"' in drawn


def test_attributes_are_escaped():
    assert markup.attributes({"hx_vals": '{"a": 1}', "hidden": True, "no": None, "off": False}) == (
        ' hx-vals="{&quot;a&quot;: 1}" hidden'
    )


def test_breadcrumb_ends_with_this_page():
    drawn = draw('{% breadcrumb "Espaces" "/e/" "Fil" %}')

    assert '<li><a href="/e/">Espaces</a></li><li><span aria-current="page">Fil</span></li>' in drawn


@pytest.mark.parametrize(
    ("current", "link", "order"),
    [("", "tri=nom", "none"), ("nom", "tri=-nom", "ascending"), ("-nom", "tri=nom", "descending")],
)
def test_sort_header_turns_the_order(rf, current, link, order):
    drawn = draw('{% sort_header "nom" "Nom" current=current %}', request=rf.get("/?avant=9"), current=current)

    assert f'aria-sort="{order}"' in drawn
    assert f'href="?{link}"' in drawn


def test_pager_and_live_line_are_nothing_without_content():
    assert draw("{% pager %}") == ""
    assert draw('{% live_line 0 "/x/" %}') == ""
    assert draw('{% live_line 1 "/x/" %}') == '<a class="live-line" href="/x/">1 nouvelle réponse</a>'


def test_blocks_hold_their_content():
    assert "<p>Oui</p>" in draw('{% notice "warning" "Titre" %}<p>Oui</p>{% endnotice %}')
    assert 'aria-labelledby="d-title"' in draw('{% dialog "d" "Titre" %}x{% enddialog %}')
    assert '<details class="menu">' in draw('{% menu "Actions" %}x{% endmenu %}')
    assert "<h2>Rien</h2>" in draw('{% empty_state "inbox" "Rien" %}x{% endempty_state %}')


def test_toast_offers_to_take_back():
    drawn = draw("{% toast message %}", message=Message(constants.SUCCESS, "Publié", extra_tags="undo=/retirer/"))

    assert 'data-toast-undo="/retirer/"' in drawn
    assert '<form class="inline" method="post" action="/retirer/">' in drawn
    assert "Publié" in drawn


def test_theme_attribute_reads_the_cookie_then_the_person(rf):
    request = rf.get("/")
    request.COOKIES["theme"] = "dark"

    assert draw("{% theme_attribute %}", request=request) == ' data-theme="dark"'
    request.COOKIES["theme"] = '"><script>'
    assert draw("{% theme_attribute %}", request=request) == ""
    assert draw("{% theme_attribute %}", viewer=SimpleNamespace(theme="light")) == ' data-theme="light"'


def test_level_bar_says_what_it_shows():
    names = ["Sensibilisation", "Application", "Maîtrise", "Expertise"]

    assert charts.level_words(1.1, 1.9, 3, names=names) == "entre Sensibilisation et Application; attendu\u00a0: Maîtrise"
    assert charts.level_words(3, 3.2, names=names) == "Maîtrise"
    drawn = charts.level_bar(1.5, 1.1, 1.9, 3, tone="gap", names=names)
    assert drawn.count('class="grid-line"') == 5
    assert "style=" not in drawn


def test_bar_stays_within_its_track():
    assert 'class="bar-value" width="100.0%"' in charts.bar(50, 10)
    assert 'class="bar-value" width="0.0%"' in charts.bar(1, 0)
