"""All settings, every changeable value from the environment. docs/reference/settings.md explains each."""

import os
import re
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from apps.foundation.accounts.rules import HERE_LIMIT, LOCK_LIMIT
from congress_portal.discovery import apps_in
from congress_portal.environment import Environment

# Names are read by characters: the dictionary of phrases would take 46 MB of every process.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = "0.1"
DEMO_SECRET_KEY = "demo-key-for-trying-out-only-never-for-an-office"

env = Environment()
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env.str("SECRET_KEY", default=DEMO_SECRET_KEY)
FIELD_KEY = env.str("FIELD_KEY", default=SECRET_KEY)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
PUBLIC_URL = env.str("PUBLIC_URL", default=f"http://localhost:{env.int('PORT', default=8000)}")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[PUBLIC_URL])
HTTPS = PUBLIC_URL.startswith("https://")
SITE_NAME = env.str("SITE_NAME", default="镇街人大履职平台")
DATA_DIR = env.path("DATA_DIR", default=str(BASE_DIR / "var"))

if not DEBUG and DEMO_SECRET_KEY in (SECRET_KEY, FIELD_KEY):
    raise ImproperlyConfigured("SECRET_KEY 仍是演示密钥:请设置环境变量 SECRET_KEY(不少于 50 位随机字符)后再启动。")

INSTALLED_APPS = [
    "congress_portal.backstage.BackstageConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_filters",
    "django_htmx",
    "django_linear_migrations",
    "import_export",
    "pgtrigger",
    "rules",
    "template_partials",
    "treebeard",
    "apps.foundation.core",
    "apps.foundation.accounts",
    "apps.foundation.audit",
    "apps.foundation.organisations",
    "apps.foundation.policies",
    "apps.foundation.people",
    "apps.office.files",
    "apps.office.approvals",
    "apps.office.notifications",
    "apps.office.public_notices",
    "apps.office.documents",
    "apps.congress.supervision",
    "apps.congress.ballots",
    "apps.congress.matters",
    "apps.congress.meetings",
    "apps.congress.elections",
    "apps.congress.proposals",
    "apps.congress.inspections",
    "apps.congress.minutes",
    *apps_in(BASE_DIR / "apps" / "systems"),
    "apps.portal",
    "congress_portal.discovery.DiscoveryConfig",
]

MIDDLEWARE = [
    "apps.foundation.core.recording.RecordingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "apps.foundation.core.outages.OutageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "apps.foundation.core.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "apps.foundation.accounts.middleware.SessionUseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "apps.foundation.accounts.middleware.DutiesMiddleware",
    "apps.foundation.core.middleware.DomainErrorMiddleware",
    "apps.foundation.people.middleware.ActingRoleMiddleware",
    "apps.foundation.people.middleware.KnownFactorMiddleware",
    "apps.foundation.people.middleware.FirstRunMiddleware",
    "apps.foundation.core.middleware.AudienceMiddleware",
]

