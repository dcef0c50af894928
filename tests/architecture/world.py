"""A small world in which every address of the network leads somewhere: three spaces, texts, files, evidence, pages.

Amina, Bruno and Chloé know it from inside; David stands before its doors. Nobody else has anything in it but a role.
"""

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, Locale, Page, Site

from community.actions import memberships, replies, spaces, threads
from community.enums import SpaceAccess, ThreadKind
from community.models import JoinRequest, PracticePage, Reply, Space, Thread
from competencies.actions import evidence
from competencies.actions.frameworks import load_framework
from competencies.actions.topics import get_or_create_topics
from competencies.enums import EvidenceKind
from competencies.models import Competency, Evidence, Topic
from core import outbox
from job_profiles.actions.loading import load_profiles
from network.models import EditorialPage, HomePage
from people.actions import access, files, grants, invitations, photos
from people.models import AccessEntry, Attachment, Document, Grant, Image, Invitation, RoleHeld, User
from people.queries.imports import examine
from people.queries.imports.kept import keep
from people.views.files import markdown_of
from tests.architecture.passkeys import made_up_credential
from tests.architecture.world_campaigns import Campaigns, tell_campaigns
from tests.architecture.world_consultations import Consultations, tell_consultations
from tests.architecture.world_courses import Courses, tell_courses
from tests.architecture.world_diagnostics import Diagnosed, tell_diagnostics
from tests.architecture.world_events import Events, tell_events
from tests.architecture.world_harmonisation import Harmonised, tell_harmonisation
from tests.architecture.world_interventions import Interventions, tell_interventions
from tests.architecture.world_lessons import Lessons, tell_lessons
from tests.architecture.world_library import tell_library
from tests.architecture.world_needs import tell_needs
from tests.architecture.world_plans import Plans, tell_plans
from tests.architecture.world_practices import tell_practices
from tests.architecture.world_ratings import Ratings, tell_ratings
from tests.architecture.world_sessions import Seats, tell_sessions
from tests.architecture.world_shares import Shared, tell_shares
from tests.architecture.world_spaces import Spaces, tell_more_spaces
from tests.cast import Cast, create_cast
from tests.factories.files import document, picture

PASSWORD = "quatre mots tirés au sort"
# Words that stand nowhere else: of the hidden space, of what only Amina sees, of what a newcomer wrote to a facilitator.
HIDDEN_WORD, PRIVATE_WORD, CONFIDED_WORD = "zibeline", "hermine", "belette"


@dataclass(frozen=True)
class Corner:
    """A space with one discussion by Amina and an answer to it."""

    space: Space
    thread: Thread
    reply: Reply


@dataclass
class World:
    """What the rows of the matrix point at. `at`: an hour ago, when everything happened."""

    cast: Cast
    at: dt.datetime
    open: Corner = field(init=False)
    request: Corner = field(init=False)
    hidden: Corner = field(init=False)
    question: Thread = field(init=False)
    accepted: Reply = field(init=False)
    other_answer: Reply = field(init=False)
    deleted_thread: Thread = field(init=False)
    deleted_reply: Reply = field(init=False)
    joining: JoinRequest = field(init=False)
    sheets: dict[str, PracticePage] = field(init=False)
    events: Events = field(init=False)
    spaces: Spaces = field(init=False)
    consultations: Consultations = field(init=False)
    published: Attachment = field(init=False)
    draft: Attachment = field(init=False)
    topic: Topic = field(init=False)
    other_topic: Topic = field(init=False)
    competency: Competency = field(init=False)
    harmonised: Harmonised = field(init=False)
    diagnosed: Diagnosed = field(init=False)
    shared: Shared = field(init=False)
    ratings: Ratings = field(init=False)
    plans: Plans = field(init=False)
    campaigns: Campaigns = field(init=False)
    courses: Courses = field(init=False)
    interventions: Interventions = field(init=False)
    lessons: Lessons = field(init=False)
    seats: Seats = field(init=False)
    evidence: Evidence = field(init=False)
    withdrawn: Evidence = field(init=False)
    grant: Grant = field(init=False)
    seen: AccessEntry = field(init=False)
    invitation: Invitation = field(init=False)
    role: RoleHeld = field(init=False)
    passkey: Authenticator = field(init=False)
    public_page: EditorialPage = field(init=False)
    members_page: EditorialPage = field(init=False)
    library: Image = field(init=False)
    document: Document = field(init=False)

    @property
    def token(self) -> str:
        """What the mail of the invitation carries."""
        return invitations.token_of(self.invitation)

    def waiting_import(self) -> str:
        """The token of a file that Olga checked a moment ago (it waits in the cache, so in the cache of this visit)."""
        data = "courriel;prénom;nom;organisation\nzoe@exemple.test;Zoé;Fictive;MTMD\n".encode()
        report, _plan = examine(data, timezone.localdate())
        return keep(self.cast.olga, "membres.csv", data, report).token

    @property
    def first_files(self) -> dict[str, str]:
        """Names of stored files: of the library, and of Amina's portrait, which is not part of it."""
        portrait = self.cast.amina.photo
        assert portrait is not None
        return {
            "library": self.library.renditions.first().file.name.partition("/")[2],
            "library_original": self.library.file.name.partition("/")[2],
            "portrait": portrait.renditions.first().file.name.partition("/")[2],
            "portrait_original": portrait.file.name.partition("/")[2],
        }


