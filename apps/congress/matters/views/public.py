"""Pages without sign-in: write a sentence, and read what became of it."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.congress.matters import selectors, services
from apps.congress.matters.entry import channel_of, code_just_given, public_entry
from apps.congress.matters.forms import CodeForm, SubmissionForm
from apps.congress.matters.forms.outcome import RatingForm, ToldRatingForm
from apps.congress.matters.models import Submission
from apps.congress.matters.qr import qr_of
from apps.congress.matters.rules.codes import plain, shown
from apps.congress.matters.selectors.outcome_page import Standing, standing_of
from apps.congress.matters.services.rating import request_rate, submission_rate
from apps.foundation.core.actors import Actor
from apps.foundation.core.acts import attempt
from apps.foundation.core.throttle import Throttle
from apps.foundation.organisations.models import Area
from apps.office.files.selectors import attachments_of
from apps.office.files.views import thumbnail_of

WRONG_CODES = Throttle("matters_codes", limit=30, seconds=600)


@login_not_required
@require_safe
def tell_choose(request: HttpRequest) -> HttpResponse:
    """Which town or street; where there is only one, straight to its page."""
    districts = selectors.districts_open(timezone.localdate())
    if len(districts) == 1 and len(districts[0].areas) == 1:
        return redirect("matters_tell", districts[0].areas[0].public_id)
    return render(request, "matters/choose.html", {"districts": districts})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page to write on, of one place."""
    area, today = get_object_or_404(Area, public_id=public_id), timezone.localdate()
    if not selectors.is_open(area, today):
        return render(request, "matters/closed.html", {"area": area}, status=404)
    context = {"area": area, "contact": selectors.contact_of(area, today)}
    return public_entry(
        request, SubmissionForm, "matters/entry.html", context,
        receive=lambda form: services.submission_receive(
            area=area, channel=channel_of(request), **form.values(), by=request.actor, at=timezone.now()
        ),
    )  # fmt: skip


@login_not_required
@never_cache
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Number and code in big letters, for some minutes, in the sender's browser alone."""
    code = code_just_given(request)
    submission = selectors.submission_by_code(code) if code else None
    if submission is None:
        return redirect("matters_mine")
    path = reverse("matters_mine_of", args=[plain(code)])
    context = {"submission": submission, "code": shown(plain(code)), "path": path, "qr": qr_of(path)}
    return render(request, "matters/done.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Enter the code; the answer to a wrong one is the same, whatever is wrong with it."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return redirect("matters_mine_of", plain(form.cleaned_data["code"]) or "UNKNOWN")
    return render(request, "matters/mine.html", {"form": form})


@login_not_required
@never_cache
@require_safe
def mine_of(request: HttpRequest, code: str) -> HttpResponse:
    """What became of one sentence, for whoever holds its code."""
    if WRONG_CODES.is_closed(request):
        return ratelimit.respond_429(request)
    submission = selectors.submission_by_code(code)
    if submission is None:
        WRONG_CODES.count_failure(request)
        return render(request, "matters/mine.html", {"form": CodeForm(), "is_unknown": True}, status=404)
    return _status(request, submission, code)


def _status(request: HttpRequest, submission: Submission, code: str, form: Form | None = None) -> HttpResponse:
    standing = standing_of(submission)
    context = {
        "submission": submission,
        "standing": standing,
        "form": form or _rating_form(submission, standing),
        "rating": getattr(submission, "rating", None),
        "code": plain(code),
        "updates": submission.updates.all(),
        "photos": [photo for photo in attachments_of(submission) if photo.thumbnail],
        "may_withdraw": selectors.may_withdraw(submission),
        "contact": selectors.contact_of(submission.area, timezone.localdate()),
    }
    return render(request, "matters/status.html", context)


def _rating_form(submission: Submission, standing: Standing | None) -> Form | None:
    """Of the reply to a matter, or of what was told where there is none."""
    if standing is None:
        return ToldRatingForm() if selectors.may_rate(submission) else None
    return RatingForm(initial={"round_": standing.round}) if standing.may_rate else None


@login_not_required
@never_cache
@require_safe
def mine_photo(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """The sender's own photo, small."""
    submission = _held(request, code)
    return thumbnail_of(get_object_or_404(attachments_of(submission), public_id=public_id))


@login_not_required
@never_cache
@require_POST
def mine_rate(request: HttpRequest, code: str) -> HttpResponse:
    """The resident's rating; as a guest whoever it is, so that the log names nobody."""
    submission = _held(request, code)
    act = {"submission": submission, "by": Actor.guest(), "at": timezone.now()}
    form: Form
    if standing_of(submission) is None:
        form = ToldRatingForm(request.POST)
        rated: object = attempt(form, lambda: submission_rate(**form.cleaned_data, **act))
    else:
        form = matter_form = RatingForm(request.POST)
        rated = attempt(form, lambda: request_rate(**matter_form.values(), **act))
    if rated:
        return redirect("matters_mine_of", code)
    return _status(request, submission, code, form)


@login_not_required
@never_cache
@require_POST
def mine_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    services.submission_withdraw(submission=_held(request, code), by=request.actor, at=timezone.now())
    return redirect("matters_mine_of", code)


def _held(request: HttpRequest, code: str) -> Submission:
    """The submission of a code; 404 as long as this address has guessed too often."""
    submission = None if WRONG_CODES.is_closed(request) else selectors.submission_by_code(code)
    if submission is None:
        WRONG_CODES.count_failure(request)
        raise Http404
    return submission
