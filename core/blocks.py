"""StreamField blocks that editorial pages share."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

RICH_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]


class NoteBlock(blocks.StructBlock):
    """A framed remark."""

    title = blocks.CharBlock(label=_("Titre"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Texte"), features=["bold", "italic", "link"])

    class Meta:
        label = _("Encadré")
        icon = "info-circle"
        template = "core/blocks/note.html"


class FigureBlock(blocks.StructBlock):
    """An image with its description (required unless decorative) and a caption."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Légende"), required=False, max_length=250)

    class Meta:
        label = _("Figure")
        icon = "image"
        template = "core/blocks/figure.html"


class EditorialBody(blocks.StreamBlock):
    """What an editorial page is made of."""

    text = blocks.RichTextBlock(label=_("Texte"), features=RICH_TEXT)
    note = NoteBlock()
    figure = FigureBlock()
    document = DocumentChooserBlock(label=_("Document"), template="core/blocks/document.html")

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}
