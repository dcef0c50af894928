"""What a lesson and a quiz are made of while a course is being written in /cms/.

Nothing is required here: a course is saved at every key as it grows; what is missing is said when it is published
(learning/rules/editions.py). Texts are Markdown, French first.
"""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.snippets.widgets import AdminSnippetChooser, SnippetChooserAdapter

from learning.enums import LessonFileKind, QuestionKind

TITLE, LINE = 200, 500


class FileChooser(AdminSnippetChooser):
    """The chooser of course files, held to one kind."""

    def __init__(self, model: Any = None, *, kind: str = "", **kwargs: Any) -> None:
        super().__init__(model, **kwargs)
        self.kind = kind

    def get_chooser_modal_url(self) -> str:
        return f"{super().get_chooser_modal_url()}?kind={self.kind}"


register(SnippetChooserAdapter(), FileChooser)


class FileBlock(SnippetChooserBlock):
    """A file of one kind: the chooser offers those alone."""

    def __init__(self, kind: str = LessonFileKind.DOCUMENT, **kwargs: Any) -> None:
        super().__init__("learning.LessonFile", **kwargs)
        self.kind = kind

    @cached_property
    def widget(self) -> Any:
        return FileChooser(self.target_model, kind=self.kind, icon=self.target_model.snippet_viewset.icon)

    class Meta:
        icon = "doc-full"


def line(label: Any, *, length: int = LINE, **kwargs: Any) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, required=False, max_length=length, **kwargs)


def text(label: Any, *, rows: int = 6, length: int = 20_000, **kwargs: Any) -> blocks.TextBlock:
    return blocks.TextBlock(label=label, required=False, rows=rows, max_length=length, **kwargs)


MARKDOWN = _("Markdown\xa0: une ligne vide sépare les paragraphes, **gras**, [lien](adresse), ## intertitre.")
ENGLISH = _("En anglais")


class TextBlock(blocks.StructBlock):
    fr = text(_("Texte"), help_text=MARKDOWN)
    en = text(ENGLISH)

    class Meta:
        label = _("Texte")
        icon = "pilcrow"


class ListBlock(blocks.StructBlock):
    fr = text(_("Éléments, un par ligne"))
    en = text(ENGLISH)
    ordered = blocks.BooleanBlock(label=_("Numérotée"), required=False)

    class Meta:
        label = _("Liste")
        icon = "list-ul"


class ExampleBlock(blocks.StructBlock):
    before_fr = text(_("Avant"), rows=3)
    before_en = text(_("Avant, en anglais"), rows=3)
    after_fr = text(_("Après"), rows=3)
    after_en = text(_("Après, en anglais"), rows=3)
    why_fr = text(_("Pourquoi"), rows=3)
    why_en = text(_("Pourquoi, en anglais"), rows=3)

    class Meta:
        label = _("Exemple, avant et après")
        icon = "transfer"


class CalloutBlock(blocks.StructBlock):
    title_fr = line(_("Titre"), length=TITLE)
    title_en = line(_("Titre anglais"), length=TITLE)
    fr = text(_("Texte"), rows=4, help_text=MARKDOWN)
    en = text(ENGLISH, rows=4)

    class Meta:
        label = _("Encadré")
        icon = "info-circle"


class ImageBlock(blocks.StructBlock):
    file = FileBlock(LessonFileKind.IMAGE, label=_("Image"), required=False)
    alt_fr = line(_("Ce que l’image apporte, pour qui ne la voit pas"))
    alt_en = line(_("Le même texte de remplacement, en anglais"))
    decorative = blocks.BooleanBlock(label=_("Elle n’apporte aucune information (décorative)"), required=False)
    caption_fr = line(_("Légende"))
    caption_en = line(_("Légende anglaise"))

    class Meta:
        label = _("Image")
        icon = "image"


class VideoBlock(blocks.StructBlock):
    title_fr = line(_("Titre"), length=TITLE)
    title_en = line(_("Titre anglais"), length=TITLE)
    file = FileBlock(LessonFileKind.VIDEO, label=_("Vidéo (MP4 ou WebM)"), required=False)
    captions = FileBlock(LessonFileKind.CAPTIONS, label=_("Sous-titres (WebVTT)"), required=False)
    captions_en = FileBlock(LessonFileKind.CAPTIONS, label=_("Sous-titres anglais (WebVTT)"), required=False)
    transcript_fr = text(_("Transcription"), help_text=MARKDOWN)
    transcript_en = text(_("Transcription anglaise"))

    class Meta:
        label = _("Vidéo")
        icon = "media"


