"""The one settings file. Every value comes from the environment, safe by default.

`NAME_FILE` may be given instead of `NAME` and names a file that holds the value.
Keys may also stand in `LAWANG_DATA/keys`, as `NAME=value` lines; `./lawang up` writes that file.
"""

import base64
import hashlib
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
PACKAGE_DIR = Path(__file__).resolve().parent


def env(name: str, default: str = "") -> str:
    """One setting from the environment, or from the file that NAME_FILE names."""
    from_file = os.environ.get(f"{name}_FILE")
    if from_file:
        return Path(from_file).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def env_bool(name: str, *, default: bool = False) -> bool:
    """A yes-or-no setting; anything but 1, true, yes, on is no."""
    return env(name, "1" if default else "").strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str) -> list[str]:
    """A setting of several words, separated by commas."""
    return [word.strip() for word in env(name).split(",") if word.strip()]


DATA = Path(env("LAWANG_DATA") or BASE_DIR / "var").resolve()
KEYS_FILE = DATA / "keys"


def env_secret(name: str) -> str:
    """A key from the environment or DATA/keys; refuses to start without it."""
    value = env(name)
    if not value and KEYS_FILE.is_file():
        lines = KEYS_FILE.read_text(encoding="utf-8").splitlines()
        value = dict(line.split("=", 1) for line in lines if "=" in line).get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} tidak ada, baik di lingkungan maupun di {KEYS_FILE}. "
            "Pulihkan kuncinya dari simpanan Anda, atau jalankan ./lawang up dengan --data baru."
        )
    return value


def database(url: str) -> dict[str, Any]:
    """Django's words for LAWANG_DATABASE_URL; empty means SQLite in DATA."""
    if not url:
        return {
            "ENGINE": "lawang.sqlite3",
            "NAME": DATA / "lawang.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("LAWANG_DATABASE_URL harus postgres://… atau kosong (SQLite).")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


# --- Keys and places -----------------------------------------------------------------------
SECRET_KEY = env_secret("LAWANG_SECRET_KEY")
# "id:base64 of 32 bytes", several separated by commas; the first one encrypts.
LAWANG_FIELD_KEYS = env_secret("LAWANG_FIELD_KEYS")
DATABASES = {"default": database(env("LAWANG_DATABASE_URL"))}
LAWANG_DATA = DATA
LAWANG_FILES = DATA / "files"  # sealed uploads, under random names, never served directly

DEBUG = False
# A rehearsal on loopback speaks plain http; `./lawang up` says so. Everything else is https.
LAWANG_PLAIN_HTTP = env_bool("LAWANG_PLAIN_HTTP")
LAWANG_PUBLIC_HOSTS = env_list("LAWANG_ALLOWED_HOSTS")
ALLOWED_HOSTS = [*LAWANG_PUBLIC_HOSTS, "127.0.0.1", "localhost", "[::1]"]
# Addresses of the proxies whose X-Forwarded-For and -Proto we believe. Empty: nobody's.
LAWANG_TRUSTED_PROXIES = env_list("LAWANG_TRUSTED_PROXIES")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in LAWANG_PUBLIC_HOSTS]

# --- Channels ------------------------------------------------------------------------------
LAWANG_WHATSAPP_APP_SECRET = env("LAWANG_WHATSAPP_APP_SECRET")
LAWANG_WHATSAPP_VERIFY_TOKEN = env("LAWANG_WHATSAPP_VERIFY_TOKEN")
LAWANG_WHATSAPP_TOKEN = env("LAWANG_WHATSAPP_TOKEN")
LAWANG_WHATSAPP_API_BASE = env("LAWANG_WHATSAPP_API_BASE")
LAWANG_WHATSAPP_API_VERSION = env("LAWANG_WHATSAPP_API_VERSION")
# The address citizens know, without a slash at the end: the only one that messages link to.
LAWANG_PUBLIC_URL = env(
    "LAWANG_PUBLIC_URL", f"https://{(env_list('LAWANG_ALLOWED_HOSTS') or ['localhost'])[0]}"
).rstrip("/")
# Which channel is tried first. One that is not configured below is passed over.
LAWANG_CHANNEL_ORDER = env_list("LAWANG_CHANNEL_ORDER") or ["sms", "email"]
LAWANG_SMTP_URL = env("LAWANG_SMTP_URL")  # smtp://user:password@host:587, smtps://…:465
LAWANG_MAIL_FROM = env("LAWANG_MAIL_FROM")
LAWANG_SMS_URL = env("LAWANG_SMS_URL")
LAWANG_SMS_METHOD = env("LAWANG_SMS_METHOD", "POST")
LAWANG_SMS_BODY = env("LAWANG_SMS_BODY", '{"to": "{to}", "text": "{text}", "id": "{id}"}')
LAWANG_SMS_HEADER = env("LAWANG_SMS_HEADER")  # Authorization: Bearer …
LAWANG_SMS_ID_FIELD = env("LAWANG_SMS_ID_FIELD", "id")
LAWANG_SMS_TIMEOUT = float(env("LAWANG_SMS_TIMEOUT", "10"))  # seconds

