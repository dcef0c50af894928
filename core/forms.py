"""The form of the catalogue page: one field of each kind, so that its drawing and its errors can be looked at."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VisibilityChoice(forms.RadioSelect):
    """Who may see something, as cards that say what each choice means."""

    choice_help = {
        "network": _("Toutes les personnes membres de Maillage."),
        "space": _("Seulement les membres de l’espace."),
        "me": _("Personne d’autre, pas même la direction."),
    }
    choice_icons = {"network": "globe", "space": "users", "me": "lock"}


class SampleForm(forms.Form):
    title = forms.CharField(label=_("Titre"), max_length=120, help_text=_("Une phrase qui dit la question, sans sigle."))
    space = forms.ChoiceField(
        label=_("Espace"), choices=[("", "—"), ("1", "Accessibilité numérique"), ("2", "Rédaction claire")]
    )
    on = forms.DateField(label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(
        label=_("Genre"), choices=[("q", _("Question")), ("d", _("Discussion"))], widget=forms.RadioSelect, initial="q"
    )
    topics = forms.MultipleChoiceField(
        label=_("Thèmes"),
        required=False,
        choices=[("a", "accessibilité"), ("b", "cartes"), ("c", "rédaction")],
        widget=forms.CheckboxSelectMultiple,
    )
    visibility = forms.ChoiceField(
        label=_("Qui peut le voir"),
        choices=[("network", _("Le réseau")), ("space", _("L’espace")), ("me", _("Moi seulement"))],
        widget=VisibilityChoice,
        initial="space",
    )
    attachment = forms.FileField(label=_("Fichier"), required=False, help_text=_("PDF, image ou document, 10 Mo au plus."))
    follow = forms.BooleanField(label=_("Me prévenir des réponses"), required=False, initial=True)
    body = forms.CharField(
        label=_("Votre question"), widget=forms.Textarea, help_text=_("Ce que vous avez déjà essayé aide à répondre.")
    )
