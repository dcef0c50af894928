"""What a new space begins with, by its kind: words that its maker changes at will. French first, English complete.

Addresses of the shelf are those of the network itself, so that they never age.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class FirstThread:
    """A thread that the maker may untick; `key` names it in the form."""

    key: str
    title: str
    body: str


@dataclass(frozen=True)
class FirstLink:
    key: str
    title: str
    url: str
    note: str


@dataclass(frozen=True)
class SpaceTemplate:
    """`summary`: a hint, never text of its own; `welcome` is Markdown; `topics` are names."""

    summary: str
    welcome: str
    topics: tuple[str, ...]
    links: tuple[FirstLink, ...]
    threads: tuple[FirstThread, ...]


_HELLO_FR = FirstThread(
    "bonjour",
    "Présentez-vous",
    "Bienvenue! En trois lignes\xa0: où vous travaillez, ce que vous faites ces temps-ci, et une chose sur laquelle on peut "
    "vous poser des questions.",
)
_RULES_FR = FirstThread(
    "regles",
    "Règles de la maison",
    "- On pose ses questions ici plutôt que par courriel\xa0: la réponse servira à d’autres.\n"
    "- On dit ce qu’on a essayé, et on marque la réponse qui a aidé.\n"
    "- Pas de renseignement personnel\xa0: ce qu’on écrit est un document d’un organisme public.\n"
    "- On critique une idée, jamais une personne.",
)
_HELLO_EN = FirstThread(
    "bonjour",
    "Introduce yourself",
    "Welcome! In three lines: where you work, what you are doing these days, and one thing people may ask you about.",
)
_RULES_EN = FirstThread(
    "regles",
    "House rules",
    "- Ask here rather than by email: the answer will serve others.\n"
    "- Say what you tried, and mark the answer that helped.\n"
    "- No personal information: what we write is a record of a public body.\n"
    "- Criticise an idea, never a person.",
)
_SHEETS_FR = FirstLink("fiches", "Fiches de pratique du réseau", "/communaute/pratiques/", "Ce qui a marché ailleurs.")
_SHEETS_EN = FirstLink("fiches", "Practice sheets of the network", "/communaute/pratiques/", "What worked elsewhere.")
_SKILLS_FR = FirstLink("competences", "Référentiel des compétences", "/competences/", "Les mots communs du métier.")
_SKILLS_EN = FirstLink("competences", "Competency framework", "/competences/", "The common words of the trade.")
_PEOPLE_FR = FirstLink("membres", "Répertoire des membres", "/membres/", "Qui fait quoi, et où.")
_PEOPLE_EN = FirstLink("membres", "Directory of members", "/membres/", "Who does what, and where.")

TEMPLATES: dict[str, dict[str, SpaceTemplate]] = {
    "fr": {
        "practice": SpaceTemplate(
            "Une pratique qu’on veut mieux faire ensemble, et pour qui.",
            "Ici, on partage une pratique\xa0: ce qu’on essaie, ce qui marche, ce qu’on ne referait pas.\n\n"
            "**Pour commencer**\xa0: présentez-vous, puis posez votre première question. Quand un fil a donné une "
            "bonne réponse, faites-en une fiche de pratique.",
            ("bonnes pratiques",),
            (_SHEETS_FR, _SKILLS_FR),
            (
                _HELLO_FR,
                _RULES_FR,
                FirstThread(
                    "attentes",
                    "Qu’aimeriez-vous trouver ici?",
                    "Un gabarit, une réponse, des exemples, des rencontres? Dites-le\xa0: l’animation s’en servira.",
                ),
            ),
        ),
        "ministry": SpaceTemplate(
            "L’équipe de communication de quel ministère, et ce qu’elle y trouve.",
            "L’espace de notre équipe\xa0: nos façons de faire, nos campagnes, nos questions entre nous.\n\n"
            "**Ce qu’il faut savoir**\xa0: ce qui peut servir à d’autres ministères gagne à être posé dans un espace "
            "de pratique.",
            ("vie d’équipe",),
            (_PEOPLE_FR, _SHEETS_FR),
            (
                _HELLO_FR,
                _RULES_FR,
                FirstThread(
                    "qui-fait-quoi",
                    "Qui fait quoi dans l’équipe",
                    "Inscrivez ici vos dossiers et qui vous remplace quand vous êtes absent.",
                ),
            ),
        ),
        "project": SpaceTemplate(
            "Ce que le projet doit livrer, pour qui et pour quand.",
            "Un projet, une équipe, une fin prévue.\n\n**Ce qu’il faut savoir**\xa0: les décisions se prennent dans un "
            "fil, pour qu’on les retrouve. À la fin, on archive l’espace et on tire une fiche de ce qu’on a appris.",
            ("projet",),
            (_SHEETS_FR,),
            (
                FirstThread(
                    "depart",
                    "Point de départ\xa0: but, équipe, dates",
                    "**But**\xa0: \n\n**Qui fait partie de l’équipe**\xa0: \n\n**Dates qui comptent**\xa0: \n\n"
                    "**Ce qui est hors du projet**\xa0: ",
                ),
                FirstThread(
                    "decisions",
                    "Journal des décisions",
                    "Une réponse par décision\xa0: la date, ce qui est décidé, pourquoi.",
                ),
                _RULES_FR,
            ),
        ),
        "laboratory": SpaceTemplate(
            "Ce qu’on y essaie, avec qui, et comment on saura si cela marche.",
            "Un laboratoire sert à essayer. On dit l’hypothèse avant, le résultat après, y compris quand cela ne marche "
            "pas.\n\n"
            "**Pour commencer**\xa0: proposez un essai de deux semaines.",
            ("expérimentation",),
            (_SHEETS_FR, _SKILLS_FR),
            (
                _HELLO_FR,
                FirstThread(
                    "hypotheses",
                    "Nos hypothèses à essayer",
                    "Pour chacune\xa0: ce qu’on croit, comment on l’essaie, à quoi on verra si c’est vrai.",
                ),
                _RULES_FR,
            ),
        ),
    },
    "en": {
        "practice": SpaceTemplate(
            "A practice to get better at together, and for whom.",
            "Here we share a practice: what we try, what works, what we would not do again.\n\n"
            "**To begin**: introduce yourself, then ask your first question. When a thread gave a good answer, make it a "
            "practice sheet.",
            ("bonnes pratiques",),
            (_SHEETS_EN, _SKILLS_EN),
            (
                _HELLO_EN,
                _RULES_EN,
                FirstThread(
                    "attentes",
                    "What would you like to find here?",
                    "A template, an answer, examples, meetings? Say so: the facilitators will use it.",
                ),
            ),
        ),
        "ministry": SpaceTemplate(
            "The communication team of which ministry, and what it finds here.",
            "The space of our team: how we work, our campaigns, our questions.\n\n"
            "**Good to know**: what may serve other ministries is better asked in a space of practice.",
            ("vie d’équipe",),
            (_PEOPLE_EN, _SHEETS_EN),
            (
                _HELLO_EN,
                _RULES_EN,
                FirstThread(
                    "qui-fait-quoi",
                    "Who does what in the team",
                    "Write your files here, and who stands in for you when you are away.",
                ),
            ),
        ),
        "project": SpaceTemplate(
            "What the project delivers, for whom and by when.",
            "A project, a team, a planned end.\n\n**Good to know**: decisions are made in a thread, so that we find them "
            "again. At the end we archive the space and draw a sheet from what we learned.",
            ("projet",),
            (_SHEETS_EN,),
            (
                FirstThread(
                    "depart",
                    "Starting point: aim, team, dates",
                    "**Aim**: \n\n**Who is on the team**: \n\n**Dates that matter**: \n\n"
                    "**What is outside of the project**: ",
                ),
                FirstThread("decisions", "Log of decisions", "One reply per decision: the date, what is decided, why."),
                _RULES_EN,
            ),
        ),
        "laboratory": SpaceTemplate(
            "What we try here, with whom, and how we will know whether it works.",
            "A laboratory is for trying. We say the hypothesis before, the result after, also when it does not work.\n\n"
            "**To begin**: propose a trial of two weeks.",
            ("expérimentation",),
            (_SHEETS_EN, _SKILLS_EN),
            (
                _HELLO_EN,
                FirstThread(
                    "hypotheses",
                    "Our hypotheses to try",
                    "For each: what we believe, how we try it, how we will see whether it is true.",
                ),
                _RULES_EN,
            ),
        ),
    },
}


def template_of(kind: str, language: str = "fr") -> SpaceTemplate:
    """The template of a kind; an unknown kind or language counts as practice, French."""
    found = TEMPLATES.get(language, TEMPLATES["fr"])
    return found.get(kind, found["practice"])


def is_ready_made(text: str) -> bool:
    """Whether a welcome text is nobody's own words: empty, or that of some template."""
    plain = text.replace("\r\n", "\n").strip()
    return not plain or any(plain == one.welcome for found in TEMPLATES.values() for one in found.values())


def are_ready_made(topics: str) -> bool:
    """The same for topics as they are typed."""
    names = tuple(name.strip() for name in topics.split(",") if name.strip())
    return not names or any(names == one.topics for found in TEMPLATES.values() for one in found.values())
