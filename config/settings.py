"""The one settings file. It reads the environment once, at the top, and refuses to start when something is wrong."""

import os
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent

# What the supervisor wrote for this checkout (addresses, secrets) stands in for what the environment leaves unset.
environ.Env.read_env(os.environ.get("ENV_FILE", str(BASE_DIR / "var" / "env")))
env = environ.Env()


def _required(name: str) -> str:
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it in the environment, or start `make demo`, which writes var/env."
        )
    return str(value)


DEBUG: bool = env.bool("DEBUG", default=False)
SECRET_KEY: str = _required("SECRET_KEY")
DEMO: bool = env.bool("DEMO", default=False)
_DEMO_CLOCK: str = env.str("DEMO_CLOCK", default="")
_OWNER: bool = env.str("DATABASE_AS", default="app") == "owner"
_APP_URL: str = _required("DATABASE_URL")
_OWNER_URL: str = env.str("DATABASE_OWNER_URL", default="") or _APP_URL
REDIS_URL: str = _required("REDIS_URL")
SITE_URL: str = env.str("SITE_URL", default="http://127.0.0.1:8000")
_SECURE: bool = SITE_URL.startswith("https://")

if _DEMO_CLOCK and not DEMO:
    raise ImproperlyConfigured("DEMO_CLOCK is set but DEMO is not: a story's clock is for the demo only.")
# (story time, real time): the clock shows story + (now - real). None outside the demo.
DEMO_CLOCK: tuple[datetime, datetime] | None = None
if _DEMO_CLOCK:
    _story, _, _real = _DEMO_CLOCK.partition("@")
    DEMO_CLOCK = (datetime.fromisoformat(_story), datetime.fromisoformat(_real))

ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS: list[str] = [SITE_URL] if _SECURE else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "govuk.assets.StaticFiles",  # Django's own, less the files of the design system that no page asks for
    "django.forms",
    "simple_history",
    "audit",
    "govuk",
    "people",
    "notices",
    "evidence",
    "boards",
    "plans",
    "kpis",
    "reports",
    "bringing",
    "desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "people.middleware.NotKeptMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.middleware.LoginRequiredMiddleware",
    "people.middleware.ReadableAddressMiddleware",
    "people.middleware.LeftMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "notices.middleware.ReaderMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "govuk.renderer.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "desk.context.shell",
            ],
            "builtins": ["govuk.templatetags.govuk"],
        },
    }
]

DATABASES = {
    "default": {
        **env.db_url_config(_OWNER_URL if _OWNER else _APP_URL),
        "ATOMIC_REQUESTS": True,
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 60,
    }
}
if env.bool("DATABASE_POOL", default=False):
    # web processes only (config.wsgi): in a Celery worker a pool doubles a task's time
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
# The role that the product runs as; the owner's migrations grant it what it needs and nothing more.
DATABASE_APP_ROLE: str = env.db_url_config(_APP_URL)["USER"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "desk:my-work"
LOGOUT_REDIRECT_URL = "people:sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
DATE_INPUT_FORMATS = ["%d/%m/%Y"]

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [
    ("govuk-frontend", BASE_DIR / "node_modules" / "govuk-frontend" / "dist" / "govuk"),
    ("moj-frontend", BASE_DIR / "node_modules" / "@ministryofjustice" / "frontend" / "moj"),
]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media")))
# maps are for those who look into a script with a debugger; to compress them took most of the time of collecting
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# the posts of a large plan's file, and the columns of its tables, are more than a thousand on one page
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

_mail = env.email_url(
    "EMAIL_URL", default="filemail:///" + quote(str(BASE_DIR / "var" / "mail")) if DEMO else "smtp://localhost:25"
)
vars().update(_mail)
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="improvement-board@demo.example")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "desk.errors.csrf_failure"
SECURE_SSL_REDIRECT = _SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "display-capture", "fullscreen")
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 1800,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 840, 900
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# How long a worker holds a report without a sign of life; its heartbeat comes three times as often.
REPORT_LEASE_SECONDS: int = env.int("REPORT_LEASE_SECONDS", default=60)
# Beat only looks every so often for what is due; the domain's own schedule is data in obligations.
CELERY_BEAT_SCHEDULE = {
    "reports: ring again for versions that nobody holds": {"task": "reports.reconcile", "schedule": 60.0},
    "reports: open those that come due": {"task": "reports.sweep", "schedule": 300.0},
    "people: send what waits in the outbox": {"task": "people.send_waiting_mail", "schedule": 60.0},
    "desk: remind those for whom it was not worked out today": {"task": "desk.sweep_reminders", "schedule": 60.0},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"weasyprint.progress": {"level": "WARNING"}, "pikepdf": {"level": "WARNING"}},
}
