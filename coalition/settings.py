"""Settings, read from the environment once at start. Every variable is listed in docs/operating.md."""

import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from coalition.environment import (
    development_secrets,
    env_address,
    env_bool,
    env_choice,
    env_folder,
    env_hosts,
    env_int,
    env_keys,
    env_mailbox,
    env_mailer,
    env_redis,
    env_sender,
    env_text,
    env_web_page,
    mail_provider,
    next_redis_number,
)

BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules
DATA_DIR = env_folder("DATA_DIR", BASE_DIR / "var")

# --- Mode and secrets ---------------------------------------------------------------------------

DEBUG = env_bool("DEBUG", False)
_made = development_secrets(DATA_DIR / "secrets.env") if DEBUG else {}

SECRET_KEY = env_text("SECRET_KEY", _made.get("SECRET_KEY", ""))
# Contact fields of people without an account are encrypted with the first key and read with any.
CONTACT_KEYS = env_keys("CONTACT_KEYS", [_made["CONTACT_KEYS"]] if _made else [])
# The keyed index by which an encrypted address is found again. It outlives every key above.
CONTACT_INDEX_KEY = env_text("CONTACT_INDEX_KEY", _made.get("CONTACT_INDEX_KEY", ""))
for _name, _value in [
    ("SECRET_KEY", SECRET_KEY),
    ("CONTACT_KEYS", CONTACT_KEYS),
    ("CONTACT_INDEX_KEY", CONTACT_INDEX_KEY),
]:
    if not _value:
        raise ImproperlyConfigured(f"{_name} is not set. For development use `make run`, or set DEBUG=1.")

# --- Addresses ----------------------------------------------------------------------------------

SITE_NAME = env_text("SITE_NAME", "Coalition")
SITE_REGION = env_text("SITE_REGION", "")
# The public address, used in letters, feeds and links. Its scheme decides about HTTPS.
SITE_URL = env_address("SITE_URL", "http://127.0.0.1:8000")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env_hosts(
    "ALLOWED_HOSTS", [urlsplit(SITE_URL).hostname] + (["localhost", "127.0.0.1"] if DEBUG else [])
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# How many proxies stand in front; their X-Forwarded-* headers are believed only then.
TRUSTED_PROXY_COUNT = env_int("TRUSTED_PROXY_COUNT", 0, least=0, most=5)
# Where readers find the source of what runs here, as the licence asks; the foot of each page links to it.
SOURCE_URL = env_web_page("SOURCE_URL")

# --- Applications -------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.forms",  # so that our field template is found beside its own
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "outbox",
    "places",
    "files",
    "orgs",
    "demands",
    "events",
    "outreach",
    "planning",
]

MIDDLEWARE = [
    "coalition.health.HealthMiddleware",
    "coalition.logs.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "orgs.caching.PrivatePagesMiddleware",
    "orgs.middleware.ReaderMiddleware",
    "orgs.middleware.WayBackMiddleware",
    "events.middleware.DeskMiddleware",
    "coalition.errors.OnlyPressedMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "coalition.urls"
WSGI_APPLICATION = "coalition.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "coalition.context.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database -----------------------------------------------------------------------------------


def _database() -> dict:
    """SQLite beside the code by default; PostgreSQL with psycopg's pool where DATABASE_URL says so."""
    url = env_text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'coalition.sqlite3'}")
    try:
        database = dj_database_url.parse(url)
    except (dj_database_url.ParseError, ValueError) as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    if database["ENGINE"].endswith("sqlite3"):
        Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        # Writers queue at BEGIN and wait, rather than fail when a read turns into a write.
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
        }
        database["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    elif database["ENGINE"].endswith("postgresql"):
        # Apart from the address, so that it can be a file that the database server reads too.
        database["PASSWORD"] = env_text("DATABASE_PASSWORD", database["PASSWORD"])
        timeout = env_int("DB_STATEMENT_TIMEOUT", 0, least=0, most=600_000)
        database["OPTIONS"] = database.get("OPTIONS", {}) | {"options": f"-c statement_timeout={timeout}"}
        if env_bool("DB_POOL", True):
            database["CONN_HEALTH_CHECKS"] = True  # so that a restart of the database costs nobody an error
            # Of its own accord the pool tries again after 1, 2, 4 ... seconds, up to minutes after the server is back.
            database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10, "reconnect_timeout": 5}
    else:
        raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgres://.")
    return database


