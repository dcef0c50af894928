"""Words between the person and a partner; the note of a review."""

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.models import PlanComment

MOST = PlanComment._meta.get_field("body").max_length


class CommentForm(forms.Form):
    body = forms.CharField(
        label=_("Votre message"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Écrivez un mot avant d’envoyer.")},
    )


class ReviewForm(forms.Form):
    note = forms.CharField(
        label=_("Ce que je retiens"),
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Pour vous seul ou seule, sauf si vous l’envoyez à une personne ci-dessous."),
    )
    tell = forms.TypedMultipleChoiceField(
        label=_("L’envoyer aussi à"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: object, partners: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["tell"].choices = partners  # type: ignore[attr-defined]
        if not partners:
            del self.fields["tell"]
