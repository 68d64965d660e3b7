"""A satisfaction assessment (满意度测评), prepared by any system: of reports, projects, units or people."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from apps.congress.ballots.models import Base, Method, Poll, PollModel
from apps.congress.ballots.services.setting_up import OptionDraft, PollDraft, options_set, poll_create
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError
from apps.foundation.organisations.models import Unit


@transaction.atomic
def assessment_prepare(
    *, body: Unit, title: str, items: Sequence[str], held_under: str, base: str, grades: Sequence[str] | None = None,
    method: str = Method.NAMED, by: Actor, at: datetime,
) -> Poll:  # fmt: skip
    """A draft that asks one grade for each of `items`, to be placed on a sitting and opened there.

    `base` is a Base and is always said: whether all members, those present or the valid sheets are measured decides
    grades (domain brief §3.4). `grades` best first, None for those of the place. Raises DomainError, NotReady.
    """
    if base not in Base.values:
        raise DomainError(f"请选择测评的计算基数:{'、'.join(Base.labels)}。")
    if not items:
        raise DomainError("请至少列出一个测评项目。")
    draft = PollDraft(
        title=title, held_under=held_under, model=PollModel.ASSESSMENT, method=method, grades=grades or (), base=base
    )
    poll = poll_create(body=body, draft=draft, by=by, at=at)
    options_set(poll=poll, options=[OptionDraft(item) for item in items], by=by, at=at)
    return poll