DATABASES = {"default": _database()}

# --- Cache, broker and clockwork ----------------------------------------------------------------

REDIS_URL = env_redis("REDIS_URL")
_shared = {"KEY_PREFIX": "coalition", "TIMEOUT": 3600}
# A table, so that all processes share one count and one page. With Redis it is what remains when Redis is away.
_table = _shared | {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "cache",
    "OPTIONS": {"MAX_ENTRIES": 20_000},
}
if REDIS_URL:
    # Not the number of the broker: emptying the cache must not empty the queue.
    _redis = _shared | {
        "BACKEND": "coalition.cache.RedisOrTable",
        "LOCATION": next_redis_number(REDIS_URL),
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
    }
    CACHES = {"default": _redis, "table": _table}
else:
    CACHES = {"default": _table}

# Ready answers for visitors in front of Django; off while developing, where a page must show what was just changed.
PAGE_CACHE = env_bool("PAGE_CACHE", not DEBUG)

CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
if REDIS_URL:
    # Far above the longest task: past it Redis hands a task out a second time.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
else:
    _broker = DATA_DIR / "broker"
    for _folder in ("queue", "control"):
        (_broker / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker / "queue"),
        "data_folder_out": str(_broker / "queue"),
        "control_folder": str(_broker / "control"),
        "polling_interval": 0.3,
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# A worker takes from both in turn, so that a login code does not wait behind ten thousand reminders.
CELERY_TASK_QUEUES = [Queue("celery"), Queue("urgent")]
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULER = "coalition.clockwork:Scheduler"
CELERY_BEAT_SCHEDULE = {
    "send-due-messages": {"task": "outbox.tasks.send_due_messages", "schedule": timedelta(minutes=1)},
    "write-due-reminders": {"task": "events.tasks.write_due_reminders", "schedule": timedelta(minutes=1)},
    "write-news": {"task": "events.tasks.write_news", "schedule": crontab(minute="*/15")},
    "write-of-demands": {"task": "events.tasks.write_of_demands", "schedule": crontab(minute=9)},
    "write-weeks": {"task": "events.tasks.write_weeks", "schedule": crontab(minute="*/15")},
    "roll-dates": {"task": "events.tasks.roll_dates", "schedule": crontab(minute=7)},
    "look-after-series": {"task": "events.tasks.look_after_series", "schedule": crontab(minute=17)},
    "remind-silent-groups": {"task": "events.tasks.remind_silent_groups", "schedule": crontab(minute=27)},
    "tell-groups-beside": {"task": "events.tasks.tell_groups_beside", "schedule": crontab(minute=47)},
    "expire-sign-ons": {"task": "events.tasks.expire_sign_ons", "schedule": crontab(minute=22)},
    "look-after-standing": {"task": "events.tasks.look_after_standing", "schedule": crontab(hour=5, minute=31)},
    "look-at-calendars": {"task": "events.tasks.look_at_calendars", "schedule": crontab(minute=17)},
    "keep-statistics": {"task": "events.tasks.keep_statistics", "schedule": crontab(hour=4, minute=13)},
    "remind-of-next-steps": {"task": "outreach.tasks.remind_of_next_steps", "schedule": crontab(minute=12)},
    "free-silent-claims": {"task": "outreach.tasks.free_silent_claims", "schedule": crontab(minute=47)},
    "remind-of-talks": {"task": "demands.tasks.remind_of_talks", "schedule": crontab(minute=14)},
    "free-lapsed-talks": {"task": "demands.tasks.free_lapsed_talks", "schedule": crontab(minute=49)},
    "tell-moderators": {"task": "orgs.tasks.tell_moderators", "schedule": crontab(minute="*/15")},
    "ask-leads-of-demands": {"task": "demands.tasks.ask_leads", "schedule": crontab(minute=33)},
    "release-letters-of-demands": {"task": "demands.tasks.release_letters", "schedule": crontab(minute="*/10")},
    "release-letters-of-series": {"task": "events.tasks.release_letters", "schedule": crontab(minute="*/10")},
    "release-letters": {"task": "orgs.tasks.release_letters", "schedule": crontab(minute="*/10")},
    "notice-idle-accounts": {"task": "orgs.tasks.notice_idle_accounts", "schedule": crontab(hour=9, minute=52)},
    "change-coordinators": {"task": "orgs.tasks.change_coordinators", "schedule": timedelta(minutes=5)},
    "expire-asks": {"task": "orgs.tasks.expire_asks", "schedule": crontab(minute=37)},
    "write-task-reminders": {"task": "planning.tasks.write_task_reminders", "schedule": crontab(minute="*/15")},
    "purge": {"task": "outbox.tasks.purge", "schedule": crontab(hour=3, minute=41)},
}

