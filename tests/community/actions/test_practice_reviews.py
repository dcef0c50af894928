"""Sheets read by peers: who may, what they say of the whole and of each part, what authors take into account."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import TaskState, Workflow

from community.actions import memberships, practices
from community.enums import PracticeState, ReviewVerdict
from community.models import PeerReviewTask, PracticePage, PracticeRelease, PracticeRemark, PracticeReview
from community.queries import practice_remarks
from community.queries import practices as queries
from tests.cast import NOW
from tests.factories.practices import make_draft, make_published

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=3)


def fresh(page):
    return PracticePage.objects.select_related("space").get(pk=page.pk)


class TestReview:
    def test_one_to_three_members_who_did_not_write_it(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open)

        for people in ([], [cast.bruno, cast.chloe, cast.david, cast.esther], [cast.david], [cast.amina]):
            with pytest.raises(ValidationError) as refusal:
                practices.ask_review(by=cast.amina, page=page, reviewers=people, at=NOW)
            assert list(refusal.value.message_dict) == ["reviewers"]

    def test_what_readers_would_miss_is_said_first(self, cast, world):
        page = practices.create_draft(by=cast.amina, space=world.open, title="Une idée", at=NOW)

        with pytest.raises(ValidationError) as refusal:
            practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)

        assert sorted(refusal.value.message_dict) == ["actions_taken", "context", "result_line"]

    def test_asking_puts_it_into_review(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)

        assert fresh(page).state == PracticeState.REVIEW
        assert fresh(page).current_workflow_task.specific == PeerReviewTask.objects.get()
        assert [(row.reviewer, row.verdict) for row in queries.pending_reviews(page)] == [(cast.bruno, "pending")]

    def test_an_approval_publishes(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno, cast.chloe], at=NOW)
        practices.decide(by=cast.bruno, page=page, approve=True, comment="Bravo.", at=LATER)

        page = fresh(page)
        assert (page.state, page.live, page.published_at) == (PracticeState.PUBLISHED, True, LATER)
        verdicts = dict(PracticeReview.objects.values_list("reviewer", "verdict"))
        assert verdicts == {cast.bruno.pk: ReviewVerdict.APPROVED, cast.chloe.pk: ReviewVerdict.WITHDRAWN}
        assert list(PracticeRelease.objects.values_list("number", "by", "note")) == [(1, cast.bruno.pk, "")]
        assert TaskState.objects.get().finished_by == cast.bruno.user

    def test_changes_give_the_draft_back(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
        practices.decide(by=cast.bruno, page=page, approve=False, comment="Le **coût**?", at=NOW)

        assert fresh(page).state == PracticeState.DRAFT
        assert PracticeReview.objects.get().comment_html == "<p>Le <strong>coût</strong>?</p>"
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=LATER)
        practices.decide(by=cast.bruno, page=page, approve=True, at=LATER)
        assert fresh(page).state == PracticeState.PUBLISHED

    def test_changes_want_a_comment(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)

        with pytest.raises(ValidationError):
            practices.decide(by=cast.bruno, page=page, approve=False, comment="  ", at=NOW)

    def test_who_may_not_decide(self, cast, world):
        """The author, a member who was not asked, a stranger; and nobody while it is not in review."""
        page = make_draft(by=cast.amina, space=world.open)
        with pytest.raises(PermissionDenied):
            practices.decide(by=cast.chloe, page=page, approve=True, at=NOW)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.chloe], at=NOW)

        for person in (cast.amina, cast.bruno, cast.david, cast.olga):
            with pytest.raises(PermissionDenied):
                practices.decide(by=person, page=page, approve=True, at=NOW)
        assert fresh(page).state == PracticeState.REVIEW

    def test_a_facilitator_who_wrote_it_does_not_approve_it(self, cast, world):
        page = make_draft(by=cast.chloe, space=world.open)
        practices.ask_review(by=cast.chloe, page=page, reviewers=[cast.bruno], at=NOW)

        with pytest.raises(PermissionDenied):
            practices.decide(by=cast.chloe, page=page, approve=True, at=NOW)

    def test_the_task_itself_refuses_too(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
        state = fresh(page).current_workflow_state.current_task_state.specific

        with pytest.raises(PermissionDenied):
            state.task.specific.on_action(state, cast.amina.user, "approve")
        assert state.task.specific.get_actions(fresh(page), cast.olga.user) == []

    def test_who_was_asked_and_left_the_space_decides_no_more(self, cast, world):
        page = make_draft(by=cast.amina, space=world.hidden)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
        memberships.remove_member(by=cast.chloe, space=world.hidden, person=cast.bruno, at=NOW)

        with pytest.raises(PermissionDenied):
            practices.decide(by=cast.bruno, page=page, approve=True, at=NOW)

    def test_what_was_changed_since_it_was_read_is_not_published(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
        read = fresh(page).latest_revision_id
        practices.save_draft(by=cast.amina, page=page, context="Tout autre chose.", at=NOW)

        with pytest.raises(practices.EditConflict):
            practices.decide(by=cast.bruno, page=page, approve=True, revision_id=read, at=NOW)
        assert fresh(page).live is False

    def test_taken_back(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
        practices.withdraw_review(by=cast.amina, page=page, at=NOW)

        assert (fresh(page).state, queries.pending_reviews(page)) == (PracticeState.DRAFT, [])
        assert fresh(page).current_workflow_state is None

    def test_one_workflow_for_all(self, cast, world):
        for person in (cast.amina, cast.bruno):
            make_published(by=person, space=world.open, reviewer=cast.chloe)

        assert (Workflow.objects.filter(workflow_tasks__task__in=PeerReviewTask.objects.all()).count()) == 1


@pytest.fixture
def sent_back(cast, world):
    """Amina’s draft, with what Bruno said of two parts and of the whole."""
    page = make_draft(by=cast.amina, space=world.open)
    practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
    said = {"how": "À quel **coût**?\r\n", "title": "  Trop long. ", "tools": "  "}
    practices.decide(by=cast.bruno, page=page, approve=False, comment="Presque.", remarks=said, at=NOW)
    return fresh(page)


class TestRemarks:
    def test_they_stand_by_part(self, sent_back):
        rows = practice_remarks.under_way(sent_back)

        assert [(row.part, row.body, row.body_html, row.handled_at) for row in rows] == [
            ("title", "Trop long.", "<p>Trop long.</p>", None),
            ("how", "À quel **coût**?", "<p>À quel <strong>coût</strong>?</p>", None),
        ]

    def test_a_remark_is_enough_to_ask_for_changes(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
        practices.decide(by=cast.bruno, page=page, approve=False, remarks={"context": "Pour qui?"}, at=NOW)

        assert (PracticeReview.objects.get().comment, PracticeRemark.objects.get().part) == ("", "context")

    def test_an_approval_may_carry_some_for_the_next_version(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
        practices.decide(by=cast.bruno, page=page, approve=True, remarks={"results": "Et après un an?"}, at=LATER)

        assert fresh(page).state == PracticeState.PUBLISHED
        assert [row.body for row in practice_remarks.under_way(fresh(page))] == ["Et après un an?"]

    @pytest.mark.parametrize(
        ("remarks", "field"),
        [({"how": "x" * 2001}, "remark_how"), ({"inconnue": "Rien."}, "comment"), ({"how": " "}, "comment")],
    )
    def test_what_is_refused_names_its_field(self, cast, world, remarks, field):
        page = make_draft(by=cast.amina, space=world.open)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)

        with pytest.raises(ValidationError) as refusal:
            practices.decide(by=cast.bruno, page=page, approve=False, remarks=remarks, at=NOW)
        assert list(refusal.value.message_dict) == [field]
        assert (PracticeRemark.objects.count(), fresh(page).state) == (0, PracticeState.REVIEW)

    def test_hostile_text_is_harmless(self, cast, world):
        page = make_draft(by=cast.amina, space=world.open)
        practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
        hostile = "<script>alert(1)</script>\x00 ![x](http://x/y) [y](javascript:alert(1))"
        practices.decide(by=cast.bruno, page=page, approve=False, remarks={"how": hostile}, at=NOW)

        html = PracticeRemark.objects.get().body_html
        assert ["<script" in html, "<img" in html, 'href="javascript' in html] == [False, False, False]

    def test_taken_into_account_and_not_after_all(self, cast, sent_back):
        remark = PracticeRemark.objects.get(part="how")
        practices.mark_remark(by=cast.amina, remark=remark, handled=True, at=NOW)
        practices.mark_remark(by=cast.chloe, remark=remark, handled=True, at=LATER)
        assert (remark.handled_at, remark.handled_by) == (NOW, cast.amina)

        practices.mark_remark(by=cast.amina, remark=remark, handled=False, at=LATER)
        assert (remark.handled_at, remark.handled_by) == (None, None)

    def test_only_who_writes_the_sheet_marks_them(self, cast, sent_back):
        for person in (cast.bruno, cast.david, cast.olga):
            with pytest.raises(PermissionDenied):
                practices.mark_remark(by=person, remark=PracticeRemark.objects.first(), handled=True, at=NOW)

    def test_marked_with_the_text(self, cast, world, sent_back):
        """Only those of this sheet."""
        other = make_draft(by=cast.chloe, space=world.open, title="Une autre")
        practices.ask_review(by=cast.chloe, page=other, reviewers=[cast.bruno], at=NOW)
        practices.decide(by=cast.bruno, page=other, approve=False, remarks={"how": "Non."}, at=NOW)

        every = list(PracticeRemark.objects.values_list("pk", flat=True))
        practices.save_draft(by=cast.amina, page=sent_back, how="Pour 400 $.", handled=every, at=LATER)

        handled = PracticeRemark.objects.exclude(handled_at=None)
        assert sorted(handled.values_list("part", "review__page", "handled_by")) == [
            ("how", sent_back.pk, cast.amina.pk), ("title", sent_back.pk, cast.amina.pk),
        ]  # fmt: skip

    def test_it_is_sent_again_to_who_asked_for_changes(self, cast, sent_back):
        assert practice_remarks.asked_again(sent_back) == [cast.bruno]
        practices.ask_review(by=cast.amina, page=sent_back, reviewers=[cast.bruno], at=LATER)
        assert practice_remarks.asked_again(sent_back) == []

    def test_what_was_said_stays_in_the_history(self, cast, sent_back):
        practices.save_draft(by=cast.amina, page=sent_back, how="Pour 400 $.", at=LATER)
        practices.ask_review(by=cast.amina, page=sent_back, reviewers=[cast.bruno], at=LATER)
        practices.decide(by=cast.bruno, page=sent_back, approve=True, comment="Bravo.", at=LATER)

        rounds = practice_remarks.history(sent_back)
        assert [(one.review.verdict, one.review.comment, len(one.remarks)) for one in rounds] == [
            ("approved", "Bravo.", 0), ("changes", "Presque.", 2),
        ]  # fmt: skip
        assert rounds[1].remarks[1].text_html == "<p>En trois semaines, avec deux personnes.</p>"
        assert practice_remarks.under_way(fresh(sent_back)) == []

    def test_who_asked_for_changes_sees_what_becomes_of_them(self, cast, sent_back):
        """While it is a draft; a stranger to it still does not."""
        seen = {key for key, person in cast if queries.visible_to(person).filter(pk=sent_back.pk).exists()}
        assert seen == {"amina", "bruno", "chloe"}

    def test_the_database_keeps_one_a_part_and_known_parts_only(self, sent_back):
        review = PracticeReview.objects.get()
        for values in ({"part": "how", "body": "Encore"}, {"part": "licence", "body": "Non"}, {"part": "tools", "body": ""}):
            with pytest.raises(IntegrityError), transaction.atomic():
                PracticeRemark.objects.create(review=review, **values)


def test_who_sees_what_is_not_published(cast, world):
    """Who wrote it, who was asked, the facilitator, who is credited; not another member, not an administrator."""
    page = make_draft(by=cast.amina, space=world.open, credited=[cast.esther])
    seen = {key for key, person in cast if queries.visible_to(person).filter(pk=page.pk).exists()}
    assert seen == {"amina", "chloe", "esther"}

    practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
    seen = {key for key, person in cast if queries.visible_to(person).filter(pk=page.pk).exists()}
    assert seen == {"amina", "bruno", "chloe", "esther"}
