"""What a hint on the French of a description says, in a sentence."""

from django import template
from django.utils.translation import gettext as _

from job_profiles.rules.wording import MAX_WORDS, Hint

register = template.Library()


@register.simple_tag
def hint_words(hint: Hint) -> str:
    """The advice behind the code of a hint."""
    said = {
        "long_sentence": _("Phrase de %(count)d mots\xa0: coupez-la, visez %(most)d mots au plus.")
        % {"count": hint.count, "most": MAX_WORDS},
        "heavy": _("Tournure lourde\xa0: dites-le plus simplement."),
        "hidden_verb": _("Le verbe se cache dans un nom\xa0: employez le verbe."),
        "chain": _("Trop de «\xa0de\xa0» à la suite\xa0: reformulez."),
        "passive": _("Dites qui agit\xa0: tournez la phrase à l’actif."),
        "initials": _("Sigle non expliqué\xa0: écrivez le nom au long la première fois."),
        "cut_word": _("Écrivez le doublet au long plutôt qu’un mot coupé."),
        "masculine": _("Nommez aussi le féminin, ou employez un mot qui vaut pour tout le monde."),
        "holder": _("Nommez les deux formes, ou la fonction."),
        "he": _("«\xa0La personne\xa0» vaut pour tout le monde."),
        "you_are": _("Évitez l’accord au masculin\xa0: reformulez."),
        "rights": _("«\xa0Droits de la personne\xa0» est le terme en usage au Québec."),
    }
    if hint.kind == "typography":
        return _("Espacement ou signe à la québécoise.")
    return said.get(hint.code, _("À relire."))
