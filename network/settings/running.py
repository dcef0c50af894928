"""Database, cache, queue, sockets, files, mail, logs: the components at run time."""

from urllib.parse import parse_qs, unquote, urlsplit

import structlog
from kombu import Queue

from network.settings.environment import env

SECRET_KEY = env.secret_key
# For core.database.prepared: a statement is prepared at its third run, and its plan made once, whatever its values.
_PREPARED = {"prepare_threshold": 2, "options": "-c plan_cache_mode=force_generic_plan"}


def _database() -> dict[str, object]:
    """PostgreSQL from DATABASE_URL; `?host=/folder` gives a Unix socket. Pool under ASGI, persistent under WSGI."""
    parts = urlsplit(env.database_url)
    query = parse_qs(parts.query)
    settings: dict[str, object] = {
        "ENGINE": "core.database",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": query.get("port", [str(parts.port or "")])[0],
        "OPTIONS": dict(_PREPARED),
        "CONN_HEALTH_CHECKS": True,
    }
    if env.serving == "asgi":
        pool = {"min_size": 1, "max_size": env.database_pool_size, "timeout": 10}
        settings["OPTIONS"] = {**_PREPARED, "pool": pool}
    else:
        settings["CONN_MAX_AGE"] = 600
    return settings


DATABASES = {"default": _database()}

REDIS_URL = env.redis_url
CACHES = {
    "default": {
        "BACKEND": "core.cache.RedisCache",
        "LOCATION": env.redis_url,
        "KEY_PREFIX": "maillage",
        "TIMEOUT": 3600,
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"

CHANNEL_LAYERS = {
    "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [env.redis_url]}}
}

_CELERY_REDIS = env.redis_url
if _CELERY_REDIS.startswith("unix://"):
    _CELERY_REDIS = "redis+socket://" + _CELERY_REDIS.removeprefix("unix://").replace("?db=", "?virtual_host=")
CELERY_BROKER_URL = _CELERY_REDIS
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 120,
    "unacked_restore_limit": 100,
    "polling_interval": 0.2,
    "global_keyprefix": "maillage-",
}
CELERY_TASK_TIME_LIMIT = 110
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_DEFAULT_QUEUE = "courant"
CELERY_TASK_QUEUES = [Queue("courant")]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "America/Toronto"
TASKS = {"default": {"BACKEND": "core.task_backend.CeleryBackend"}}

DATA_DIR = env.data_dir
MEDIA_ROOT = env.media_root or env.data_dir / "media"
MEDIA_URL = "/fichiers/"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_242_880
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o640
_STATIC_STORAGE = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if env.debug
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}
if env.s3_bucket:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.s3_bucket,
            "endpoint_url": env.s3_endpoint_url or None,
            "access_key": env.s3_access_key or None,
            "secret_key": env.s3_secret_key or None,
            "region_name": env.s3_region,
            "default_acl": "private",
            "querystring_auth": True,
            "querystring_expire": 300,
            "file_overwrite": False,
        },
    }

_mail = urlsplit(env.email_url)
if _mail.scheme in {"smtp", "smtps", "smtp+tls"}:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or 25
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = env.data_dir / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.email_from
EMAIL_SUBJECT_PREFIX = ""

# Structured logs: the person's internal number at most; no name, address, mail or text.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = "pk"
_SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(ensure_ascii=False)
            if env.production
            else structlog.dev.ConsoleRenderer(colors=False),
            "foreign_pre_chain": _SHARED,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.log_level},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "daphne": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django_structlog": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "fontTools": {"level": "WARNING"},
    },
}
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
