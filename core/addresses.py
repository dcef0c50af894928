"""Addresses of things, when a page holds dozens of them: the pattern is looked up once, the number put in each time."""

from functools import lru_cache
from urllib.parse import quote

from django.urls import get_script_prefix, get_urlconf, reverse

_NUMBER, _WORD = 987654321, "zzplacezz"


def address(name: str, value: int | str) -> str:
    """What `reverse(name, args=[value])` gives, for a name with one number or one word. Raises NoReverseMatch."""
    if isinstance(value, int):
        return _pattern(name, _NUMBER, get_urlconf(), get_script_prefix()).replace(str(_NUMBER), str(value))
    return _pattern(name, _WORD, get_urlconf(), get_script_prefix()).replace(_WORD, quote(value, safe="/~:@!$&'()*+,;="))


@lru_cache(maxsize=512)
def _pattern(name: str, place: int | str, urlconf: str | None, prefix: str) -> str:
    return reverse(name, args=[place], urlconf=urlconf)
