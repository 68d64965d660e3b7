"""One-time codes: printed for practice before the day, or handed over at the seat once the identity is checked."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError
from apps.foundation.core.fields import blind_index
from apps.foundation.core.typed import half_width
from apps.systems.legal_exams.models import AccessCode, Admission, CodePurpose

DIGITS = {CodePurpose.SIT: 6, CodePurpose.STUDY: 10}
TRIES = 5
AT_THE_SEAT = timedelta(minutes=30)
WRONG = {
    CodePurpose.SIT: "准考证号或者登录码不对。请核对后再输入;登录码输错5次即作废,请向监考员另领。",
    CodePurpose.STUDY: "准考证号或者练习码不对。请照准考证核对后再输入;"
    "练习码输错5次或者开考以后不能再用,开考前可请组织考试的工作人员补打准考证。",
}


@transaction.atomic
def code_issue(
    *, admission: Admission, purpose: str, by: Actor, at: datetime, expires_at: datetime | None = None
) -> str:
    """A new code, told this once; the earlier ones of the same purpose no longer open anything."""
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS[CodePurpose(purpose)]))
    admission.codes.filter(purpose=purpose, expires_at__gt=at).update(expires_at=at)
    AccessCode.objects.create(
        admission=admission,
        purpose=purpose,
        digest=_digest(admission, purpose, code),
        issued_at=at,
        issued_by=by.name,
        expires_at=expires_at or at + AT_THE_SEAT,
    )
    return code


def code_use(*, ticket: str, purpose: str, code: str, at: datetime) -> Admission:
    """The admission that ticket and code open. Raises DomainError, the same for a wrong ticket and a wrong code.

    A code for the seat opens once; one for practice as often as it likes until it expires. A wrong try is counted
    whatever becomes of the request around it, so this must not run in a transaction that rolls back.
    """
    with transaction.atomic():
        admission = Admission.objects.filter(ticket=half_width(ticket)).first()
        opened = admission is not None and _opens(admission, purpose, half_width(code), at)
    if admission is None or not opened:
        raise DomainError(WRONG[CodePurpose(purpose)])
    return admission


def _opens(admission: Admission, purpose: str, code: str, at: datetime) -> bool:
    """Whether the last code issued for the purpose is this one; what was tried stays written."""
    running = admission.codes.select_for_update().filter(purpose=purpose, expires_at__gt=at, tries__lt=TRIES)
    issued = running.first()
    if issued is None or (purpose == CodePurpose.SIT and issued.used_at):
        return False
    is_right = secrets.compare_digest(issued.digest, _digest(admission, purpose, code))
    if is_right:
        issued.used_at = issued.used_at or at
    else:
        issued.tries += 1
    issued.save(update_fields=["used_at", "tries"])
    return is_right


def _digest(admission: Admission, purpose: str, code: str) -> str:
    return blind_index(f"{admission.pk}:{purpose}:{code}")
