"""Pages of the toolbox itself: only the catalogue of components, for development and demonstrations."""

import datetime as dt
from types import SimpleNamespace as Thing
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.forms import SampleForm

TEMPLATES = {
    "accueil": "core/catalogue_home.html",
    "diagnostic": "core/catalogue_diagnostic.html",
    "lecture": "core/catalogue_reading.html",
    "public": "core/catalogue_public.html",
}
LEVELS = ["Sensibilisation", "Application", "Maîtrise", "Expertise"]


@login_not_required
@require_safe
def component_catalogue(request: HttpRequest) -> HttpResponse:
    """Every component in every state, with invented content; `?vue=` shows whole pages. No database is read."""
    now = timezone.now()
    name = TEMPLATES.get(request.GET.get("vue", ""), "core/catalogue.html")
    context = {
        **_frame(),
        **_samples(now),
        "people": _people(),
        "feed": _feed(now),
        "competencies": _competencies(),
        "names": LEVELS,
    }
    return render(request, name, context)


def _entry(label: str, icon: str = "", count: int = 0, *, current: bool = False, url: str = "#") -> dict[str, Any]:
    return {"label": label, "icon": icon, "count": count, "current": current, "url": url}


def _frame() -> dict[str, Any]:
    """What the shell gives to a signed-in page, invented."""
    return {
        "viewer": _people()[0],
        "unread_notifications": 5,
        "live_topic": "",
        "english_available": True,
        "demo": False,
        "menu": [
            _entry("Accueil", "house", current=True, url="?vue=accueil"),
            _entry("Communauté", "messages-square", 12),
            _entry("Pratiques", "file-check"),
            _entry("Apprentissage", "graduation-cap", url="?vue=diagnostic"),
            _entry("Mentorat", "handshake", 1),
            _entry("Veille", "telescope", 34),
            _entry("Profils d’emploi", "briefcase"),
            _entry("Membres", "users"),
        ],
        "my_spaces": [
            _entry("Accessibilité numérique", "", 3),
            _entry("Gestion de communauté"),
            _entry("Rédaction claire", "", 1),
        ],
        "account_menu": [_entry("Préférences", "settings-2"), _entry("Mes données", "shield-check")],
        "foot_links": [_entry("Confidentialité"), _entry("Accessibilité"), _entry("Composants", url="?")],
    }


def _people() -> list[Thing]:
    names = [
        ("Amina Benali-Fictive", "Communicatrice · Santé"),
        ("Bruno Tremblay-Fictif", "Stagiaire · Transports"),
        ("Chloé Lavoie-Fictive", "Animatrice · Environnement"),
        ("David Roy-Fictif", "Nouveau venu · Éducation"),
        ("Esther Cloutier-Fictive", "Mentore · Finances"),
        ("Farid Haddad-Fictif", "Responsable sectoriel · Culture"),
        ("Gisèle Morin-Fictive", "Équipe stratégique · SCG"),
        ("Inès Nadeau-Fictive", "Veille · SCG"),
    ]
    return [
        Thing(
            pk=at,
            name=name,
            words=words,
            theme="",
            single_keys=True,
            get_absolute_url="#",
            topics=["accessibilité", "cartes"][: at % 3],
        )
        for at, (name, words) in enumerate(names)
    ]


def _feed(now: dt.datetime) -> list[dict[str, Any]]:
    people = _people()
    return [
        {
            "author": people[1], "author_url": "#", "organisation": "Transports", "at": now - dt.timedelta(minutes=25),
            "container_name": "Accessibilité numérique", "container_url": "#", "kind": "question", "url": "?vue=lecture",
            "title": "Comment décrire une carte interactive pour un lecteur d’écran?", "unread": True,
            "excerpt": "Notre carte des fermetures de routes compte 400 points. Une liste équivalente suffit-elle,"
            " ou faut-il pouvoir explorer la carte au clavier?",
            "tags": [_entry("accessibilité"), _entry("cartes"), _entry("Assurer l’accessibilité numérique · niveau 3")],
            "actions": [_entry("Répondre"), _entry("Suivre · 8")],
            "side": "Proposée à 4 personnes qui s’y connaissent, dont vous",
        },
        {
            "author": people[2], "author_url": "#", "organisation": "Environnement", "at": now - dt.timedelta(days=1),
            "container_name": "Rédaction claire", "container_url": "#", "kind": "practice", "url": "#",
            "title": "Réduire de 40\u00a0% la longueur d’une page de service sans rien perdre",
            "excerpt": "Méthode en quatre étapes, gabarit à télécharger, résultats avant et après auprès de 62 personnes.",
            "actions": [_entry("J’aime · 31"), _entry("8 commentaires")], "side": "Reprise par 5 ministères",
        },
        {
            "author": people[7], "author_url": "#", "organisation": "Veille", "at": now - dt.timedelta(days=1, hours=3),
            "kind": "watch", "kind_label": "Veille · Royaume-Uni", "url": "#", "note": "EN · aussi dans 4 sources",
            "title": "Tester ses contenus avec de vrais utilisateurs en une journée",
            "excerpt": "Ce que ça change pour nous\u00a0: la trame d’entrevue se prête telle quelle à nos pages de service.",
            "actions": [_entry("Lire plus tard"), _entry("Envoyer à un espace")],
        },
    ]  # fmt: skip


def _competencies() -> list[Thing]:
    rows = [
        ("Assurer l’accessibilité numérique", 1.5, 1.1, 1.9, 3, "gap", "warning", "Écart"),
        ("Rédiger en langage clair", 3.2, 2.8, 3.6, 3, "ok", "success", "Acquis"),
        ("Mesurer et interpréter la performance", 2.5, 2.0, 3.0, 3, "confirm", "confirm", "À confirmer"),
        ("Animer et modérer une communauté", 2.1, 1.7, 2.5, 2, "ok", "success", "Acquis"),
        ("Structurer l’information", 0.9, 0.5, 1.3, 2, "gap", "warning", "Écart"),
    ]
    keys = ("name", "value", "low", "high", "target", "tone", "pill", "state")
    return [Thing(**dict(zip(keys, row, strict=True))) for row in rows]


def _samples(now: dt.datetime) -> dict[str, Any]:
    """Values for the sections of the catalogue."""
    wrong = SampleForm({"title": "", "kind": "q", "visibility": "", "body": "Bonjour"}, auto_id="refus_%s")
    wrong.is_valid()
    return {
        "form": SampleForm(),
        "wrong": wrong,
        "moments": [
            now - dt.timedelta(minutes=25),
            now - dt.timedelta(days=1),
            now - dt.timedelta(days=4),
            now - dt.timedelta(days=400),
        ],
        "event_at": now + dt.timedelta(days=1),
        "tabs": [_entry("Tout", current=True), _entry("Questions", "", 12), _entry("Fiches"), _entry("Membres", "", 1264)],
        "facet": [_entry("Transports", "", 312, current=True), _entry("Santé", "", 1204), _entry("Environnement", "", 96)],
        "filters": [_entry("Transports"), _entry("Mentorat")],
        "segments": [("Décrire une carte pour l’", False), ("accessibilité", True), (" numérique", False)],
        "steps": ["Qui je suis", "Ce que je sais", "Mes espaces"],
        "facts": [
            ("Organisation", "Transports"),
            ("Langues", "français, anglais"),
            ("Vide", ""),
            ("Jours", "lundi au jeudi"),
        ],
    }
