"""An export holds what readers may read, stands alone, is fetched by facilitators for a week."""

import datetime as dt
import io
import json
import zipfile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from activity.models import Notification
from community.actions import exports, replies, shelf, threads
from community.models import SpaceExport
from community.tasks.spaces import export_space, resume_space_work
from people.actions.files import store_attachment
from people.views.files import markdown_of
from tests.cast import NOW
from tests.factories.community import ReplyFactory
from tests.factories.events import EventFactory
from tests.factories.files import document
from tests.factories.practices import make_published


def exported(cast, space):
    asked = exports.ask(by=cast.chloe, space=space, at=timezone.now())
    export_space(asked.pk)
    asked.refresh_from_db()
    return asked


def opened(export):
    with export.file.open("rb") as content:
        return zipfile.ZipFile(io.BytesIO(content.read()))


@pytest.fixture
def full(cast, world, ask):
    """A hidden space with a file in a thread, an answer, a deleted text, a sheet, an event, a shelf."""
    file = store_attachment(owner=cast.amina, upload=document("notes.txt", b"Des notes."), at=NOW)
    thread = ask(world.hidden, title="Titre <script>", body=f"Voyez {markdown_of(file)}")
    reply = replies.post_reply(by=cast.bruno, thread=thread, body="**Oui.**", at=NOW)
    threads.accept_answer(by=cast.amina, thread=thread, reply=reply, at=NOW)
    gone = replies.post_reply(by=cast.bruno, thread=thread, body="Marqueur-supprimé", at=NOW)
    replies.delete_reply(by=cast.bruno, reply=gone, at=NOW)
    lost = ask(world.hidden, title="Fil supprimé", body="Marqueur-perdu")
    threads.delete_thread(by=cast.amina, thread=lost, at=NOW)
    shelf.pin_file(by=cast.chloe, space=world.hidden, upload=document("guide.txt", b"Guide."), at=NOW)
    EventFactory(space=world.hidden, organiser=cast.chloe, title="Rencontre", state="published")
    EventFactory(space=world.hidden, organiser=cast.chloe, title="Brouillon-secret", state="draft")
    make_published(by=cast.amina, space=world.hidden, reviewer=cast.chloe, title="Notre fiche")
    return thread


def test_what_is_in_it(cast, world, full):
    export = exported(cast, world.hidden)
    assert (export.state, export.total, export.done, export.error) == ("done", 3, 3, "")
    archive = opened(export)
    assert archive.testzip() is None
    names = set(archive.namelist())
    assert {"index.html", "data.json", "style.css", f"threads/{full.pk}.html"} <= names
    files = sorted(name.partition("-")[2] for name in names if name.startswith("files/"))
    assert files == ["guide.txt", "notes.txt"]
    data = json.loads(archive.read("data.json"))
    assert (data["schema"], data["name"], len(data["members"])) == ("maillage-espace-1", "Espace hidden", 3)
    (thread,) = data["threads"]
    assert [(reply["author"], reply["text"], reply["accepted"]) for reply in thread["replies"]] == [
        (cast.bruno.name, "**Oui.**", True)
    ]
    assert [row["title"] for row in data["practices"]] == ["Notre fiche"]
    assert [row["title"] for row in data["events"]] == ["Rencontre"]
    page = archive.read(f"threads/{full.pk}.html").decode()
    assert "Titre &lt;script&gt;" in page
    assert f'href="../{thread["files"][0]["path"]}"' in page
    whole = b"".join(archive.read(name) for name in names).decode(errors="replace")
    pages = b"".join(archive.read(name) for name in names if name.endswith(".html")).decode()
    secrets = ("Marqueur-supprimé", "Marqueur-perdu", "Brouillon-secret")
    assert [words for words in secrets if words in whole] == []
    assert [words for words in ("<script>", 'href="/fichiers/') if words in pages] == []


def test_who_asks_and_how_often(cast, world):
    with pytest.raises(PermissionDenied):
        exports.ask(by=cast.amina, space=world.open, at=NOW)
    exports.ask(by=cast.chloe, space=world.open, at=NOW)
    with pytest.raises(ValidationError, match="en cours"):
        exports.ask(by=cast.chloe, space=world.open, at=NOW)
    SpaceExport.objects.update(state="done")
    for _ in range(2):
        exports.ask(by=cast.chloe, space=world.open, at=NOW)
        SpaceExport.objects.update(state="done")
    with pytest.raises(ValidationError, match="Revenez demain"):
        exports.ask(by=cast.chloe, space=world.open, at=NOW)


def test_twice_makes_one_and_says_so_once(cast, world, ask, deliver):
    ask(world.open)
    export = exported(cast, world.open)
    name = export.file.name
    export_space(export.pk)
    export.refresh_from_db()
    assert export.file.name == name
    deliver()
    notice = Notification.objects.get(kind="community.exported")
    assert (notice.person, notice.data["failed"]) == (cast.chloe, False)


def test_a_killed_worker_s_export_is_taken_up(cast, world):
    asked = exports.ask(by=cast.chloe, space=world.open, at=timezone.now() - dt.timedelta(minutes=10))
    assert exports.claim(export_id=asked.pk, total=1) is not None
    assert exports.claim(export_id=asked.pk, total=1) is None  # held
    assert resume_space_work() == 1


def test_a_failure_is_told(cast, world, ask, deliver, monkeypatch):
    ask(world.open)
    monkeypatch.setattr("community.tasks.spaces.write_archive", lambda *args: 1 / 0)
    export = exported(cast, world.open)
    assert (export.state, export.error) == ("failed", "ZeroDivisionError")
    deliver()
    assert Notification.objects.get(kind="community.exported").data["failed"] is True


def test_after_a_week_the_file_is_gone(cast, world, django_capture_on_commit_callbacks):
    export = exported(cast, world.open)
    storage, name = export.file.storage, export.file.name
    later = timezone.now() + dt.timedelta(days=8)
    assert exports.forget_old(later, True) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert exports.forget_old(later, False) == 1
    export.refresh_from_db()
    assert (export.state, bool(export.file), storage.exists(name)) == ("expired", False, False)


def test_memory_and_queries_do_not_grow_with_posts(cast, world, ask, django_assert_max_num_queries):
    thread = ask(world.open)
    ReplyFactory.create_batch(30, thread=thread, author=cast.bruno)
    asked = exports.ask(by=cast.chloe, space=world.open, at=timezone.now())
    with django_assert_max_num_queries(40):
        export_space(asked.pk)
