"""axe on every page type: in full once, contrast again in the dark, English on a sample; nothing wider than a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

# (who looks, address). A `*` address is reached from the first link of a page that matches.
PAGES = {
    "accueil": ("Amina", "/"),
    "communauté": ("Amina", "/communaute/"),
    "espaces": ("Amina", "/communaute/espaces/"),
    "espace": ("Amina", "/communaute/espaces/accessibilite-numerique/"),
    "questions d’un espace": ("Amina", "/communaute/espaces/accessibilite-numerique/?onglet=questions"),
    "à propos d’un espace": ("Amina", "/communaute/espaces/accessibilite-numerique/?onglet=a-propos"),
    "membres d’un espace": ("Chloé", "/communaute/espaces/accessibilite-numerique/membres/"),
    "réglages d’un espace": ("Chloé", "/communaute/espaces/accessibilite-numerique/reglages/"),
    "nouvel espace": ("Amina", "/communaute/espaces/nouveau/"),
    "porte d’un espace": ("David", "/communaute/espaces/communication-de-crise/"),
    "fils": ("Amina", "/communaute/fils/"),
    "nouveau fil": ("Amina", "/communaute/fils/nouveau/?genre=question"),
    "invitations à un espace": ("Chloé", "/communaute/espaces/accessibilite-numerique/invitations/"),
    "étagère d’un espace": ("Chloé", "/communaute/espaces/accessibilite-numerique/etagere/"),
    "exports d’un espace": ("Chloé", "/communaute/espaces/accessibilite-numerique/exports/"),
    "porte d’un espace privé": ("Bruno", "/communaute/espaces/cellule-des-porte-parole/"),
    "fiches": ("Amina", "/communaute/pratiques/"),
    "mes fiches": ("Amina", "/communaute/pratiques/?vue=miennes"),
    "nouvelle fiche": ("Amina", "/communaute/pratiques/nouvelle/"),
    "événements": ("Amina", "/communaute/evenements/"),
    "événements passés": ("Amina", "/communaute/evenements/?vue=passes"),
    "nouvel événement": ("Amina", "/communaute/evenements/nouveau/"),
    "rattrapage": ("Amina", "/communaute/rattrapage/"),
    "aider par ses réponses": ("Karim", "/communaute/aider/"),
    "aider, avant d’accepter": ("Amina", "/communaute/aider/"),
    "répertoire": ("Amina", "/membres/"),
    "répertoire en tableau": ("Farid", "/membres/?vue=tableau"),
    "modifier mon profil": ("Amina", "/membres/moi/modifier/"),
    "organisations": ("Amina", "/membres/organisations/"),
    "première visite": ("David", "/bienvenue/"),
    "compétences": ("Amina", "/competences/"),
    "compétence": ("Amina", "/competences/WEB3/"),
    "étiquettes": ("Olga", "/competences/etiquettes/"),
    "mes preuves": ("Amina", "/competences/mes-preuves/"),
    "profils d’emploi": ("Amina", "/profils-emploi/"),
    "profil d’emploi": ("Amina", "/profils-emploi/digital_communications/"),
    "carte des parcours": ("Amina", "/profils-emploi/carte/"),
    "deux profils comparés": ("Amina", "/profils-emploi/comparer/?a=digital_communications&b=community_management"),
    "comparer, sans rien choisir": ("Olga", "/profils-emploi/comparer/"),
    "ma distance": ("Amina", "/profils-emploi/digital_communications/ma-distance/"),
    "historique d’un profil": ("Amina", "/profils-emploi/ux/historique/"),
    "version d’un profil": ("Amina", "/profils-emploi/ux/versions/1/"),
    "ébauches de profils": ("Léa", "/profils-emploi/ebauches/"),
    "nouveau profil d’emploi": ("Léa", "/profils-emploi/ebauches/nouveau/"),
    "consultations": ("Malik", "/profils-emploi/consultations/"),
    "propositions de modification": ("Amina", "/profils-emploi/propositions/"),
    "proposer une modification": ("Amina", "/profils-emploi/ux/proposer/"),
    "descriptions en usage": ("Léa", "/profils-emploi/harmonisation/"),
    "importer des descriptions": ("Malik", "/profils-emploi/harmonisation/importer/"),
    "rapprochements": ("Léa", "/profils-emploi/harmonisation/rapprochements/"),
    "couverture": ("Amina", "/profils-emploi/couverture/"),
    "couverture d’un profil": ("Malik", "/profils-emploi/community_management/couverture/"),
    "usage d’un ministère": ("Amina", "/profils-emploi/community_management/couverture/MESS/"),
    "déclarer un usage": ("Malik", "/profils-emploi/community_management/couverture/MESS/declarer/"),
    "diagnostic, avant de l’activer": ("Esther", "/apprentissage/diagnostic/"),
    "mon diagnostic": ("Amina", "/apprentissage/diagnostic/"),
    "mon diagnostic, terminé": ("Bruno", "/apprentissage/diagnostic/"),
    "viser mon profil": ("Bruno", "/apprentissage/diagnostic/nouveau/"),
    "viser des compétences": ("Bruno", "/apprentissage/diagnostic/nouveau/?cible=competences"),
    "catalogue": ("Amina", "/apprentissage/cours/?q=clair"),
    "formation": ("Amina", "/apprentissage/cours/reecrire-une-page-qui-fait-appeler/"),
    "demander une formation": ("Amina", "/apprentissage/cours/souhaits/nouveau/"),
    "mes demandes de formation": ("Amina", "/apprentissage/cours/souhaits/"),
    "écrire une formation": ("Karim", "/apprentissage/cours/lire-une-page-html/modifier/"),
    "mes formations": ("Karim", "/apprentissage/cours/miennes/"),
    "formations demandées": ("Farid", "/apprentissage/cours/demandes/"),
    "notifications": ("Amina", "/notifications/"),
    "abonnements": ("Amina", "/notifications/abonnements/"),
    "signets": ("Amina", "/notifications/signets/"),
    "réglages des notifications": ("Bruno", "/notifications/preferences/"),
    "mes envois": ("Amina", "/notifications/envois/"),
    "mon calendrier": ("Amina", "/notifications/calendrier/"),
    "courriels de la démonstration": ("Amina", "/demo/courriels/"),
    "recherche": ("Amina", "/recherche/?q=accessibilite"),
    "recherche vaine": ("Amina", "/recherche/?q=xylophonique"),
    "recherche vide": ("Amina", "/recherche/"),
    "mon compte": ("Amina", "/compte/"),
    "préférences": ("Amina", "/compte/preferences/"),
    "confidentialité": ("Amina", "/compte/confidentialite/"),
    "qui a vu quoi": ("Amina", "/compte/confidentialite/consultations/"),
    "mes données": ("Amina", "/compte/mes-donnees/"),
    "supprimer mon compte": ("Amina", "/compte/supprimer/"),
    "invitations": ("Olga", "/compte/invitations/"),
    "importer": ("Olga", "/membres/importer/"),
    "introuvable": ("Amina", "/rien/de/tel/"),
    "interdit": ("David", "/compte/invitations/"),
    "composants": ("Olga", "/_composants/"),
}
LINKED = {
    "description en usage": (
        "Léa",
        "/profils-emploi/harmonisation/",
        "/profils-emploi/harmonisation/descriptions/",
        r"^/profils-emploi/harmonisation/descriptions/\d+/$",
    ),
    "descriptions côte à côte": (
        "Léa",
        "/profils-emploi/harmonisation/rapprochements/",
        "/profils-emploi/harmonisation/matrice/",
        r"^/profils-emploi/harmonisation/matrice/$",
    ),
    "fil": ("Amina", "/communaute/espaces/accessibilite-numerique/", "/communaute/fils/", r"^/communaute/fils/\d+/$"),
    "fiche": ("Amina", "/communaute/pratiques/", "/communaute/pratiques/", r"^/communaute/pratiques/\d+-[\w-]+/$"),
    "événement": ("Amina", "/communaute/evenements/", "/communaute/evenements/", r"^/communaute/evenements/\d+/$"),
    "profil": ("Amina", "/membres/", "/membres/", r"^/membres/\d+/$"),
    "profil d’emploi": ("Amina", "/profils-emploi/", "/profils-emploi/", r"^/profils-emploi/[\w-]+/$"),
    "ébauche": ("Léa", "/profils-emploi/ebauches/", "/profils-emploi/ebauches/", r"^/profils-emploi/ebauches/\d+/$"),
    "consultation": (
        "Malik",
        "/profils-emploi/consultations/",
        "/profils-emploi/consultations/",
        r"^/profils-emploi/consultations/\d+/$",
    ),
    "réponse d’un ministère": (
        "Malik",
        "/profils-emploi/consultations/",
        "/profils-emploi/consultations/",
        r"^/profils-emploi/consultations/\d+/repondre/",
    ),
    "énoncé": ("Amina", "/apprentissage/diagnostic/", "/apprentissage/", r"^/apprentissage/diagnostic/\d+/$"),
    "mes réponses": ("Amina", "/apprentissage/diagnostic/", "/apprentissage/", r"^/apprentissage/diagnostic/\d+/reponses/$"),
    "étiquette": ("Amina", "/competences/etiquettes/", "/competences/etiquettes/", r"^/competences/etiquettes/[\w-]+/$"),
    "page éditoriale": ("Amina", "/recherche/?q=netiquette&genre=page", "/pages/", r"^/pages/.+/$"),
}
SIGNED_OUT = {"connexion": "/compte/connexion/", "mot de passe oublié": "/compte/mot-de-passe/oublie/"}
ENGLISH = (
    "accueil",
    "espace",
    "fiches",
    "fiche",
    "événement",
    "réglages des notifications",
    "répertoire",
    "compétence",
    "préférences",
    "recherche",
)


def go(page: Page, name: str) -> None:
    if name in PAGES:
        page.goto(PAGES[name][1])
        return
    _who, start, prefix, pattern = LINKED[name]
    page.goto(start)
    addresses = page.eval_on_selector_all(f"main a[href^='{prefix}']", "links => links.map(a => a.getAttribute('href'))")
    page.goto(next(address for address in addresses if re.match(pattern, address.split("?")[0].split("#")[0])))


def put_in(page: Page, theme: str) -> None:
    """The page in that theme, drawn anew: no colour is half-way."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.reload()


