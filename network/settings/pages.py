"""Apps, middleware, templates, languages, static files: what a page needs."""

from django.utils.translation import gettext_lazy as _

from network.settings.environment import BASE_DIR, env

DEBUG = env.debug
ROOT_URLCONF = "network.urls"
WSGI_APPLICATION = "network.wsgi.application"
ASGI_APPLICATION = "network.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "daphne",
    "core",
    "people",
    "activity",
    "competencies",
    "job_profiles",
    "community",
    "learning",
    "mentoring",
    "watch",
    "recruitment",
    "network",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "pghistory",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "django_structlog",
    "channels",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "network.middleware.OnceMiddleware",
    "people.middleware.ViewerMiddleware",
    "people.middleware.LanguageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "network.middleware.CmsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]

_TEMPLATE_LOADERS: list[object] = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    _TEMPLATE_LOADERS if DEBUG else [("django.template.loaders.cached.Loader", _TEMPLATE_LOADERS)],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "network.views.shell.shell",
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "core.templatetags.ui",
                "core.templatetags.frozen",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Toronto"
FORMAT_MODULE_PATH = ["network.settings.formats"]
USE_THOUSAND_SEPARATOR = False
LANGUAGE_COOKIE_NAME = "langue"

STATIC_URL = "/static/"
STATIC_ROOT = env.static_root or env.data_dir / "static"
_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS: list[object] = [
    BASE_DIR / "static",
    ("htmx", _MODULES / "htmx.org" / "dist"),
    ("toolbar", _MODULES / "@github" / "markdown-toolbar-element" / "dist"),
    ("fonts/open-sans", _MODULES / "@fontsource-variable" / "open-sans" / "files"),
    ("fonts/roboto", _MODULES / "@fontsource-variable" / "roboto" / "files"),
]
ICON_DIR = _MODULES / "lucide-static" / "icons"
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

DEMO = env.demo
INSTALLATION_NAME = env.installation_name
GOVERNMENT_LOGO_URL = env.government_logo_url
GIT_COMMIT = env.git_commit
PUBLIC_URL = env.public_url
