"""When database, cache or disk are away for a while: a page that needs none of them says so and offers to go on.

Django turns an error into a 500 inside every middleware, so the outermost one cannot catch it: the signal that
announces the error leaves it on the request.
"""

import errno
import logging
import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import psycopg
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.template.loader import render_to_string
from redis.exceptions import RedisError

from apps.foundation.core.errors import DomainError
from apps.foundation.core.recording import current_number

AWAY = "系统暂时连不上数据库,刚才的操作没有得到确认。请过半分钟再试一次。"
FULL = "系统暂时无法保存:服务器磁盘已满,刚才的操作没有完成。请告诉系统管理员清理磁盘,然后再试一次。"
SECONDS = "30"
FULL_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
TEMPORARY = (OperationalError, InterfaceError, RedisError, psycopg.errors.ReadOnlySqlTransaction)
logger = logging.getLogger(__name__)


class Outage(DomainError):
    """What the portal stands on is away; nobody is to blame, and the same request works later."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


def sentence_for(error: BaseException | None) -> str:
    """What to tell people of an error that passes by itself; "" of any other."""
    sentence = ""
    while error is not None:
        if isinstance(error, psycopg.errors.DiskFull) or (isinstance(error, OSError) and error.errno in FULL_DISK):
            return FULL
        if isinstance(error, TEMPORARY):
            sentence = AWAY
        error = error.__cause__
    return sentence


@receiver(got_request_exception)
def note(request: HttpRequest | None = None, **kwargs: Any) -> None:
    if request is not None:
        request.outage = sentence_for(sys.exc_info()[1])


class OutageMiddleware:
    """A failure that passes becomes a 503 with its sentence, for a page, an htmx fragment or a script."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sentence = getattr(request, "outage", "")
        return told(request, sentence) if sentence else response


def told(request: HttpRequest, sentence: str) -> HttpResponse:
    """The answer that says so; nothing in it asks database, session or cache."""
    error = Outage(sentence)
    response: HttpResponse
    if "json" in request.headers.get("Content-Type", "") or "json" in request.headers.get("Accept", "").split(",")[0]:
        response = JsonResponse({"sentence": sentence, "issues": []}, status=error.status)
    else:
        template = "components/refusal.html" if request.headers.get("HX-Request") else "503.html"
        context = {"error": error, "number": current_number(), "address": request.get_full_path(), **_typed(request)}
        response = HttpResponse(render_to_string(template, context), status=error.status)
    response.headers["Retry-After"] = SECONDS
    response.headers["Cache-Control"] = "no-store"
    response._has_been_logged = True  # the error itself stands in the log
    return response


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was posted, to be sent again from the page; never a password, and files only the browser has."""
    if request.method != "POST":
        return {}
    try:
        posted, has_files = request.POST, bool(request.FILES)
    except (UnreadablePostError, OSError, ValueError):
        return {"must_go_back": True}
    if has_files or any("password" in name for name in posted):
        return {"must_go_back": True}
    return {"typed": [(name, text) for name, texts in posted.lists() for text in texts]}
