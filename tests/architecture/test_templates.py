"""Templates: each is used, compiles, and says nothing undefined."""

import re

from django.template import engines

from activity.queries.notification_kinds import notification_kinds
from tests.architecture.house import APPS, ROOT, python_files, templates

# Names that libraries look for by themselves.
LOOKED_FOR_BY_LIBRARIES = (
    "account/",
    "mfa/",
    "socialaccount/",
    "allauth/",
    "usersessions/",
    "wagtailadmin/",
    "django/",
    "registration/",
    "429.html",
)


def test_every_template_compiles():
    engine = engines["django"]
    for path in templates():
        engine.get_template(str(path.relative_to(ROOT / "templates")))


def test_every_template_is_used():
    """A template that nothing names is dead: includes, extends, renders and registries name them in full."""
    text = "\n".join(path.read_text("utf-8") for path in (*templates(), *python_files()))
    named = set(re.findall(r"[\w./-]+\.(?:html|txt)", text))
    components = set(re.findall(r"""{%\s*component\s+["']([\w-]+)["']""", text))
    drawn = set(re.findall(r"""_render\(\s*["']([\w-]+)["']""", text))
    named |= {f"components/{name}.html" for name in components | drawn}
    named |= {kind.template for kind in notification_kinds}  # named after their keys
    unused = []
    for path in templates():
        name = str(path.relative_to(ROOT / "templates"))
        if name not in named and not name.startswith(LOOKED_FOR_BY_LIBRARIES):
            unused.append(name)
    assert unused == []


def test_a_fragment_sets_what_it_uses():
    """Drawn alone for htmx, a fragment knows nothing that the page around it has set: an address would be empty."""
    wrong = []
    for path in templates():
        page = path.read_text("utf-8")
        for fragment in re.finditer(r"{% partialdef ([\w-]+).*?%}(.*?){% endpartialdef %}", page, re.DOTALL):
            said = [re.sub(r"\".*?\"|'.*?'", "", tag) for tag in re.findall(r"{[%{].*?[%}]}", fragment[2])]
            for name in set(re.findall(r" as (\w+) %}", page.replace(fragment[0], ""))):
                used = (at for at, tag in enumerate(said) if re.search(rf"(?<![\w.]){name}(?![\w=])", tag))
                first = next(used, None)
                if first is not None and f" as {name} " not in said[first]:
                    wrong.append(f"{path.relative_to(ROOT)}#{fragment[1]}: {name}")
    assert wrong == []


def test_no_inline_script_or_style():
    """The content security policy would refuse them; better to know here."""
    pattern = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:json|ld\+json)\")|\sstyle=|\son[a-z]+=\"|<style"
    )
    wrong = [
        str(path.relative_to(ROOT))
        for path in templates()
        if pattern.search(path.read_text("utf-8")) and "email" not in str(path)
    ]
    assert wrong == []


def test_no_text_is_trusted_blindly():
    """`|safe` and `mark_safe` only where the one sanitiser or a component made the markup."""
    allowed = {"body_html", "bio_html", "welcome_html", "text_html", "recap_html", "comment_html"}
    # What our own templates drew, or Wagtail's rich text, read again from the cache.
    drawn = {
        "activity/views/cards.py", "community/templatetags/posts.py", "learning/templatetags/plans.py",
        "network/views/editorial.py", "network/views/home.py",
    }  # fmt: skip
    wrong = []
    for path in templates():
        for name in re.findall(r"{{\s*([\w.]+)\|safe", path.read_text("utf-8")):
            if name.rsplit(".", 1)[-1] not in allowed:
                wrong.append(f"{path.relative_to(ROOT)}: {name}")
    for path in python_files():
        app = path.relative_to(ROOT).parts[0]
        if (
            app in APPS
            and app != "core"
            and "mark_safe" in path.read_text("utf-8")
            and str(path.relative_to(ROOT)) not in drawn
        ):
            wrong.append(str(path.relative_to(ROOT)))
    assert wrong == []


def test_nothing_names_another_host():
    """At run time the browser loads nothing from elsewhere."""
    pattern = re.compile(r"""(?:src|href)=["'](?:https?:)?//(?!www\.w3\.org)""")
    wrong = [str(path.relative_to(ROOT)) for path in templates() if pattern.search(path.read_text("utf-8"))]
    styles = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "static").rglob("*.*"))
        if path.suffix in {".css", ".js"} and re.search(r"url\(['\"]?https?:|import ['\"]https?:", path.read_text("utf-8"))
    ]
    assert wrong + styles == []


def test_a_page_that_offers_to_tick_everything_brings_the_script_for_it():
    """Without it the box would tick nothing but itself."""
    wrong = [
        str(path.relative_to(ROOT))
        for path in templates()
        if "catalogue" not in path.parts  # the catalogue shows it, boxes there are none
        if '{% component "tick_all"' in (source := path.read_text("utf-8")) and "js/tick.js" not in source
    ]
    assert wrong == []
