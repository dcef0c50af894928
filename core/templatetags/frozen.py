"""`{% frozen %}…{% endfrozen %}`: a part of a template that is the same for everybody, drawn once per process and language.

For the head of the page, help, forms without a value: what is inside may use nothing but translations and `{% static %}`.
The frame of a page costs as much as its content; this takes a good part of it away.
"""

from django.conf import settings
from django.template import Library, Node, NodeList
from django.template.base import Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()


class FrozenNode(Node):
    """Keeps what it drew by language; with DEBUG it draws every time. The context of the page does not reach inside, so that
    nothing of one person can be kept for another."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self._drawn: dict[str, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        if settings.DEBUG:
            return self.nodelist.render(context.new({}))
        language = get_language() or "fr"
        drawn = self._drawn.get(language)
        if drawn is None:
            drawn = self._drawn[language] = self.nodelist.render(context.new({}))
        return drawn


@register.tag
def frozen(parser: Parser, token: Token) -> FrozenNode:
    nodelist = parser.parse(("endfrozen",))
    parser.delete_first_token()
    return FrozenNode(nodelist)
