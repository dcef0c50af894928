"""What the browser and the network may do."""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from network.settings.environment import env

ALLOWED_HOSTS = env.hosts
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # /cms/ shows its previews in frames of its own: network.middleware
SECURE_SSL_REDIRECT = env.production
SECURE_HSTS_SECONDS = env.hsts_seconds if env.production else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.production
SECURE_HSTS_PRELOAD = env.production
TRUST_PROXY = env.trust_proxy
API_PUBLIC = env.api_public
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.trust_proxy else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.production
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_NAME = "maillage_session"
CSRF_COOKIE_NAME = "maillage_jeton"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [env.public_url]
CSRF_FAILURE_VIEW = "network.views.errors.csrf_failure"

# Browsers hold a form to this list also where it redirects: the button of an identity provider leads to its host.
IDENTITY_ORIGINS = sorted(
    {f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, env.identity_urls) if parts.scheme and parts.netloc}
)

CONTENT_SECURITY_POLICY: dict[str, object] = {
    "EXCLUDE_URL_PREFIXES": ["/cms/"],
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *IDENTITY_ORIGINS],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}
# Wagtail's administration sets inline scripts and styles; nothing loads from another host there either.
CMS_CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "frame-ancestors 'self'; form-action 'self'; base-uri 'self'; object-src 'none'"
)
SILENCED_SYSTEM_CHECKS: list[str] = []