def create_world() -> World:
    """Everything, through the actions; then what workers do behind is done too."""
    world = World(create_cast(), timezone.now() - dt.timedelta(hours=1))
    _give_passwords(world)
    _tell_competencies(world)
    _tell_spaces(world)
    world.spaces = tell_more_spaces(world, hidden_word=HIDDEN_WORD, confided_word=CONFIDED_WORD)
    world.events = tell_events(world, hidden_word=HIDDEN_WORD, confided_word=CONFIDED_WORD)
    _tell_files(world)
    _tell_privacy(world)
    _tell_pages(world)
    tell_library(world, HIDDEN_WORD)
    tell_practices(world, HIDDEN_WORD)
    tell_consultations(world)
    world.harmonised = tell_harmonisation(world)
    world.diagnosed = tell_diagnostics(world)
    world.shared = tell_shares(world)
    world.ratings = tell_ratings(world)
    world.plans = tell_plans(world)
    world.campaigns = tell_campaigns(world)
    world.courses = tell_courses(world)
    world.interventions = tell_interventions(world, tell_needs(world))
    world.lessons = tell_lessons(world, private_word=PRIVATE_WORD)
    world.seats = tell_sessions(world)
    while outbox.work_off_all(at=timezone.now()):
        pass
    return world


def _give_passwords(world: World) -> None:
    User.objects.update(password=make_password(PASSWORD))
    for _key, person in world.cast:
        EmailAddress.objects.create(user=person.user, email=person.user.email, verified=True, primary=True)
        person.user.refresh_from_db()
    amina = world.cast.amina.user
    TOTP.activate(amina, generate_totp_secret())
    RecoveryCodes.activate(amina)
    world.passkey = WebAuthn.add(amina, "Clé de bureau", made_up_credential()).instance


def _read(name: str) -> Any:
    return json.loads((settings.BASE_DIR / "data" / name).read_text("utf-8"))


def _tell_competencies(world: World) -> None:
    """Two competencies of the framework, one profile that asks for them, what Amina says of herself."""
    data = _read("competencies/framework.json")
    codes = ["STR1", "STR2"]
    data["competencies"] = [row for row in data["competencies"] if row["code"] in codes]
    load_framework(data=data, at=world.at)
    profile = _read("profiles/profiles.json")[0]
    profile["requirements"] = {code: asked for code, asked in profile["requirements"].items() if code in codes}
    load_profiles(data=[profile], families=_read("profiles/families.json"), at=world.at)
    world.competency, other = Competency.objects.order_by("code")
    world.topic, world.other_topic = get_or_create_topics(["accessibilité", "sous-titres"], at=world.at)
    common: dict[str, Any] = {
        "person": world.cast.amina, "level": 2, "kind": EvidenceKind.DECLARED, "note": f"Note : {PRIVATE_WORD}.",
        "occurred_on": timezone.localdate(world.at), "at": world.at,
    }  # fmt: skip
    world.evidence = evidence.record_evidence(competency=world.competency, source_key="essai:1", **common)
    row = evidence.record_evidence(competency=other, source_key="essai:2", **common)
    world.withdrawn = evidence.withdraw_evidence(evidence=row, by=world.cast.amina, at=world.at)


def _corner(world: World, name: str, access: SpaceAccess, *, word: str = "") -> Corner:
    """`word` stands in every text of the corner, and in no address."""
    cast, at = world.cast, world.at
    space = spaces.create_space(
        by=cast.chloe, name=name, access=access, summary=f"{name} de l’essai.", at=at, topic_names=["accessibilité"]
    )
    memberships.add_member(by=cast.chloe, space=space, person=cast.amina, at=at)
    answering = cast.chloe
    if access != SpaceAccess.REQUEST:
        memberships.add_member(by=cast.chloe, space=space, person=cast.bruno, at=at)
        answering = cast.bruno
    if word:
        spaces.edit_space(by=cast.chloe, space=space, at=at, name=f"{name} {word}", summary=f"Résumé : {word}.")
    space.refresh_from_db()
    thread = _thread(world, space, f"Discussion de l’{name.lower()} {word}".strip())
    reply = replies.post_reply(by=answering, thread=thread, body=f"Une réponse {word}.", at=at)
    return Corner(space, thread, reply)


