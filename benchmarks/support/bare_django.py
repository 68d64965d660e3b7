"""A Django project as `startproject` makes it, with one empty page for a signed-in user.

Sessions lie where the portal keeps its own (cached_db), so that only the portal's middleware makes the difference.
It lives in a schema of its own beside the portal's tables. `python -m benchmarks.support.bare_django` makes the
tables and prints one session key.
"""

import environ
from django.conf import settings

env = environ.Env()
DATABASE = env.db("DATABASE_URL") | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DATABASE["OPTIONS"] = DATABASE.get("OPTIONS", {}) | {"options": "-c search_path=bare_django"}
if not settings.configured:
    settings.configure(
        SECRET_KEY="bare-django-of-a-benchmark",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="benchmarks.support.bare_django",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        DATABASES={"default": DATABASE},
        CACHES={
            "default": {
                "BACKEND": "django.core.cache.backends.redis.RedisCache",
                "LOCATION": env.str("REDIS_URL").replace("redis+socket://", "unix://"),
                "KEY_PREFIX": "bare",
            }
        },
        SESSION_ENGINE="django.contrib.sessions.backends.cached_db",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )

import django  # noqa: E402

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model  # noqa: E402
from django.contrib.sessions.backends.cached_db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok" if request.user.is_authenticated else "who?", status=200)


urlpatterns = [path("bare/", bare)]
application = get_wsgi_application()


def prepare() -> str:
    """Make the tables and one signed-in user; returns the session key."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA IF NOT EXISTS bare_django")
    call_command("migrate", verbosity=0)
    user = get_user_model().objects.create(username="bare")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


if __name__ == "__main__":
    print(prepare())
