"""What the pages of the exam share: finding rows the acting person may see."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.foundation.core.errors import DomainError
from apps.foundation.core.numbers import number_of
from apps.foundation.core.permissions import require
from apps.foundation.organisations.models import Area
from apps.foundation.organisations.selectors import area_of
from apps.foundation.people.models import Term
from apps.systems.legal_exams.models import Admission, Exam, Nomination
from apps.systems.legal_exams.permissions import RUN
from apps.systems.legal_exams.selectors import nominations as selectors


def found(request: HttpRequest, rows: QuerySet[Any], public_id: UUID, permission: str = "") -> Any:
    """Raises Http404 where the acting person does not see it, NotAllowed where they may not."""
    row = get_object_or_404(rows, public_id=public_id)
    if permission:
        require(request.actor, permission, row)
    return row


def visible(request: HttpRequest, rows: QuerySet[Any], public_id: UUID, permission: str = "") -> Any:
    """The same of rows that belong to an office, of those the acting person sees."""
    return found(request, rows.visible_to(request.actor).select_related("office"), public_id, permission)


def nomination_for(request: HttpRequest, public_id: UUID) -> Nomination:
    rows = Nomination.objects.visible_to(request.actor).select_related("office", "term__body")
    return found(request, rows, public_id, RUN)


def exam_for(request: HttpRequest, public_id: UUID, permission: str = RUN) -> Exam:
    rows = Exam.objects.visible_to(request.actor).select_related(
        "office", "term__body", "blueprint", "resit_of", "chief"
    )
    return found(request, rows, public_id, permission)


def admission_for(request: HttpRequest, public_id: UUID) -> Admission:
    rows = Admission.objects.visible_to(request.actor).select_related("exam__office", "nomination", "room")
    return found(request, rows, public_id, RUN)


def office_of(request: HttpRequest) -> Area:
    """The office for which the acting person works; Http404 without one."""
    return get_object_or_404(Area, path=request.actor.area_path)


def office_for(request: HttpRequest) -> Area:
    """The area whose exams the acting person runs."""
    require(request.actor, RUN)
    office = area_of(request.actor)
    if office is None:
        raise DomainError("请以某一区划任免考试工作人员的身份办理。")
    return office


def term_for(office: Area) -> Term:
    """The running term, in which results hold."""
    term = selectors.running_term(office)
    if term is None:
        raise DomainError(f"{office}还没有登记本届人民代表大会,请先由人大办公室在“届”中登记。")
    return term


def revision_read(text: str | None) -> int:
    """What a page was read at; one that does not say so is older than anything."""
    number = number_of(text, up_to=10**9)
    return -1 if number is None else number
