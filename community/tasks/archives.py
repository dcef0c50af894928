"""The archive of a space: pages that read without a network, data.json for programs, files/. Written as it is read.

The shape of data.json stands in docs/guides/space-export.md (`schema` names its version).
"""

import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any

import structlog
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from community.models import Event, PracticePage, Reply, Space, Thread
from community.models.practices import SECTIONS
from community.queries import exports
from people.models import Attachment

SCHEMA = "maillage-espace-1"
CHUNK = 64 * 1024
log = structlog.get_logger(__name__)
_FILE = re.compile(r"/fichiers/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/[^\"'\s)]*", re.IGNORECASE)


class Archive:
    """One zip being written. Texts of data.json go to a side file meanwhile: a zip takes one entry at a time."""

    def __init__(self, target: IO[bytes], side: IO[str]) -> None:
        self.zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self.side = side
        self.files: dict[str, str] = {}

    def page(self, name: str, template: str, context: dict[str, Any]) -> None:
        self.zip.writestr(name, render_to_string(template, context))

    def take(self, attachments: Iterable[Attachment]) -> list[dict[str, Any]]:
        """Copy files that are not in it yet, piece by piece; those lost in storage are left out. Gives their rows."""
        rows = []
        for one in attachments:
            key = str(one.key)
            if key not in self.files and not self._copy(one, name := f"files/{key[:8]}-{_plain(one.name)}"):
                continue
            if key not in self.files:
                self.files[key] = name
            rows.append({"name": one.name, "path": self.files[key], "type": one.media_type, "bytes": one.size})
        return rows

    def _copy(self, one: Attachment, name: str) -> bool:
        try:
            source = one.file.open("rb")
        except OSError:
            log.warning("export_file_missing", attachment=one.pk)
            return False
        info = zipfile.ZipInfo(name)
        with source, self.zip.open(info, "w") as target:
            for piece in source.chunks(CHUNK):
                target.write(piece)
        return True

    def local(self, html: str, up: str = "../") -> str:
        """Stored HTML whose files are those of the archive."""
        return _FILE.sub(lambda match: up + self.files.get(match[1].lower(), f"#{match[1]}"), html)

    def entry(self, value: dict[str, Any], *, first: bool) -> None:
        self.side.write(("" if first else ",\n") + json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False))


