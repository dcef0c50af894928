"""« Supprimer mon compte » : a marker text in every private field of every table, then a search of every table."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import CASCADE
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from activity.models import (
    Bookmark,
    BookmarkCollection,
    CalendarToken,
    Delivery,
    Notification,
    NotificationSettings,
    Preference,
    Subscription,
)
from community.actions import practices
from community.models import (
    CatchUp,
    JoinRequest,
    Membership,
    Mention,
    PracticeReuse,
    PracticeReview,
    QuestionOffer,
    Reaction,
    RoutedCompetency,
    RoutingProfile,
    SpaceInvitation,
    Thread,
)
from competencies.models import Competency, Evidence, Framework
from core.search import refresh
from people.actions.erasure import erase_person_data
from people.events import PersonErased
from people.models import (
    Absence,
    AccessEntry,
    Attachment,
    Consent,
    ErasureReceipt,
    Grant,
    Image,
    Invitation,
    OnboardingStep,
    Person,
    ProfileLink,
    ReportsTo,
    RoleHeld,
)  # fmt: skip
from people.queries import traces
from tests.cast import TODAY
from tests.factories.community import SpaceFactory, ThreadFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.people import PersonFactory
from tests.factories.practices import make_draft
from tests.people.actions.erased_diagnostics import fill_diagnostics
from tests.people.actions.erased_learning import fill_learning

MARK = "zyxmarque"


def places_of_the_mark():
    """Every column of every table of which a row carries the mark, as text, in JSON, in an array or in a search vector."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables"
            " USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE lower("{column}"::text) LIKE %s', [f"%{MARK}%"])  # noqa: S608
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    return found


def fill_people(person, other, now):
    Person.objects.filter(pk=person.pk).update(
        given_name=f"{MARK}prenom", family_name=MARK, sort_key=MARK, folded_name=MARK, pronouns=MARK, role_title=MARK,
        bio=MARK, bio_html=f"<p>{MARK}</p>", ask_me_about=[MARK], languages=[MARK], visibility={MARK: "me"}, photo_path=MARK,
    )  # fmt: skip
    person.refresh_from_db()
    ProfileLink.objects.create(person=person, label=MARK, url=f"https://{MARK}.test/")
    Absence.objects.create(person=person, starts_on=TODAY, ends_on=TODAY, message=MARK)
    OnboardingStep.objects.create(person=person, step=MARK, at=now)
    RoleHeld.objects.create(person=person, role="mentor", from_on=TODAY)
    ReportsTo.objects.create(person=person, manager=other, from_on=TODAY)
    Consent.objects.create(person=person, purpose=MARK, notice_version=MARK, choice="given", at=now)
    for giver, taker in ((person, other), (other, person)):
        Grant.objects.create(
            person=giver, grantee=taker, target=giver, label=MARK, created_at=now, until=TODAY + dt.timedelta(days=9)
        )
    AccessEntry.objects.create(person=person, viewer=other, what=MARK, reason=MARK, at=now)
    Invitation.objects.create(
        email=person.user.email, organisation=person.organisation, token_digest=MARK, created_at=now, expires_at=now
    )
    draft = Attachment(owner=person, name=MARK, extension="txt", media_type="text/plain", size=1, digest="", created_at=now)
    draft.file.save("note.txt", ContentFile(b"x"), save=False)
    draft.save()
    person.photo = Image.objects.create(title=MARK, file=get_test_image_file(), uploaded_by_user=person.user)
    Person.objects.filter(pk=person.pk).update(photo=person.photo)
    refresh("person", [person.pk])


def fill_account(person, now):
    user = person.user
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    SocialAccount.objects.create(user=user, provider="saml", uid=MARK, extra_data={"nom": MARK})
    Authenticator.objects.create(user=user, type="totp", data={"secret": MARK})
    UserProfile.objects.create(user=user, current_time_zone=MARK)
    for thing in (person, user):
        log_action = {"label": MARK, "action": "wagtail.edit", "timestamp": now, "user": user, "object_id": str(thing.pk)}
        ModelLogEntry.objects.create(content_type=ContentType.objects.get_for_model(thing), **log_action)