ROOT_URLCONF = "congress_portal.urls"
WSGI_APPLICATION = "congress_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///congress_portal")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = 0  # for apps.foundation.core.prepared
# A search notes the rows it found in this memory; short of it, it reads every text of their pages again. Compiling a
# query costs more than any query of a page.
DATABASES["default"]["OPTIONS"].setdefault("options", "-c work_mem=32MB -c jit=off")
# A server that takes the call and says nothing, or a line that is cut, is given up after so many seconds.
DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", 5)
DATABASES["default"]["OPTIONS"].setdefault("tcp_user_timeout", 15_000)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
_CACHE = {
    "BACKEND": "apps.foundation.core.cache.SpareableRedisCache",
    "LOCATION": env.str("CACHE_URL", default=REDIS_URL.replace("redis+socket://", "unix://")),
}
# While Redis is away counters are kept by each process; a session that one of them kept could not be ended by another.
CACHES = {"default": _CACHE, "sessions": {**_CACHE, "OPTIONS": {"stand_in": False}}}
KEEPER_SOCKET = env.str("KEEPER_SOCKET", default="/run/congress-keeper/socket")

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_HOURS = env.int("SESSION_HOURS", default=12)
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=30)
SESSION_CACHE_ALIAS = "sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000) if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# The proxy before the portal redirects to https; whether subdomains follow is for the owner of the domain to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# A station's place is set where its keeper stands; candidates sit before a full screen. Nothing else of a device.
PERMISSIONS_POLICY: dict[str, list[str] | str] = {
    "camera": [],
    "display-capture": [],
    "fullscreen": "self",
    "geolocation": "self",
    "microphone": [],
    "midi": [],
    "payment": [],
    "usb": [],
}
# Tiles behind the map of stations, as https://…/{z}/{x}/{y}.png; without them it shows outlines and points alone.
MAP_TILES = env.str("MAP_TILES", default="")
MAP_ATTRIBUTION = env.str("MAP_ATTRIBUTION", default="")
_TILE_HOST = re.match(r"https?://[^/{}]+", MAP_TILES)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", *([_TILE_HOST.group()] if _TILE_HOST else [])],
        "font-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["apps.foundation.accounts.backends.PreparedBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name, "OPTIONS": options}
    for name, options in {
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator": {
            "user_attributes": ("username", "name", "email")
        },
        "apps.foundation.accounts.validators.LengthValidator": {"min_length": 10},
        "apps.foundation.accounts.validators.KindsValidator": {},
        "apps.foundation.accounts.validators.UsualValidator": {},
        "apps.foundation.accounts.validators.FormerValidator": {},
    }.items()
]
PASSWORD_DAYS = env.int("PASSWORD_DAYS", default=90)
# Roles that must prove themselves twice, such as operator and staff.
TWO_FACTORS = env.list("TWO_FACTORS", default=[])
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
ACCOUNT_ADAPTER = "apps.foundation.accounts.adapters.ClosedAccountAdapter"
ACCOUNT_FORMS = {"login": "apps.foundation.accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
# A whole session hall signs in from one address: limits by address are wide, those by account narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": f"{HERE_LIMIT},{LOCK_LIMIT}",
    "change_password": "10/m/user",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
SOCIALACCOUNT_ADAPTER = "apps.foundation.accounts.adapters.SingleSignOnAdapter"
SSO_SERVER = env.str("SSO_SERVER", default="")
SSO_NAME = env.str("SSO_NAME", default="统一身份平台")
_SSO_APP = {
    "provider_id": "sso",
    "name": SSO_NAME,
    "client_id": env.str("SSO_CLIENT_ID", default=""),
    "secret": env.str("SSO_CLIENT_SECRET", default=""),
    "settings": {"server_url": SSO_SERVER, "uid_field": env.str("SSO_FIELD", default="sub")},
}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "SCOPE": ["openid", "profile"], "APPS": [_SSO_APP]}
}
MFA_ADAPTER = "apps.foundation.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
MFA_FORMS = {
    "authenticate": "apps.foundation.accounts.forms.DigitsSecondForm",
    "reauthenticate": "apps.foundation.accounts.forms.DigitsProofForm",
    "activate_totp": "apps.foundation.accounts.forms.DigitsBeginForm",
    "add_webauthn": "apps.foundation.accounts.forms.PasskeyForm",
    "edit_webauthn": "apps.foundation.accounts.forms.PasskeyNameForm",
    "login_webauthn": "apps.foundation.accounts.forms.PasskeySignInForm",
    "reauthenticate_webauthn": "apps.foundation.accounts.forms.PasskeyProofForm",
    "authenticate_webauthn": "apps.foundation.accounts.forms.PasskeySecondForm",
}
MFA_TOTP_ISSUER = SITE_NAME

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
FILTERS_EMPTY_CHOICE_LABEL = "不限"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("manual", BASE_DIR / "docs/manual/pictures"),
    ("vendor/tabler", BASE_DIR / "node_modules/@tabler/core/dist"),
    ("vendor/tabler-icons", BASE_DIR / "node_modules/@tabler/icons-webfont/dist"),
    ("vendor/echarts", BASE_DIR / "node_modules/echarts/dist"),
    ("vendor/leaflet", BASE_DIR / "node_modules/leaflet/dist"),
    ("vendor/htmx", BASE_DIR / "node_modules/htmx.org/dist"),
    ("vendor/blindrsa", BASE_DIR / "node_modules/@cloudflare/blindrsa-ts/lib/src"),
    ("vendor/tweetnacl", BASE_DIR / "node_modules/tweetnacl"),
]
WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = DATA_DIR / "files" if isinstance(DATA_DIR, Path) else Path(str(DATA_DIR)) / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
UPLOAD_LIMIT_MB = env.int("UPLOAD_LIMIT_MB", default=20)

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="portal@localhost")

# Written as name=address, parted by blanks: docs/operations/channels.md.
NOTICE_CHANNELS = env.str("NOTICE_CHANNELS", default="").split()

CELERY_BROKER_URL = env.str("BROKER_URL", default=REDIS_URL.replace("unix://", "redis+socket://"))
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "socket_timeout": 3,  # without it a broker that takes the call and says nothing is waited for without end
    "max_retries": 0,  # a task that cannot be sent stays in the outbox; three tries would take six seconds
}
CELERY_WORKER_CONCURRENCY = 2
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000  # kB; a child above it is replaced after its task
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = timedelta(minutes=30).total_seconds()
CELERY_TIMEZONE = TIME_ZONE

# Who may read /health/ready and /metrics; without one, nobody.
HEALTH_TOKEN = env.str("HEALTH_TOKEN", default="")
METRICS_DIR = env.str("PROMETHEUS_MULTIPROC_DIR", default="")  # under the name by which the library reads it as well
SENTRY_DSN = env.str("SENTRY_DSN", default="")
if SENTRY_DSN:
    INSTALLED_APPS.append("congress_portal.reports.ReportsConfig")

# Developers read whole lines with paths; an office's log holds nothing of a person.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "apps.foundation.core.logs.JsonFormatter"},
    },
    "filters": {"nothing_secret": {"()": "apps.foundation.core.logs.NothingSecret"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line" if DEBUG else "json",
            "filters": ["nothing_secret"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # They tell every step of every sheet and every character of every font.
    # Apprise tells whole addresses, with their secrets; apps.office.notifications reads it and keeps what it may.
    "loggers": {
        "weasyprint": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "apprise": {"propagate": False},
        # A refusal is a line of its request already; what remains is a failure with its frames.
        "django.request": {"level": "ERROR"},
        # Each task that came, went and was due.
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
        # What anything prints, such as mails that go to no server.
        "celery.redirected": {"level": "WARNING" if DEBUG else "CRITICAL"},
    },
}
