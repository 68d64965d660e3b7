"""The two addresses a secret ballot goes through, as JSON between page and portal, and the list of serials."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from apps.congress.ballots.bundle import bundle_zip
from apps.congress.ballots.rules.secrecy import BLINDED_BYTES, RANDOMIZER_BYTES, SIGNATURE_BYTES, TOKEN_BYTES
from apps.congress.ballots.secret_box import box_facts, files_of, published_serials, serials_like
from apps.congress.ballots.services.secret import SealedBallot, ballot_issue, ballot_put
from apps.congress.ballots.views.common import poll_for
from apps.foundation.core.errors import DomainError
from apps.foundation.core.filenames import file_name_of

GARBLED = "提交的选票不完整,请刷新页面后重试;仍不成功的,请联系会务人员。"
LONGEST_SEALED = 256 * 1024
SERIALS_A_PAGE = 500


def answers_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A refusal becomes `{"sentence", "issues"}` with its status, and leaves no line in a log."""

    @wraps(view)
    def answering(*args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(*args, **kwargs)
        except DomainError as error:
            issues = [issue.sentence for issue in error.issues]
            response = JsonResponse({"sentence": error.sentence, "issues": issues}, status=error.status)
        response._has_been_logged = True  # Django's own mark: no log says when somebody's step was refused
        return response

    return answering


@answers_json
@never_cache
@require_POST
def issue(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Signed in: the voter's one ballot."""
    [blinded] = _binary(request, blinded=BLINDED_BYTES)
    signature = ballot_issue(poll=public_id, blinded=blinded, by=request.actor, at=timezone.now())
    return JsonResponse({"signature": b64encode(signature).decode()})


@csrf_exempt
@login_not_required
@answers_json
@never_cache
@require_POST
def box(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """As nobody: what makes a ballot valid is the keeper's signature, not who brings it."""
    sizes = {"token": TOKEN_BYTES, "randomizer": RANDOMIZER_BYTES, "signature": SIGNATURE_BYTES, "sealed": None}
    ballot = SealedBallot(*_binary(request, **sizes))
    return JsonResponse({"serial": ballot_put(poll=public_id, ballot=ballot)})


def _binary(request: HttpRequest, **sizes: int | None) -> list[bytes]:
    """The named base64 values of a JSON body, each of its size in bytes (None: any, within reason)."""
    try:
        values = json.loads(request.body)
        found = [b64decode(values[name], validate=True) for name in sizes]
    except (ValueError, KeyError, TypeError, RecursionError, RequestDataTooBig) as error:
        raise DomainError(GARBLED) from error
    for value, size in zip(found, sizes.values(), strict=True):
        if len(value) != size and (size is not None or not 0 < len(value) <= LONGEST_SEALED):
            raise DomainError(GARBLED)
    return found


@require_GET
def bundle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everything to check the box with. It holds every count, and goes to whom they may be shown."""
    poll = poll_for(request, public_id, "ballots.check_box")
    content = BytesIO(bundle_zip(files_of(poll)))
    return FileResponse(content, as_attachment=True, filename=file_name_of(f"{poll.title}票箱核验包", "zip"))


@never_cache
@require_GET
def serial_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """After the close everybody on the roll finds their ballot in the box by the code they were shown."""
    poll = poll_for(request, public_id)
    serials, typed = published_serials(poll), request.GET.get("q", "").strip()
    found = serials_like(serials, typed) if typed else serials
    page = Paginator(found, SERIALS_A_PAGE).get_page(request.GET.get("page"))
    context = {"poll": poll, "box": box_facts(poll), "typed": typed, "page": page, "total": len(serials)}
    return render(request, "ballots/serials.html", context)