# --- Mail ---------------------------------------------------------------------------------------

MAILERS = {"default": env_mailer("EMAIL_URL", "development:" if DEBUG else "smtp://localhost:25")}
MAIL_DIR = DATA_DIR / "mail"  # where the development mailer writes
DEFAULT_FROM_EMAIL = env_sender("DEFAULT_FROM_EMAIL", f"{SITE_NAME} <post@{urlsplit(SITE_URL).hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where what cannot be delivered comes back, with a mark of the letter: bounces+…@host. Off where it is not set.
BOUNCE_ADDRESS = env_mailbox("BOUNCE_ADDRESS")
# Whose reports are taken at /mail-reports/<provider>/, and by which secrets it is known there. None by default.
MAIL_PROVIDER, ANYMAIL = mail_provider(
    env_text("MAIL_PROVIDER"), env_text("MAIL_PROVIDER_SECRET"), env_text("MAIL_PROVIDER_KEY")
)
MAIL_BATCH = 100  # messages to a task, one SMTP connection to a batch
# A worker has a message to itself for so long; more than twice the mailer's timeout, less than a task may take.
MAIL_LEASE_SECONDS = env_int("MAIL_LEASE_SECONDS", 60, least=1, most=3600)
# Messages handed to a worker that did not get to them are handed out again after this.
MAIL_HANDED_SECONDS = env_int("MAIL_HANDED_SECONDS", 240, least=1, most=3600)

# --- Accounts -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "orgs.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "events:desk"
LOGOUT_REDIRECT_URL = "events:home"

ACCOUNT_ADAPTER = "orgs.accounts.AccountAdapter"
ACCOUNT_FORMS = {"signup": "orgs.forms.SignupForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# A password is for who wants one: set later, in the account; the sign-up form leaves the field out.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = True  # SESSION_COOKIE_AGE holds for every way in; nobody is asked
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed address, password or factor is told by letter
# Sign-up, code and reset are answered after a whole number of these, so that time tells nothing.
ACCOUNT_ANSWER_SECONDS = 0.4
# This device stays signed in; every other session ends, since it was signed with the former password.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    "signup": "3/d/ip",
    "login": "30/m/ip",
    "login_failed": "10/5m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/5m/key,10/d/key",
    "reset_password": "20/m/ip,3/5m/key,3/d/key",
    "confirm_email": "1/m/key",
}
if DEBUG:
    ACCOUNT_RATE_LIMITS["signup"] = "100/d/ip"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_ADAPTER = "orgs.passkeys.PasskeyAdapter"
MFA_TOTP_ISSUER = SITE_NAME
# Those who list groups use a second factor; the sample site, which nobody can reach, does without.
MODERATORS_NEED_SECOND_FACTOR = not DEBUG

# --- Sessions, cookies and the browser ----------------------------------------------------------

SESSION_ENGINE = "coalition.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_LONGEST_AGE = 30 * 24 * 3600  # from its beginning, however often it is used
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "coalition.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS = [
    "coalition.uploads.BoundedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Words, dates, static files -----------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["coalition.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG or TESTING  # neither reads the folder of collected files, which they do not have

# --- What the rooms ask -------------------------------------------------------------------------

OCCURRENCE_WEEKS_AHEAD = env_int("OCCURRENCE_WEEKS_AHEAD", 8, least=1, most=26)
# Whether addresses of calendars that organizers name are fetched: the only requests that this site makes to others.
FETCH_CALENDARS = env_bool("FETCH_CALENDARS", False)
CONTACT_KEEP_DAYS = env_int("CONTACT_KEEP_DAYS", 14, least=1, most=30)

# --- Logs: one JSON object a line, without addresses, tokens, paths or bodies -------------------

LOG_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "coalition.logs.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
    "root": {"handlers": ["console"], "level": env_choice("LOG_LEVEL", "INFO", LOG_LEVELS)},
    "loggers": {
        # Their messages name the path, which may be a token; the request log says the same safely.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # Each task is told once, when it is done.
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
        # It warns at each connection that the broker in files has no host.
        "kombu.connection": {"level": "ERROR"},
    },
}
