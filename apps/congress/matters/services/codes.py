"""A lost code is replaced, a phone number is looked at: both leave an entry."""

from datetime import datetime

from django.db import transaction

from apps.congress.matters.models import Submission
from apps.congress.matters.rules.codes import new_code
from apps.congress.matters.selectors import code_index
from apps.congress.matters.services.records import record, submission_locked
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import WrongState


@transaction.atomic
def code_renew(*, submission: Submission, by: Actor, at: datetime) -> str:
    """A new follow-up code for somebody who lost theirs; the old one finds nothing from now on."""
    submission = submission_locked(submission)
    code = new_code()
    submission.code_index = code_index(code)
    submission.save(update_fields=["code_index"])
    record("matters.code.renewed", submission, by)
    return code


@transaction.atomic
def phone_look_up(*, submission: Submission, by: Actor, at: datetime) -> str:
    """The whole phone number, for whoever has to dial it; every look is on record."""
    if not submission.phone:
        raise WrongState("反映人没有留下电话。")
    record("matters.phone.looked_up", submission, by)
    return submission.phone
