"""Form fields: label, help, control, error, and what ties them together for a screen reader."""

import pytest
from django import forms

from core.forms import SampleForm
from core.templatetags import fields


def refused() -> SampleForm:
    form = SampleForm({"title": "", "body": "x", "kind": "q", "visibility": "zz"})
    form.is_valid()
    return form


def draw(bound: forms.BoundField) -> str:
    return fields.field(bound, values={})


def test_a_field_has_its_label_and_its_help():
    drawn = draw(SampleForm()["title"])

    assert '<label class="field-label" for="id_title">Titre</label>' in drawn
    assert 'id="id_title_helptext"' in drawn
    assert 'aria-describedby="id_title_helptext"' in drawn


def test_an_optional_field_says_so():
    assert "(facultatif)" in draw(SampleForm()["on"])
    assert "(facultatif)" not in draw(SampleForm()["title"])


def test_an_error_stands_next_to_its_field():
    drawn = draw(refused()["title"])

    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="id_title_helptext id_title_error"' in drawn
    assert 'id="id_title_error"' in drawn


def test_choices_are_a_group_and_cards_when_they_carry_help():
    group = draw(SampleForm()["kind"])
    cards = draw(SampleForm()["visibility"])

    assert group.startswith('<fieldset class="field" id="id_kind_group"><legend>Genre</legend>')
    assert 'value="q"' in group and "checked" in group
    assert cards.count("choice-card") == 4
    assert "Seulement les membres de l’espace." in cards


def test_hidden_fields_stay_hidden():
    class Form(forms.Form):
        secret = forms.CharField(widget=forms.HiddenInput)

    assert draw(Form()["secret"]) == '<input type="hidden" name="secret" id="id_secret">'


def test_the_summary_leads_to_the_fields():
    drawn = fields.form_errors(refused())

    assert 'href="#id_title"' in drawn
    assert 'href="#id_visibility_0"' in drawn
    assert "Il reste 3 choses à corriger" in drawn


@pytest.mark.parametrize(
    "form", [SampleForm(), SampleForm({"title": "a", "space": "1", "kind": "q", "visibility": "me", "body": "b"})]
)
def test_no_summary_when_all_is_well(form):
    assert fields.form_errors(form) == ""


def test_typed_text_comes_back_escaped():
    form = SampleForm({"title": "<b>", "body": ""})

    assert 'value="&lt;b&gt;"' in draw(form["title"])
