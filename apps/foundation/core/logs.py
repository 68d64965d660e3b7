"""Log lines as JSON, without anything of a person: no paths, no typed values, no messages of foreign exceptions."""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from django.db import Error, IntegrityError, OperationalError
from kombu.exceptions import OperationalError as BrokerError

from apps.foundation.core.audiences import is_unrecorded
from apps.foundation.core.recording import current, current_number

FRAMES = 12
SAYABLE = (OperationalError, BrokerError, ConnectionError, TimeoutError)
"""Of these the message names servers and never what somebody typed."""


class NothingSecret(logging.Filter):
    """Drops whatever is logged while a page that is unrecorded is at work, or about one."""

    def filter(self, record: logging.LogRecord) -> bool:
        work = current()
        if work and work.silent:
            return False
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        return not (match and is_unrecorded(match.view_name))


class JsonFormatter(logging.Formatter):
    """One object a line: `at`, `level`, `logger`, `text`, the number of the request, its facts, an error's frames."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "text": text_of(record),
        }
        if number := current_number() or number_of(record):
            line["request"] = number
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1]:
            line["error"] = error_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def text_of(record: logging.LogRecord) -> str:
    """Django tells paths and Celery what an exception said: both are left out."""
    request = getattr(record, "request", None)
    if request is not None:
        match = getattr(request, "resolver_match", None)
        return f"{getattr(record, 'status_code', '')} {match.view_name if match else '-'}".strip()
    if record.name.startswith("django.security"):
        return record.name
    data = getattr(record, "data", None)
    if record.name == "celery.app.trace" and isinstance(data, dict):
        return f"{data.get('name', '')} {data.get('description', '')}".strip()
    return record.getMessage()


def number_of(record: logging.LogRecord) -> str:
    work = getattr(getattr(record, "request", None), "record", None)
    return work.number if work else ""


def error_of(error: BaseException) -> dict[str, Any]:
    """Its kind and where it happened. What it says may quote what somebody typed, so only some may speak."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    told: dict[str, Any] = {
        "kind": type(error).__name__,
        "where": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if text := sayable(error):
        told["text"] = text
    if cause := error.__cause__:
        told["cause"] = error_of(cause)
    return told


def sayable(error: BaseException) -> str:
    """What an error says where that can be nothing typed; of a database's refusal the rule that was broken."""
    if isinstance(error, SAYABLE):
        return str(error)[:500]
    if isinstance(error, OSError):
        return error.strerror or ""
    diagnosis = getattr(error.__cause__ if isinstance(error, Error) else error, "diag", None)
    if isinstance(error, IntegrityError) and diagnosis:
        return str(diagnosis.message_primary or "")
    return str(getattr(diagnosis, "sqlstate", None) or "")
