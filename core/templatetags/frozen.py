"""Parts of a template that are drawn once and kept in the process: the frame of a page costs as much as its content.

`{% frozen %}…{% endfrozen %}`: the same for everybody, by language. Inside may be nothing but translations and
`{% static %}`; the context of the page does not reach in.

`{% frozen by account_key %}…{% endfrozen %}`: the same for all pages with equal keys (hashable), by language. Inside may be
used only what the keys stand for: what differs without a key that differs would be shown to the wrong person.

`{% frozen 100 by page_key %}`: the same, with at most so many kept, for long parts.
"""

from collections import OrderedDict
from typing import Any

from django.conf import settings
from django.template import Library, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()
MOST_KEPT = 1000


class FrozenNode(Node):
    """Keeps what it drew, the least recently shown given up first; with DEBUG it draws every time."""

    def __init__(self, nodelist: NodeList, keys: list[FilterExpression], most: int = MOST_KEPT) -> None:
        self.nodelist, self.keys, self.most = nodelist, keys, most
        self._drawn: OrderedDict[tuple[Any, ...], SafeString] = OrderedDict()

    def render(self, context: Context) -> SafeString:
        inside = context if self.keys else context.new({})
        if settings.DEBUG:
            return self.nodelist.render(inside)
        key = (get_language() or "fr", *(expression.resolve(context) for expression in self.keys))
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = self._drawn[key] = self.nodelist.render(inside)
            while len(self._drawn) > self.most:
                self._forget_oldest()
        elif self.keys:
            self._touch(key)
        return drawn

    def _touch(self, key: tuple[Any, ...]) -> None:
        try:
            self._drawn.move_to_end(key)
        except KeyError:  # another thread gave it up meanwhile
            return

    def _forget_oldest(self) -> None:
        try:
            self._drawn.popitem(last=False)
        except KeyError:
            return


@register.tag
def frozen(parser: Parser, token: Token) -> FrozenNode:
    _name, *words = token.split_contents()
    most = int(words.pop(0)) if words and words[0].isdigit() else MOST_KEPT
    if words and (words[0] != "by" or len(words) == 1):
        raise TemplateSyntaxError("Write {% frozen %}, {% frozen by key… %} or {% frozen 100 by key… %}.")
    nodelist = parser.parse(("endfrozen",))
    parser.delete_first_token()
    return FrozenNode(nodelist, [parser.compile_filter(word) for word in words[1:]], most)