# --- Applications --------------------------------------------------------------------------
INSTALLED_APPS = [
    "lawang.people",
    "lawang.offices",
    "lawang.messaging",
    "lawang.applications",
    "lawang.visits",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "lawang.web.proxy.TrustedProxies",
    "django.middleware.security.SecurityMiddleware",
    # Pages reach poor networks three to five times smaller. BREACH: CSRF tokens are masked anew in
    # every answer and Django pads each gzip answer at random; nothing else on a page is secret.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lawang.web.content_policy.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lawang.web.language.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lawang.web.office.room.StaffRoom",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lawang.urls"
WSGI_APPLICATION = "lawang.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE_DIR / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["lawang.web.tags"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lawang.web.context.page",
            ],
        },
    },
]

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE_DIR / "web" / "static"]
WHITENOISE_USE_FINDERS = True  # no collectstatic step: a small office has none

# --- Language and time ---------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# --- Signing in ----------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/petugas/masuk/"
LOGIN_REDIRECT_URL = "/petugas/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "lawang.web.office.account.Accounts"
ACCOUNT_FORMS = {
    "login": "lawang.web.office.account.SignInForm",
    "change_password": "lawang.web.office.account.PasswordForm",
    "reauthenticate": "lawang.web.office.account.AgainForm",
}
MFA_FORMS = {
    "authenticate": "lawang.web.office.account.CodeForm",
    "reauthenticate": "lawang.web.office.account.CodeAgainForm",
    "activate_totp": "lawang.web.office.account.FirstCodeForm",
}
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
MFA_ADAPTER = "lawang.web.office.account.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Lawang"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "lawang.web.office.lockout.username_of"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the wait that the page names is the wait
AXES_LOCKOUT_CALLABLE = "lawang.web.office.lockout.locked_out"

# --- Cookies, transport, what a page may load ----------------------------------------------
SESSION_COOKIE_AGE = 30 * 60  # staff are signed out after 30 idle minutes
SESSION_SAVE_EVERY_REQUEST = True  # idle, not total
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LAWANG_PLAIN_HTTP
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "lawang.web.citizen.missing.form_too_old"
SECURE_HSTS_SECONDS = 0 if LAWANG_PLAIN_HTTP else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LAWANG_PLAIN_HTTP
# Only a proxy can speak https; without one a redirect would lead nowhere.
SECURE_SSL_REDIRECT = bool(LAWANG_TRUSTED_PROXIES)
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_LAWANG_PROTO", "https")  # set only by TrustedProxies
X_FRAME_OPTIONS = "DENY"

# The citizens' stylesheet stands inside the page, so that the first visit is one request.
CITIZEN_STYLE = PACKAGE_DIR / "web" / "static" / "citizen.css"


def style_hash(path: Path) -> str:
    """The CSP source that allows exactly this file's text between <style> and </style>."""
    digest = hashlib.sha256(path.read_bytes()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, style_hash(CITIZEN_STYLE)] if CITIZEN_STYLE.is_file() else [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}

# --- Uploads and logs ----------------------------------------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# A few small photos stay in memory; more goes to a file first: 8 threads must fit in 64 MB.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "lawang.common.discreet_log.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"lawang": {"level": "INFO"}, "axes": {"level": "WARNING"}},
}
SILENCED_SYSTEM_CHECKS = [
    "axes.W006",  # locks count accounts: all staff of an office share one address
]
