"""Why a file gave nothing. Codes and figures only: the sentences live higher, in the person's language."""

import time
from collections.abc import Callable


class ExtractionError(Exception):
    """`code` names the sentence to say, `details` fill it."""

    code = "unreadable"

    def __init__(self, **details: object) -> None:
        super().__init__(self.code, details)
        self.details = details


class Empty(ExtractionError):
    """Nothing but blanks."""

    code = "empty"


class NoText(ExtractionError):
    """A PDF of pictures: `pages`."""

    code = "no_text"


class Encrypted(ExtractionError):
    """Behind a password."""

    code = "encrypted"


class TooLong(ExtractionError):
    """`what`: « text » (`limit` in characters), « pages », « rows » or « time » (seconds)."""

    code = "too_long"


class Unreadable(ExtractionError):
    """Damaged, or not what its name says."""

    code = "unreadable"


class Unsupported(ExtractionError):
    """A kind of file that is not read here: `extension`."""

    code = "unsupported"


class NoHeader(ExtractionError):
    """A CSV whose columns are not recognised: `columns`, as they were read."""

    code = "no_header"


class Deadline:
    """Seconds that reading may take, asked between two pages or blocks."""

    def __init__(self, seconds: float, clock: Callable[[], float] | None = None) -> None:
        self.clock = clock or time.monotonic
        self.seconds = seconds
        self.end = self.clock() + seconds

    def check(self) -> None:
        if self.clock() > self.end:
            raise TooLong(what="time", limit=int(self.seconds))
