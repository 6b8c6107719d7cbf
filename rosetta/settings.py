"""Settings: production values for this machine by default; README.md lists what the environment can change."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from rosetta import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR") or BASE_DIR / "var")

DEBUG = env.flag("DEBUG")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", env.LOCAL_HOSTS)
SECRET_KEY = env.secret_key(ALLOWED_HOSTS, VAR_DIR / "secret_key")
# The address that citations, feeds and hreflang links give; without it, the address that the reader used.
SITE_URL = env.text("SITE_URL").rstrip("/")
HTTPS = env.flag("HTTPS", default=not set(ALLOWED_HOSTS) <= set(env.LOCAL_HOSTS))

INSTALLED_APPS = [
    # Before the agreements, which show the devices in their own way or not at all.
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "agreements",
    "rosetta.sign_in.apps.EditorsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "simple_history",
    "template_partials",
]

MIDDLEWARE = [
    "rosetta.requests.watch_requests",
    "django.middleware.security.SecurityMiddleware",
    # Before whatever asks the database.
    "rosetta.database_file.follow_the_file",
    "rosetta.patience.limit_queries",
    # Before all that looks for a session, renders or compresses; after what every answer needs, also one that is kept.
    "rosetta.databases.choose_database",
    "agreements.keep_answers.keep_answers",
    "csp.middleware.CSPMiddleware",
    "rosetta.middleware.closed_to_other_sites",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rosetta.middleware.CompressPages",
    "rosetta.middleware.language_of_path",
    "rosetta.middleware.explain_methods",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "rosetta.databases.SayReadOnly",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    # Last: it puts its page in place of the form that was answered to a log-in too many.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "rosetta.urls"
WSGI_APPLICATION = "rosetta.wsgi.application"

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
                "agreements.context.site",
            ],
        },
    },
]

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'register.sqlite3'}")}
if env.text("DATABASE_REPLICA_URL"):
    # Readers' queries go there: rosetta/databases.py.
    DATABASES["replica"] = env.replica("DATABASE_REPLICA_URL", DATABASES["default"])
    DATABASE_ROUTERS = ["rosetta.databases.ReadersFromReplica"]
# Seconds after which a query for a reader is broken off; 0 for no limit. Editors and whole files have 30.
QUERY_SECONDS = env.integer("QUERY_SECONDS", 5)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its lock at the start of the transaction, so that it waits its turn
        # instead of failing half-way when a second worker has written meanwhile.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
# Six digits of an app, or a recovery code, beside the password.
SECOND_FACTOR = env.flag("SECOND_FACTOR", default=not set(ALLOWED_HOSTS) <= set(env.LOCAL_HOSTS))

# A name is locked for one address of the network, so that nobody locks an owner out from elsewhere: docs/security.md.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# Else whoever goes on trying would never be let in again.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "rosetta.sign_in.lockout.address_of"
AXES_USERNAME_CALLABLE = "rosetta.sign_in.lockout.name_tried"
AXES_CLIENT_STR_CALLABLE = "rosetta.sign_in.lockout.name_in_log"
AXES_LOCKOUT_CALLABLE = "rosetta.sign_in.lockout.locked_out"
# Failures are kept until the lock is over, log-ins not at all: the history says who changed what.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# How often one address of the network may ask in a minute, a newsroom’s among them; 0 for no limit.
SEARCHES_A_MINUTE = env.integer("SEARCHES_A_MINUTE", 1_200)
DECODES_A_MINUTE = env.integer("DECODES_A_MINUTE", 240)
# Each takes up to a second of a worker, of which there are two.
FILES_A_MINUTE = env.integer("FILES_A_MINUTE", 60)

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ja", "日本語")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

FIXTURE_DIRS = [BASE_DIR / "fixtures"]
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "rosetta.static_files.StaticFiles"
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Where to tell of a weakness: a mail address or an address of the web, for /.well-known/security.txt.
SECURITY_CONTACT = env.contact("SECURITY_CONTACT")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
# Set only behind a proxy that removes this header from what readers send, and adds their address to X-Forwarded-For.
BEHIND_PROXY = env.flag("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# What each process may keep of answers to readers, and a Redis in which all keep them.
KEPT_MEGABYTES = env.integer("CACHE_MEGABYTES", 32)
KEPT_SHARED_URL = env.text("CACHE_URL")
# Browsers ask each time and mostly hear 304. A CDN may answer by itself for so many seconds, once as long again while
# it asks, and for a day where the site does not answer.
_CDN_SECONDS = env.integer("CDN_SECONDS", 60)
KEPT_CACHE_CONTROL = (
    f"public, max-age=0, s-maxage={_CDN_SECONDS}, stale-while-revalidate={_CDN_SECONDS}, stale-if-error=86400"
)
if HTTPS:
    # Browsers take cookies of these names from this host alone, over HTTPS, for all of its paths.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
# In seconds, and not beyond the browser’s being closed.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = ["rosetta.uploads.NoFiles"]
# A deal's form has some twenty fields for each event, source and relation.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# For programs that read it, the log has a line for each request; without them it would bury what matters.
LOG_FORMAT = env.choice("LOG_FORMAT", ("text", "json"))
LOG_REQUESTS = LOG_FORMAT == "json"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"text": {"format": "%(message)s"}, "json": {"()": "rosetta.logs.JsonLines"}},
    "filters": {
        "address": {"()": "rosetta.requests.WithoutAddress"},
        "outage": {"()": "rosetta.outage.WithoutTraceback"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["address", "outage"]},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "loggers": {
        # Its lines on every log-in say nothing that helps.
        "axes": {"level": "WARNING"},
        # Anybody could fill the disk with the hosts that they make up. The answer 400 is counted like any other.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
}
# Whoever shows this token at /metrics reads how often and how fast the site answers; without one there is no such page.
METRICS_TOKEN = env.text("METRICS_TOKEN")
