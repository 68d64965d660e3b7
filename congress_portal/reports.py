"""Reports of failures to a Sentry server of the office's own; installed only where SENTRY_DSN names one.

Kind and place of a failure leave the house, nothing else: no path, no query, no form, no person, no values of
variables, nothing of pages that are unrecorded.
"""

from typing import Any

import sentry_sdk
from django.apps import AppConfig
from django.conf import settings
from sentry_sdk.integrations.logging import LoggingIntegration

from apps.foundation.core.logs import sayable
from apps.foundation.core.recording import current, current_number

KEPT = ("event_id", "timestamp", "platform", "level", "release", "environment", "exception", "sdk")
KEPT_OF_A_FRAME = ("filename", "abs_path", "function", "module", "lineno", "in_app")


def scrubbed(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any] | None:
    """The event with nothing but kind, place and number; None where nothing may be told."""
    work = current()
    failure = hint.get("exc_info")
    if failure is None or (work and work.silent):
        return None
    kept = {name: event[name] for name in KEPT if name in event}
    for told in kept.get("exception", {}).get("values", []):
        told["value"] = ""
        for frame in (told.get("stacktrace") or {}).get("frames", []):
            for name in set(frame) - set(KEPT_OF_A_FRAME):
                del frame[name]
    if values := kept.get("exception", {}).get("values"):
        values[-1]["value"] = sayable(failure[1])
    return {**kept, "tags": {"request": current_number()}}


class ReportsConfig(AppConfig):
    name = "congress_portal.reports"
    label = "congress_portal_reports"

    def ready(self) -> None:
        sentry_sdk.init(
            dsn=settings.SENTRY_DSN,
            release=settings.VERSION,
            before_send=scrubbed,
            before_breadcrumb=lambda crumb, hint: None,
            send_default_pii=False,
            include_local_variables=False,
            include_source_context=False,
            max_request_body_size="never",
            auto_session_tracking=False,
            server_name="portal",
            integrations=[LoggingIntegration(level=None)],
        )