def _thread(world: World, space: Space, title: str, kind: ThreadKind = ThreadKind.DISCUSSION) -> Thread:
    return threads.post_thread(
        by=world.cast.amina, space=space, kind=kind, title=title, body=f"{title}, en quelques mots.", at=world.at,
        topic_names=["accessibilité"],
    )  # fmt: skip


def _tell_spaces(world: World) -> None:
    cast, at = world.cast, world.at
    world.open = _corner(world, "Espace ouvert", SpaceAccess.OPEN)
    world.request = _corner(world, "Espace sur demande", SpaceAccess.REQUEST)
    world.hidden = _corner(world, "Espace caché", SpaceAccess.HIDDEN, word=HIDDEN_WORD)
    world.joining = memberships.request_to_join(
        by=cast.david, space=world.request.space, message=f"J’aimerais lire ({CONFIDED_WORD}).", at=at
    )
    world.question = _thread(world, world.open.space, "Comment sous-titrer?", ThreadKind.QUESTION)
    world.accepted = replies.post_reply(by=cast.bruno, thread=world.question, body="Avec un fichier à part.", at=at)
    world.other_answer = replies.post_reply(by=cast.chloe, thread=world.question, body="Au montage.", at=at)
    threads.accept_answer(by=cast.amina, thread=world.question, reply=world.accepted, at=at)
    world.deleted_thread = _thread(world, world.hidden.space, "Fil supprimé")
    threads.delete_thread(by=cast.amina, thread=world.deleted_thread, at=at)
    world.deleted_reply = replies.post_reply(by=cast.bruno, thread=world.hidden.thread, body="Réponse supprimée.", at=at)
    replies.delete_reply(by=cast.bruno, reply=world.deleted_reply, at=at)


def _tell_files(world: World) -> None:
    """A document published in the hidden space, another that Amina has not published, her portrait."""
    cast, at = world.cast, world.at
    world.published = files.store_attachment(owner=cast.amina, upload=document(), at=at)
    threads.edit_thread(
        by=cast.amina, thread=world.hidden.thread, title=world.hidden.thread.title, at=at,
        body=f"Le compte rendu ({HIDDEN_WORD}) sur l’accessibilité : {markdown_of(world.published)}",
    )  # fmt: skip
    replies.edit_reply(by=cast.bruno, reply=world.hidden.reply, body=f"Une réponse mieux {HIDDEN_WORD}.", at=at)
    world.published.refresh_from_db()
    world.draft = files.store_attachment(owner=cast.amina, upload=document("brouillon.txt"), at=at)
    photos.set_photo(person=cast.amina, upload=picture("amina.jpg"), by=cast.amina, at=at)


def _tell_privacy(world: World) -> None:
    cast, at = world.cast, world.at
    until = timezone.localdate() + dt.timedelta(days=30)
    world.grant = grants.give(
        person=cast.amina, grantee=cast.esther, target=world.evidence, label="Plan de communication", until=until, at=at
    )
    seen = access.record(
        person=cast.amina, viewer=cast.esther, what=f"Une preuve ({PRIVATE_WORD})", reason="Mentorat", at=at
    )
    assert seen is not None
    world.seen = seen
    mtmd = cast.amina.organisation
    report = invitations.invite(by=cast.olga, emails=["nouvelle@exemple.test"], organisation=mtmd, at=at)
    world.invitation = report.sent[0]
    world.role = RoleHeld.objects.get(person=cast.esther)


def _tell_pages(world: World) -> None:
    """Wagtail's tree: a home, a page for everybody, one for members, with an image and a document."""
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    locale = Locale.objects.get(language_code="fr")
    upload = picture("pont.png", kind="PNG")
    world.library = Image(title="Un pont", description="Un pont au lever du jour", collection=collection)
    world.library.file.save("pont.png", ContentFile(upload.read()), save=False)
    world.library.width, world.library.height = 300, 200
    world.library.save()
    world.library.get_rendition("max-800x600")
    world.document = Document(title="Guide", collection=collection)
    world.document.file.save("guide.txt", ContentFile(b"Guide"), save=True)
    home = root.add_child(instance=HomePage(title="Accueil", slug="accueil", locale=locale))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    body = [("text", "<p>Texte.</p>"), ("figure", {"image": world.library, "caption": "Un pont"})]
    world.public_page = home.add_child(
        instance=EditorialPage(title="Accessibilité", slug="accessibilite", body=body, signed_out=True, locale=locale)
    )
    world.members_page = home.add_child(
        instance=EditorialPage(title="Nétiquette", slug="netiquette", body=body, locale=locale)
    )
    for page in (world.public_page, world.members_page):
        page.save_revision().publish()
