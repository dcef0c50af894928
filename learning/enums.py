"""Closed lists of the learning app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TargetKind(models.TextChoices):
    MINE = "mine", _("Mon profil d’emploi")
    OTHER = "other", _("Un autre profil")
    COMPETENCIES = "competencies", _("Des compétences que je choisis")


class RunState(models.TextChoices):
    OPEN = "open", _("En cours")
    FINISHED = "finished", _("Terminé")


class Verdict(models.TextChoices):
    """What the answers decide about one competency and its target."""

    MET = "met", _("Force")
    GAP = "gap", _("Écart")
    UNDECIDED = "undecided", _("À discuter")

    @classmethod
    def of(cls, decided: bool | None) -> "Verdict":
        """From what the engine decides: True, False, or None for neither (competencies/rules/graded.py)."""
        return cls.UNDECIDED if decided is None else cls.MET if decided else cls.GAP


class RaterKind(models.TextChoices):
    MANAGER = "manager", _("Gestionnaire")
    PEER = "peer", _("Pair")


class RatingState(models.TextChoices):
    SENT = "sent", _("Envoyée")
    ANSWERED = "answered", _("Répondue")
    DECLINED = "declined", _("Déclinée")
    WITHDRAWN = "withdrawn", _("Retirée")
    LAPSED = "lapsed", _("Échue")


class Mark(models.TextChoices):
    """What a rater says of one statement."""

    OBSERVED = "observed", _("Observé")
    NOT_OBSERVED = "not", _("Non observé")
    PASSED = "passed", _("Je passe")


class CampaignState(models.TextChoices):
    DRAFT = "draft", _("En préparation")
    OPEN = "open", _("Ouverte")
    CLOSED = "closed", _("Terminée")
    PUBLISHED = "published", _("Publiée")


class PlanState(models.TextChoices):
    ACTIVE = "active", _("En cours")
    CLOSED = "closed", _("Terminé")


class ReachedBy(models.TextChoices):
    """Who says that a goal is reached. What a measure says is for the person alone."""

    HAND = "hand", _("Vous l’avez dit")
    MEASURE = "measure", _("Votre diagnostic le montre")


class StepState(models.TextChoices):
    TODO = "todo", _("À faire")
    DOING = "doing", _("En cours")
    DONE = "done", _("Fait")
    DROPPED = "dropped", _("Abandonné")


class CourseKind(models.TextChoices):
    CLASSROOM = "classroom", _("En salle")
    VIRTUAL = "virtual", _("Classe virtuelle")
    SELF_PACED = "self_paced", _("À son rythme")
    BLENDED = "blended", _("Hybride")
    EXTERNAL = "external", _("À l’extérieur du réseau")


class CourseLanguage(models.TextChoices):
    FRENCH = "fr", _("Français")
    ENGLISH = "en", _("Anglais")
    BOTH = "both", _("Français et anglais")


class CourseState(models.TextChoices):
    DRAFT = "draft", _("Brouillon")
    PUBLISHED = "published", _("Au catalogue")
    RETIRED = "retired", _("Retirée du catalogue")


class CourseDeed(models.TextChoices):
    CREATED = "created", _("Fiche écrite")
    EDITED = "edited", _("Fiche modifiée")
    PUBLISHED = "published", _("Mise au catalogue")
    RETIRED = "retired", _("Retirée du catalogue")


class ApprovalBy(models.TextChoices):
    NOBODY = "nobody", _("Personne")
    MANAGER = "manager", _("Gestionnaire")
    LEAD = "lead", _("Direction d’équipe sectorielle")


class SessionMode(models.TextChoices):
    ROOM = "room", _("En salle")
    ONLINE = "online", _("En ligne")
    BOTH = "both", _("En salle et en ligne")


class SessionState(models.TextChoices):
    PLANNED = "planned", _("Prévue")
    SURE = "sure", _("Confirmée")
    CANCELLED = "cancelled", _("Annulée")
    HELD = "held", _("Tenue")


class EnrolmentState(models.TextChoices):
    """Requested → confirmed or waiting → offered (a seat, until a moment) → attended or absent; the others end it."""

    REQUESTED = "requested", _("À approuver")
    CONFIRMED = "confirmed", _("Confirmée")
    WAITING = "waiting", _("En liste d’attente")
    OFFERED = "offered", _("Place offerte")
    ATTENDED = "attended", _("Présence")
    ABSENT = "absent", _("Absence")
    CANCELLED = "cancelled", _("Annulée")
    REFUSED = "refused", _("Refusée")
    LAPSED = "lapsed", _("Offre expirée")


class AskedOf(models.TextChoices):
    """Who decides on a request: the first of these that there is, from what the course asks on."""

    MANAGER = "manager", _("Gestionnaire")
    LEAD = "lead", _("Direction d’équipe sectorielle")
    TEAM = "team", _("Équipe stratégique")


class Outcome(models.TextChoices):
    """What an assessment at the end of a session said; empty: there was none."""

    PASSED = "passed", _("Réussite")
    FAILED = "failed", _("Échec")


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("Une bonne réponse")
    MULTIPLE = "multiple", _("Plusieurs bonnes réponses")
    SHORT = "short", _("Réponse courte")
    OPEN = "open", _("Réponse ouverte, relue par une personne")


class LessonFileKind(models.TextChoices):
    IMAGE = "image", _("Image")
    VIDEO = "video", _("Vidéo")
    CAPTIONS = "captions", _("Sous-titres")
    DOCUMENT = "document", _("Document")


class Completion(models.TextChoices):
    """What a self-paced course asks for."""

    ALL = "all", _("Toutes les leçons terminées et tous les questionnaires réussis")
    LESSONS = "lessons", _("Toutes les leçons terminées")
    QUIZZES = "quizzes", _("Tous les questionnaires réussis")


class ReviewState(models.TextChoices):
    WAITING = "waiting", _("À relire")
    ACCEPTED = "accepted", _("Acceptée")
    TO_REDO = "to_redo", _("À reprendre")


class InterventionState(models.TextChoices):
    DRAFT = "draft", _("En préparation")
    ADOPTED = "adopted", _("Adopté")
    CLOSED = "closed", _("Terminé")


class ActionKind(models.TextChoices):
    COURSE = "course", _("Formation existante")
    SESSIONS = "sessions", _("Séances à ouvrir")
    MENTORING = "mentoring", _("Programme de mentorat")
    GUIDE = "guide", _("Guide ou fiche de pratique")
    HIRING = "hiring", _("Embauche")
    OTHER = "other", _("Autre mesure")


class ActionState(models.TextChoices):
    PLANNED = "planned", _("Prévue")
    RUNNING = "running", _("En cours")
    DONE = "done", _("Faite")
    DROPPED = "dropped", _("Abandonnée")


class ProposalState(models.TextChoices):
    COMPUTING = "computing", _("En calcul")
    DONE = "done", _("Prête")
    FAILED = "failed", _("Non aboutie")


class MoveKind(models.TextChoices):
    CREATED = "created", _("Plan créé")
    CHANGED = "changed", _("Plan modifié")
    ADDED = "added", _("Action ajoutée")
    EDITED = "edited", _("Action modifiée")
    MOVED = "moved", _("Action déplacée")
    REMOVED = "removed", _("Action supprimée")
    FOLLOWED = "followed", _("Suivi noté")
    PROPOSED = "proposed", _("Proposition demandée")
    TAKEN = "taken", _("Action prise d’une proposition")
    ADOPTED = "adopted", _("Plan adopté")
    REOPENED = "reopened", _("Plan remis en préparation")
    CLOSED = "closed", _("Plan terminé")