class DocumentBlock(blocks.StructBlock):
    file = FileBlock(LessonFileKind.DOCUMENT, label=_("Fichier"), required=False)
    title_fr = line(_("Titre"), length=TITLE)
    title_en = line(_("Titre anglais"), length=TITLE)

    class Meta:
        label = _("Fichier à télécharger")
        icon = "download"


class EmbedBlock(blocks.StructBlock):
    title_fr = line(_("Ce qu’on y trouve"), length=TITLE)
    title_en = line(_("Ce qu’on y trouve, en anglais"), length=TITLE)
    url = blocks.URLBlock(
        label=_("Adresse"), required=False,
        help_text=_("D’un site permis. La leçon montre un lien\xa0: rien ne se charge avant que la personne l’ouvre."),
    )  # fmt: skip

    class Meta:
        label = _("Contenu d’un autre site")
        icon = "link-external"


class LessonBody(blocks.StreamBlock):
    text = TextBlock()
    list = ListBlock()
    example = ExampleBlock()
    callout = CalloutBlock()
    image = ImageBlock()
    video = VideoBlock()
    file = DocumentBlock()
    embed = EmbedBlock()

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}


class LessonBlock(blocks.StructBlock):
    title_fr = line(_("Titre de la leçon"), length=TITLE)
    title_en = line(_("Titre anglais"), length=TITLE)
    minutes = blocks.IntegerBlock(label=_("Durée, en minutes"), required=False, min_value=1, max_value=240)
    blocks = LessonBody(label=_("Contenu"), required=False)

    class Meta:
        label = _("Leçon")
        icon = "doc-full"
        label_format = "{title_fr}"


class OptionBlock(blocks.StructBlock):
    fr = line(_("Choix"))
    en = line(_("Choix, en anglais"))
    right = blocks.BooleanBlock(label=_("Bonne réponse"), required=False)
    feedback_fr = line(_("Rétroaction, si on le choisit"))
    feedback_en = line(_("Rétroaction anglaise"))

    class Meta:
        label = _("Choix")
        label_format = "{fr}"


class QuestionBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(label=_("Genre"), choices=QuestionKind.choices, default=QuestionKind.SINGLE)
    text_fr = text(_("Question"), rows=3)
    text_en = text(_("Question, en anglais"), rows=3)
    options = blocks.ListBlock(OptionBlock(), label=_("Choix (questions à choix)"), default=[])
    accepted = text(
        _("Formes acceptées (réponse courte), une par ligne"), rows=3,
        help_text=_("Majuscules, accents, apostrophes et espaces ne comptent pas."),
    )  # fmt: skip
    rubric_fr = text(
        _("Grille de relecture (réponse ouverte)"), rows=3, help_text=_("Vue par qui relit, jamais avant l’envoi.")
    )
    rubric_en = text(_("Grille de relecture, en anglais"), rows=3)
    feedback_fr = text(_("Rétroaction, après l’envoi"), rows=2)
    feedback_en = text(_("Rétroaction anglaise"), rows=2)
    lesson = line(
        _("Leçon à relire si la réponse est fausse"), length=TITLE, help_text=_("Son titre, tel quel. Vide\xa0: le module.")
    )

    class Meta:
        label = _("Question")
        icon = "help"
        label_format = "{text_fr}"


class QuizBlock(blocks.StructBlock):
    pass_percent = blocks.IntegerBlock(
        label=_("Seuil de réussite, en %"), required=False, min_value=1, max_value=100, default=80
    )
    attempts = blocks.IntegerBlock(
        label=_("Nombre d’essais"), required=False, min_value=1, max_value=20, help_text=_("Vide\xa0: autant qu’on veut.")
    )
    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions"), default=[], collapsed=True)

    class Meta:
        label = _("Questionnaire")
        icon = "tasks"


class ModuleBlock(blocks.StructBlock):
    """`quiz` holds one at most; as a list it may be absent, and its id stays from edition to edition."""

    title_fr = line(_("Titre du module"), length=TITLE)
    title_en = line(_("Titre anglais"), length=TITLE)
    lessons = blocks.ListBlock(LessonBlock(), label=_("Leçons"), default=[], collapsed=True)
    quiz = blocks.ListBlock(QuizBlock(), label=_("Questionnaire du module"), default=[], max_num=1)

    class Meta:
        label = _("Module")
        icon = "folder-open-inverse"
        label_format = "{title_fr}"


class CourseBody(blocks.StreamBlock):
    module = ModuleBlock()

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}
        collapsed = True
