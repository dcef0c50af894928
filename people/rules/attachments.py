"""Which attachments a Markdown text names."""

import re
import uuid

_ADDRESS = re.compile(r"/fichiers/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/", re.IGNORECASE)


def attachment_keys(text: str) -> list[uuid.UUID]:
    """Keys of the attachments that the text links to or shows, each once, in order."""
    return list(dict.fromkeys(uuid.UUID(found) for found in _ADDRESS.findall(text)))