def fill_apps_above(person, other, now):
    space = SpaceFactory(member_count=1)
    thread = ThreadFactory(space=space, author=other)
    named = f"@[{MARK}](membre:{person.pk})"
    link = f'<p><a class="mention" href="{person.get_absolute_url()}">@{MARK}</a></p>'
    naming = ThreadFactory(space=space, author=other, body=named, body_html=link, excerpt=f"@{MARK}")
    Mention.objects.create(thread=naming, person=person)
    refresh("thread", [naming.pk])
    Membership.objects.create(space=space, person=person, joined_at=now)
    JoinRequest.objects.create(space=space, person=person, message=MARK, created_at=now)
    Reaction.objects.create(person=person, target=thread, created_at=now)
    Subscription.objects.create(person=person, target=thread, created_at=now)
    Subscription.objects.create(person=other, target=person, created_at=now)
    Bookmark.objects.create(person=person, target=thread, created_at=now)
    Preference.objects.create(person=person, kind=MARK, channel="email", wanted=True)
    Notification.objects.create(
        person=person, kind=MARK, reason=MARK, event_key=MARK, data={"extrait": MARK}, url="/", created_at=now
    )
    event = EventFactory(space=space, organiser=other, title="Un atelier", body=named, body_html=f"<p>@{MARK}</p>")
    RegistrationFactory(event=event, person=person, note=MARK)
    CalendarToken.objects.create(person=person, digest=MARK, created_at=now)
    competency = Competency.objects.first()
    Evidence.objects.create(
        person=person, competency=competency, level=2, kind="declared", source_key=MARK, occurred_on=TODAY, note=MARK,
        recorded_at=now,
    )  # fmt: skip


def fill_questions(person, other, now):
    """What the person allows, what was offered to them, what they keep and where."""
    thread = ThreadFactory(author=other)
    profile = RoutingProfile.objects.create(person=person, active_since=now)
    RoutedCompetency.objects.create(profile=profile, competency=Competency.objects.first())
    QuestionOffer.objects.create(thread=thread, person=person, wave=1, score=1, reasons=[{"name": MARK}], offered_at=now)
    CatchUp.objects.create(person=person, away_since=now)
    mine = BookmarkCollection.objects.create(person=person, name=MARK, created_at=now)
    Bookmark.objects.create(person=person, target=thread, collection=mine, note=MARK, created_at=now)


def fill_sheets_and_mails(person, other, now):
    """What the person said of others' sheets, where they were asked in, what was mailed to them."""
    space = SpaceFactory(created_by=other)
    Membership.objects.create(space=space, person=other, role="facilitator", joined_at=now)
    page = make_draft(by=other, space=space, at=now)
    PracticeReview.objects.create(
        page=page, reviewer=person, asked_at=now, verdict="changes", comment=MARK, comment_html=MARK, decided_at=now
    )
    PracticeReuse.objects.create(
        page=page, person=person, organisation=person.organisation, result=MARK, result_html=MARK, created_at=now
    )
    SpaceInvitation.objects.create(
        space=space, person=person, message=MARK, created_at=now, expires_at=now + dt.timedelta(days=30)
    )
    NotificationSettings.objects.create(person=person, refused_address=f"{MARK}@exemple.test")
    notice = Notification.objects.get(person=person, event_key=MARK)
    Delivery.objects.create(notification=notice, person=person, due_at=now, error=MARK)


def fill_practices(person, other, now):
    """A draft of the person's own, their name in a sheet of somebody else and in its revisions, what they said of it."""
    space = SpaceFactory(member_count=2)
    for one in (person, other):
        Membership.objects.create(space=space, person=one, joined_at=now)
    draft = make_draft(by=person, space=space, at=now, title=MARK, context=MARK)
    practices.save_draft(by=person, page=draft, how=MARK, at=now)
    work = make_draft(by=other, space=space, at=now, how=f"Avec @[{MARK}](membre:{person.pk}).")
    practices.ask_review(by=other, page=work, reviewers=[person], at=now)
    practices.decide(by=person, page=work, approve=False, comment=MARK, at=now)


@pytest.fixture
def story(db, now, settings, tmp_path):
    """A member with something private everywhere, and a thread that is work."""
    settings.MEDIA_ROOT = tmp_path
    framework = Framework.objects.create(version="essai", loaded_at=now)
    group = framework.groups.create(code="G", name_fr="Groupe", name_en="Group")
    Competency.objects.create(framework=framework, group=group, code="C1", name_fr="Compétence", name_en="Competency")
    person = PersonFactory(user__email=f"{MARK}@exemple.test", given_name=MARK)
    other = PersonFactory(given_name="Autre")
    fill_people(person, other, now)
    fill_account(person, now)
    fill_apps_above(person, other, now)
    fill_questions(person, other, now)
    fill_sheets_and_mails(person, other, now)
    fill_practices(person, other, now)
    fill_diagnostics(person, other, now, MARK)
    fill_learning(person, other, now, MARK)
    work = ThreadFactory(author=person, title="Le travail reste")
    return person, other, work