def of(name: str) -> str:
    return (PAGES.get(name) or LINKED[name])[0]


@pytest.fixture(scope="module")
def known(request: pytest.FixtureRequest) -> dict[tuple[str, bool], dict]:
    """Signed-in states by person, so that each signs in once."""
    return {}


@pytest.fixture
def page_of(enter: Callable[..., Page], window: Callable[..., Page], known) -> Callable[..., Page]:
    def open_page(who: str, **more: bool) -> Page:
        if (who, False) not in known:
            known[who, False] = enter(who).context.storage_state()
        page = window(**more)
        page.context.add_cookies(known[who, False]["cookies"])
        return page

    return open_page


@pytest.mark.parametrize("name", [*PAGES, *LINKED])
def test_page(name, page_of, accessible):
    page = page_of(of(name))
    go(page, name)
    page.wait_for_load_state("networkidle")
    accessible(page)
    put_in(page, "dark")
    accessible(page, only=["color-contrast"])
    put_in(page, "light")
    page.set_viewport_size({"width": 375, "height": 812})
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    accessible(page, only=["target-size", "color-contrast"])


@pytest.mark.parametrize("name", SIGNED_OUT)
def test_page_without_an_account(name, window, accessible):
    page = window()
    page.goto(SIGNED_OUT[name])
    accessible(page)
    put_in(page, "dark")
    accessible(page, only=["color-contrast"])
