"""Sheets drafted, published, archived."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Page

from activity.models import FeedLine
from community.actions import practices, spaces
from community.enums import PracticeState
from community.models import PracticeAuthor, PracticeIndexPage, PracticePage, PracticeRelease
from community.queries import practices as queries
from core.models import OutboxRow
from people.actions.files import store_attachment
from people.enums import AttachmentState
from people.models import Attachment
from people.views.files import markdown_of
from tests.cast import NOW
from tests.factories.files import document
from tests.factories.practices import WHOLE, make_draft, make_published

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=3)


def fresh(page):
    return PracticePage.objects.select_related("space").get(pk=page.pk)


def announced() -> list[str]:
    return list(OutboxRow.objects.filter(name__contains="Practice").order_by("pk").values_list("name", flat=True))


class TestDrafts:
    def test_a_title_is_enough(self, cast, world):
        page = practices.create_draft(by=cast.amina, space=world.open, title="  Une  idée ", at=NOW)

        assert (page.title, page.state, page.live, page.slug) == ("Une idée", "draft", False, "une-idee")
        assert [row.person for row in queries.byline(page)] == [cast.amina]
        assert (page.person_owner, page.review_on) == (cast.amina, dt.date(2027, 11, 2))

    def test_the_same_one_sent_twice_is_one(self, cast, world):
        first = practices.create_draft(by=cast.amina, space=world.open, title="Une idée", at=NOW)
        second = practices.create_draft(by=cast.amina, space=world.open, title="Une idée", at=NOW)

        assert first.pk == second.pk

    def test_one_index_per_organisation_under_the_root(self, cast, world):
        pages = [make_draft(by=person, space=world.open) for person in (cast.amina, cast.chloe)]
        pages.append(make_draft(by=cast.amina, space=world.open, title="Une autre"))

        indexes = PracticeIndexPage.objects.order_by("pk")
        assert [one.organisation for one in indexes] == [cast.amina.organisation, cast.chloe.organisation]
        assert [page.get_parent().pk for page in pages] == [indexes[0].pk, indexes[1].pk, indexes[0].pk]
        assert Page.find_problems() == ([], [], [], [], [])

    def test_two_of_one_title_have_two_addresses(self, cast, world):
        first = practices.create_draft(by=cast.amina, space=world.open, title="Une idée", at=NOW)
        second = practices.create_draft(by=cast.amina, space=world.open, title="Une idée!", at=NOW)

        assert [first.slug, second.slug] == ["une-idee", "une-idee-2"]

    def test_a_stranger_to_the_space_begins_none(self, cast, world):
        with pytest.raises(PermissionDenied):
            practices.create_draft(by=cast.david, space=world.open, title="Une idée", at=NOW)

    def test_nobody_writes_in_an_archived_space(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open)
        spaces.archive_space(by=cast.chloe, space=world.open, archived=True, at=NOW)

        for deed in (
            lambda: practices.create_draft(by=cast.amina, space=world.open, title="Autre", at=LATER),
            lambda: practices.save_draft(by=cast.amina, page=page, title="Autre", at=LATER),
            lambda: practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=LATER),
            lambda: practices.publish(by=cast.chloe, page=page, at=LATER),
            lambda: practices.delete_draft(by=cast.amina, page=page, at=LATER),
        ):
            with pytest.raises(PermissionDenied):
                deed()

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("title", "   "),
            ("title", "x" * 201),
            ("result_line", "x" * 201),
            ("context", "x" * 10_001),
            ("figures", [{"value": str(n), "label": "x"} for n in range(7)]),
            ("figures", [{"value": "12", "label": ""}]),
            ("figures", [{"value": "x" * 25, "label": "x"}]),
        ],
    )
    def test_what_is_refused_names_its_field(self, cast, world, field, value):
        with pytest.raises(ValidationError) as refusal:
            make_draft(by=cast.amina, space=world.open, **{field: value})

        assert list(refusal.value.message_dict) == [field]
        assert PracticePage.objects.count() == 0

    def test_hostile_text_is_harmless(self, cast, world):
        page = make_draft(
            by=cast.amina,
            space=world.open,
            context="<script>alert(1)</script>\n\n[x](javascript:alert(1)) \x00![](http://x/y)",
        )

        html = page.rendered["context"]
        assert ("<script" in html, "javascript:" in html and "href" in html, "<img" in html, "\x00" in html) == (
            False, False, False, False,
        )  # fmt: skip

    def test_each_save_is_a_revision_by_its_writer(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open)
        draft = practices.save_draft(by=cast.chloe, page=page, title="Mieux dit", at=LATER)

        assert [one.user for one in page.revisions.order_by("pk")] == [cast.amina.user, cast.chloe.user]
        assert (fresh(page).title, fresh(page).slug, draft.context) == ("Mieux dit", "mieux-dit", WHOLE["context"])

    def test_nothing_is_lost_when_two_write(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open)
        based_on = page.latest_revision_id
        practices.save_draft(by=cast.chloe, page=page, context="De Chloé.", based_on=based_on, at=NOW)

        with pytest.raises(practices.EditConflict) as refusal:
            practices.save_draft(by=cast.amina, page=page, context="D’Amina.", based_on=based_on, at=NOW)

        assert refusal.value.revision_id == fresh(page).latest_revision_id
        assert fresh(page).context == "De Chloé."

    def test_authors_share_the_writing(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open, authors=[cast.bruno])
        practices.save_draft(by=cast.bruno, page=page, title="À deux", authors=[cast.amina, cast.bruno], at=NOW)

        rows = PracticeAuthor.objects.filter(page=page).order_by("sort_order")
        assert [row.person for row in rows] == [cast.amina, cast.bruno]

    def test_a_member_who_did_not_write_it_may_not(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open)

        with pytest.raises(PermissionDenied):
            practices.save_draft(by=cast.bruno, page=page, title="À moi", at=NOW)

    def test_a_draft_thrown_away_leaves_nothing(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open)
        practices.delete_draft(by=cast.amina, page=page, at=NOW)

        assert (PracticePage.objects.count(), PracticeAuthor.objects.count()) == (0, 0)
        assert Page.find_problems() == ([], [], [], [], [])

    def test_another_space_takes_the_files_along(self, cast, world, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        stored = store_attachment(owner=cast.amina, upload=document(), at=NOW)
        page = make_draft(by=cast.amina, space=world.open, tools=markdown_of(stored))
        practices.save_draft(by=cast.amina, page=page, space=world.hidden, tools=markdown_of(stored), at=NOW)

        file = Attachment.objects.get(pk=stored.pk)
        assert (file.state, file.audience_id) == (AttachmentState.PUBLISHED, None)
        assert (fresh(page).space, fresh(page).audience_id) == (world.hidden, world.hidden.audience_id)
        assert list(fresh(page).files.all()) == [file]


class TestPublication:
    def test_what_it_writes(self, cast, world):
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe, topic_names=["Cartes", "routes"])

        page = fresh(page)
        assert page.rendered["results"] == "<p>Les appels ont <strong>baissé</strong> de moitié.</p>"
        assert sorted(topic.name for topic in page.topics.all()) == ["Cartes", "routes"]
        line = FeedLine.objects.get(kind="practice")
        assert (line.object_id, line.container_id, line.audience_id) == (page.pk, world.open.pk, world.open.audience_id)
        assert announced() == ["community.PracticeReviewed", "community.PracticePublished"]

    def test_a_later_version_waits_for_its_review(self, cast, world):
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
        practices.save_draft(by=cast.amina, page=page, context="Nouveau contexte.", change_note="Le contexte.", at=LATER)

        assert (fresh(page).context, fresh(page).state) == (WHOLE["context"], PracticeState.PUBLISHED)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=LATER)
        assert fresh(page).state == PracticeState.PUBLISHED
        practices.decide(by=cast.bruno, page=page, approve=True, at=LATER)

        page = fresh(page)
        assert (page.context, page.published_at, page.changed_at) == ("Nouveau contexte.", NOW, LATER)
        releases = [(one.number, one.note) for one in queries.releases(page)]
        assert (releases, page.change_note) == ([(2, "Le contexte."), (1, "")], "")

    def test_a_later_version_keeps_what_belongs_to_the_sheet(self, cast, world):
        """Counts and dates moved on since the draft was written."""
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
        practices.save_draft(by=cast.amina, page=page, context="Nouveau.", at=LATER)
        PracticePage.objects.filter(pk=page.pk).update(useful_count=7, reuse_count=2, confirmed_at=LATER)
        practices.publish(by=cast.chloe, page=page, note="Le contexte.", at=LATER)

        page = fresh(page)
        assert (page.context, page.useful_count, page.reuse_count, page.confirmed_at) == ("Nouveau.", 7, 2, LATER)

    def test_settling_twice_changes_nothing(self, cast, world):
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
        practices.settle(page=page, by=cast.chloe, at=LATER)

        assert (PracticeRelease.objects.count(), announced().count("community.PracticePublished")) == (1, 1)

    def test_the_event_carries_every_id(self, cast, world, ask):
        thread = ask(world.open, by=cast.bruno)
        make_published(by=cast.amina, space=world.open, reviewer=cast.chloe, credited=[cast.bruno], source_thread=thread)

        payload = OutboxRow.objects.get(name="community.PracticePublished").payload
        ids = {key: payload[key] for key in ("space_id", "by_id", "owner_id", "author_ids", "credited_ids", "thread_id")}
        assert ids == {
            "space_id": world.open.pk, "by_id": cast.chloe.pk, "owner_id": cast.amina.pk, "author_ids": [cast.amina.pk],
            "credited_ids": [cast.bruno.pk], "thread_id": thread.pk,
        }  # fmt: skip


class TestArchive:
    def test_archived_and_back(self, cast, world):
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
        practices.archive(by=cast.amina, page=page, at=LATER)
        assert (fresh(page).state, fresh(page).archived_at, fresh(page).live) == ("archived", LATER, True)

        with pytest.raises(PermissionDenied):
            practices.save_draft(by=cast.amina, page=page, title="Non", at=LATER)
        practices.reopen(by=cast.chloe, page=page, at=LATER)
        assert (fresh(page).state, fresh(page).review_on) == ("published", dt.date(2027, 11, 5))

    def test_not_by_a_reader(self, cast, world):
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)

        for person in (cast.bruno, cast.david):
            with pytest.raises(PermissionDenied):
                practices.archive(by=person, page=page, at=LATER)

    def test_a_draft_of_a_published_sheet_is_not_thrown_away_with_it(self, cast, world):
        page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)

        with pytest.raises(PermissionDenied):
            practices.delete_draft(by=cast.amina, page=page, at=LATER)


def test_sheets_go_where_their_space_goes(cast, world, deliver, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    stored = store_attachment(owner=cast.amina, upload=document(), at=NOW)
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe, tools=markdown_of(stored))
    draft = make_draft(by=cast.amina, space=world.open, title="Un brouillon")
    deliver()
    assert queries.visible_to(cast.david).count() == 1

    spaces.edit_space(by=cast.chloe, space=world.open, access="hidden", at=LATER)

    world.open.refresh_from_db()
    audiences = {fresh(page).audience_id, fresh(draft).audience_id, Attachment.objects.get(pk=stored.pk).audience_id}
    audiences.add(FeedLine.objects.get(kind="practice").audience_id)
    assert audiences == {world.open.audience_id}
    assert (queries.visible_to(cast.david).count(), queries.visible_to(cast.bruno).count()) == (0, 1)