def session_of(user):
    store = SessionStore()
    store.update({"_auth_user_id": str(user.pk), "_auth_user_backend": "people.middleware.MemberBackend", "note": MARK})
    store.create()
    return store.session_key


def test_the_mark_is_nowhere_after_the_erasure(story, now):
    person, other, _work = story
    key, elsewhere = session_of(person.user), session_of(other.user)
    assert len(places_of_the_mark()) >= 40
    erase_person_data(person=person, at=now)
    assert places_of_the_mark() == []
    assert not SessionStore().exists(key)
    assert SessionStore(key).load() == {}
    assert SessionStore().exists(elsewhere)


def test_the_work_stays_under_another_name(story, now):
    person, _other, work = story
    erase_person_data(person=person, at=now)
    work = Thread.objects.select_related("author").get(pk=work.pk)
    assert (work.title, work.author.name, work.author.status) == ("Le travail reste", "Ancien membre", "left")
    assert work.author.user is None
    assert person.name == "Ancien membre"


def test_others_keep_what_is_theirs(story, now):
    person, other, _work = story
    AccessEntry.objects.create(person=other, viewer=person, what="Plan d’Autre", at=now)
    erase_person_data(person=person, at=now)
    assert [(entry.what, entry.viewer.name) for entry in AccessEntry.objects.filter(person=other)] == [
        ("Plan d’Autre", "Ancien membre")
    ]


def test_a_receipt_with_counts_and_without_content(story, now):
    person, _other, _work = story
    receipt = erase_person_data(person=person, at=now)
    assert (receipt.person_number, receipt.at) == (person.pk, now)
    assert receipt.counts["people.consent"] == 1
    assert receipt.counts["people.profilelink"] == 1
    assert receipt.counts["people.user"] == 1
    assert all(isinstance(number, int) for number in receipt.counts.values())


def test_erasing_twice_gives_the_first_receipt(story, now):
    person, _other, _work = story
    first = erase_person_data(person=person, at=now)
    assert erase_person_data(person=person, at=now + dt.timedelta(days=1)) == first
    assert ErasureReceipt.objects.count() == 1


def test_the_portrait_and_the_drafts_leave_the_disk(story, now, django_capture_on_commit_callbacks, settings):
    person, _other, _work = story
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    with django_capture_on_commit_callbacks(execute=True):
        erase_person_data(person=person, at=now)
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


def test_it_is_announced(story, now):
    from core import events

    person, _other, _work = story
    heard = []
    events.subscribe(PersonErased, when="commit")(heard.append)
    try:
        from django.test import TestCase

        with TestCase.captureOnCommitCallbacks(execute=True):
            erase_person_data(person=person, at=now)
    finally:
        events.handlers_of(PersonErased, "commit").remove(heard.append)
    assert [event.person_id for event in heard] == [person.pk]


def test_every_private_table_was_filled_above(story):
    """A new table that points at a person with CASCADE must be filled in this story, and so be searched."""
    person, _other, _work = story
    empty = {
        f"{model._meta.label}.{field}"
        for model, field in traces.private_relations()
        if not model._default_manager.filter(**{field: person.pk}).exists()
    }
    allowed = {"people.AudienceMember.person", "people.ReportsTo.manager"}
    without_text = {
        label
        for label in empty
        if not any(
            field.get_internal_type() in {"CharField", "TextField", "JSONField", "URLField"}
            for field in apps.get_model(label.rsplit(".", 1)[0])._meta.concrete_fields
        )
    }
    assert empty - allowed - without_text == set()


def test_every_relation_says_whether_it_is_private_or_work():
    """CASCADE is private; SET_NULL and PROTECT are work. Nothing else may point at a person."""
    kinds = {
        relation.on_delete.__name__
        for relation in Person._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and not relation.many_to_many
        and relation.on_delete is not CASCADE
    }
    assert kinds <= {"SET_NULL", "PROTECT", "DO_NOTHING"}