def write_archive(space: Space, target: IO[bytes], progress: Callable[[int], None]) -> None:
    """Everything into `target`. `progress` is told now and then how many threads, sheets and events are written."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as side:
        archive = Archive(target, side)
        side.write("{" + _head(space, archive) + ',\n"threads": [\n')
        threads: list[dict[str, Any]] = []
        done = 0
        for copy in exports.threads(space):
            threads.append(_thread(archive, copy, first=not threads))
            done += 1
            if done % exports.CHUNK == 0:
                progress(done)
        side.write('],\n"practices": [\n')
        sheets = [_sheet(archive, one, first=not at) for at, one in enumerate(exports.sheets(space.pk).iterator(CHUNK))]
        side.write('],\n"events": [\n')
        events = [_event(archive, one, first=not at) for at, one in enumerate(exports.events(space.pk))]
        side.write("]}\n")
        progress(done + len(sheets) + len(events))
        _close(archive, space, {"threads": threads, "sheets": sheets, "events": events})


def _head(space: Space, archive: Archive) -> str:
    """Everything of data.json but threads, sheets and events, without the outer braces."""
    shelf = [
        {
            "title": item.title, "note": item.note, "url": item.url,
            "file": archive.take([item.attachment])[:1] if item.attachment else [],
        }
        for item in exports.shelf(space)
    ]  # fmt: skip
    members = [
        {"name": row.person.name, "organisation": row.person.organisation.name, "role": row.role}
        for row in exports.members(space)
    ]
    head = {
        "schema": SCHEMA, "name": space.name, "summary": space.summary, "kind": space.kind, "access": space.access,
        "welcome": space.welcome, "created_at": space.created_at, "archived_at": space.archived_at,
        "members": members, "shelf": shelf,
    }  # fmt: skip
    return json.dumps(head, cls=DjangoJSONEncoder, ensure_ascii=False)[1:-1]


def _thread(archive: Archive, copy: exports.ThreadCopy, *, first: bool) -> dict[str, Any]:
    thread, files = copy.thread, archive.take(copy.files)
    path = f"threads/{thread.pk}.html"
    posts = [_post(archive, reply, accepted=thread.accepted_id == reply.pk) for reply in copy.replies]
    archive.page(
        path,
        "community/export/thread.html",
        {"thread": thread, "opening": _post(archive, thread), "replies": posts, "files": files},
    )
    row = {
        "id": thread.pk, "kind": thread.kind, "title": thread.title, "language": thread.language,
        "author": thread.author.name, "created_at": thread.created_at, "text": thread.body, "page": path, "files": files,
        "replies": [
            {
                "id": reply.pk, "author": reply.author.name, "created_at": reply.created_at, "text": reply.body,
                "language": reply.language, "accepted": thread.accepted_id == reply.pk,
            }
            for reply in copy.replies
        ],
    }  # fmt: skip
    archive.entry(row, first=first)
    return {
        "path": path, "title": thread.title, "author": thread.author.name, "at": thread.created_at,
        "count": len(posts), "language": thread.language,
    }  # fmt: skip


def _post(archive: Archive, post: Thread | Reply, *, accepted: bool = False) -> dict[str, Any]:
    return {
        "id": post.pk, "author": post.author.name, "organisation": post.author.organisation.name, "at": post.created_at,
        "body_html": archive.local(post.body_html), "language": post.language, "accepted": accepted,
    }  # fmt: skip


def _sheet(archive: Archive, sheet: PracticePage, *, first: bool) -> dict[str, Any]:
    files, path = archive.take(exports.sheet_files(sheet)), f"practices/{sheet.pk}.html"
    authors = exports.authors_of(sheet)
    sections = [
        {"label": str(sheet._meta.get_field(name).verbose_name), "body_html": archive.local(sheet.rendered.get(name, ""))}  # type: ignore[union-attr]
        for name in SECTIONS
        if getattr(sheet, name)
    ]
    archive.page(
        path, "community/export/practice.html", {"sheet": sheet, "authors": authors, "sections": sections, "files": files}
    )
    texts = {name: getattr(sheet, name) for name in SECTIONS}
    row = {
        "id": sheet.pk, "title": sheet.title, "language": sheet.language, "state": sheet.state, "authors": authors,
        "result": sheet.result_line, "figures": sheet.figures, "licence": sheet.licence, "topics": sheet.topic_names,
        "published_at": sheet.published_at, "page": path, "files": files, **texts,
    }  # fmt: skip
    archive.entry(row, first=first)
    return {"path": path, "title": sheet.title, "author": ", ".join(authors), "at": sheet.published_at}


def _event(archive: Archive, event: Event, *, first: bool) -> dict[str, Any]:
    files, path = archive.take(exports.event_files(event)), f"events/{event.pk}.html"
    body, recap = archive.local(event.body_html), archive.local(event.recap_html)
    context = {"event": event, "body_html": body, "recap": {"body_html": recap}, "files": files}
    archive.page(path, "community/export/event.html", context)
    row = {
        "id": event.pk, "uid": str(event.uid), "title": event.title, "language": event.language, "state": event.state,
        "mode": event.mode, "starts_at": event.starts_at, "ends_at": event.ends_at, "place": event.place,
        "summary": event.summary, "text": event.body, "recap": event.recap, "organiser": event.organiser.name,
        "page": path, "files": files,
    }  # fmt: skip
    archive.entry(row, first=first)
    return {"path": path, "title": event.title, "author": event.organiser.name, "at": event.starts_at}


def _close(archive: Archive, space: Space, lists: dict[str, Any]) -> None:
    welcome = archive.local(space.welcome_html, up="")
    context = {
        "space": space,
        "welcome_html": welcome,
        "shelf": exports.shelf(space),
        "members": exports.members(space),
        **lists,
    }
    archive.page("index.html", "community/export/index.html", context)
    archive.zip.write(Path(settings.BASE_DIR) / "static/css/export.css", "style.css")
    archive.side.seek(0)
    with archive.zip.open("data.json", "w") as out:
        while piece := archive.side.read(CHUNK):
            out.write(piece.encode())
    archive.zip.close()


def _plain(name: str) -> str:
    """A name that every system takes."""
    return re.sub(r"[^\w.\- ]", "_", name)[-120:].strip(". ") or "fichier"
