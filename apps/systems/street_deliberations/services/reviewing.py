"""First review by the street working committee, joint review with one-vote veto, and what ends a recommendation."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import Conflict, DomainError
from apps.foundation.organisations.selectors import standing_organ
from apps.foundation.people.models import Term
from apps.systems.street_deliberations.models import Candidate, JointOpinion
from apps.systems.street_deliberations.rules import states
from apps.systems.street_deliberations.selectors.standing import first_approval
from apps.systems.street_deliberations.services.records import (
    candidate_locked,
    record,
    require_plan,
    required,
    step_add,
)

CORRECTIONS = {
    (False, False): "opine", (False, True): "veto", (True, False): "restore", (True, True): "restate",
}  # fmt: skip
"""(was a veto, is one) -> what the correction does to the recommendation."""
FIRST = {"pass": "初审同意", "return": "退回修改", "reject": "不予推荐"}


@transaction.atomic
def first_review(
    *, candidate: Candidate, verdict: str, opinion: str, on: date, by: Actor, at: datetime, document_number: str = "",
    files: Sequence[UploadedFile] = (),
) -> Candidate:  # fmt: skip
    """工委初审: `verdict` is a key of FIRST; anything but a pass needs its reason."""
    candidate = candidate_locked(candidate.pk)
    candidate.state = states.candidate_move(candidate.state, verdict)
    if verdict != "pass":
        opinion = required(opinion, "退回或者不予推荐的,请写明理由。", 500)
    _require_day(candidate, on, local_day(at))
    candidate.save(update_fields=["state"])
    step_add(
        candidate, "工委初审", FIRST[verdict], by=by, at=at, organ=standing_organ(candidate.term.body, on).name, on=on,
        opinion=opinion, number=document_number, files=files,
    )  # fmt: skip
    record("street_deliberations.candidate.first_reviewed", candidate, by, result=FIRST[verdict])
    return candidate


@transaction.atomic
def opinion_record(
    *, candidate: Candidate, organ: str, is_veto: bool, opinion: str, on: date, by: Actor, at: datetime,
    document_number: str = "", files: Sequence[UploadedFile] = (),
) -> JointOpinion:  # fmt: skip
    """联审意见 of one organ, once. A veto ends the recommendation at once (一票否决) and needs its facts.

    The entry in the log says that an opinion was recorded, not which.
    """
    candidate = candidate_locked(candidate.pk)
    state = states.candidate_move(candidate.state, "veto" if is_veto else "opine")
    organ = required(organ, "请选择联审单位。", 40)
    if candidate.opinions.filter(organ=organ).exists():
        raise Conflict(f"{organ}的联审意见已经登记,请刷新页面查看。")
    said = _said(candidate, organ, is_veto, opinion, on, document_number, by, at)
    candidate.state = state
    candidate.save(update_fields=["state"])
    step_add(candidate, "联审", said.result, by=by, at=at, organ=organ, on=on, opinion=opinion, number=document_number,
             files=files)  # fmt: skip
    record("street_deliberations.candidate.opinion_recorded", candidate, by, organ=organ)
    return said


@transaction.atomic
def opinions_record(
    *, term: Term, organ: str, candidates: Sequence[Candidate], on: date, by: Actor, at: datetime,
    document_number: str = "",
) -> list[JointOpinion]:  # fmt: skip
    """无异议 of one organ about many: its letter comes back for the whole list. All or none."""
    require_plan(term)
    return [
        opinion_record(
            candidate=candidate, organ=organ, is_veto=False, opinion="", on=on, document_number=document_number, by=by,
            at=at,
        )
        for candidate in sorted(candidates, key=lambda one: one.pk)
    ]  # fmt: skip


@transaction.atomic
def opinion_correct(
    *, candidate: Candidate, wrong: JointOpinion, is_veto: bool, opinion: str, on: date, reason: str, by: Actor,
    at: datetime, document_number: str = "", files: Sequence[UploadedFile] = (),
) -> JointOpinion:  # fmt: skip
    """更正 what was entered wrongly, until the person goes to the party committee. The wrong one stays on file.

    A veto that was none brings the person back into the joint review; one that was overlooked ends the recommendation.
    Raises Conflict where somebody has corrected it before.
    """
    candidate = candidate_locked(candidate.pk)
    if JointOpinion.objects.filter(replaces=wrong).exists():
        raise Conflict(f"{wrong.organ}的联审意见已经更正过,请刷新页面查看。")
    state = states.candidate_move(candidate.state, CORRECTIONS[wrong.is_veto, is_veto])
    reason = required(reason, "请写明更正的原因。")
    said = _said(candidate, wrong.organ, is_veto, opinion, on, document_number, by, at, replaces=wrong)
    candidate.state = state
    candidate.save(update_fields=["state"])
    step_add(candidate, "更正联审意见", said.result, by=by, at=at, organ=wrong.organ, on=on,
             opinion=";".join(part for part in (f"更正原因:{reason}", opinion) if part), number=document_number,
             files=files)  # fmt: skip
    record("street_deliberations.candidate.opinion_corrected", candidate, by, organ=wrong.organ, reason=reason)
    return said


def _said(
    candidate: Candidate, organ: str, is_veto: bool, opinion: str, on: date, number: str, by: Actor, at: datetime,
    replaces: JointOpinion | None = None,
) -> JointOpinion:  # fmt: skip
    if is_veto:
        opinion = required(opinion, "一票否决的,请写明所依据的事实。", 1000)
    _require_day(candidate, on, local_day(at))
    return JointOpinion.objects.create(
        candidate=candidate, organ=organ, on=on, is_veto=is_veto, opinion=opinion.strip(),
        document_number=number.strip(), recorded_by=by.name, recorded_at=at, replaces=replaces,
    )  # fmt: skip


@transaction.atomic
def candidate_reject(
    *, candidate: Candidate, organ: str, opinion: str, on: date, by: Actor, at: datetime, document_number: str = ""
) -> Candidate:
    """不予推荐 by the committees, from the joint review (an organ left the person off) or after an objection."""
    candidate = candidate_locked(candidate.pk)
    candidate.state = states.candidate_move(candidate.state, "reject")
    opinion = required(opinion, "请写明不予推荐的理由。", 500)
    _require_day(candidate, on, local_day(at))
    candidate.save(update_fields=["state"])
    step_add(candidate, "研究", "不予推荐", by=by, at=at, organ=organ, on=on, opinion=opinion, number=document_number)
    record("street_deliberations.candidate.rejected", candidate, by)
    return candidate


@transaction.atomic
def candidate_release(
    *, candidate: Candidate, organ: str, opinion: str, on: date, by: Actor, at: datetime, document_number: str = ""
) -> Candidate:
    """An upheld objection was looked into and does not stand in the way: the person may go on a next slate."""
    candidate = candidate_locked(candidate.pk)
    candidate.state = states.candidate_move(candidate.state, "release")
    opinion = required(opinion, "请写明复核情况和结论。", 500)
    _require_day(candidate, on, local_day(at))
    candidate.save(update_fields=["state"])
    step_add(
        candidate, "异议复核", "恢复推荐", by=by, at=at, organ=organ, on=on, opinion=opinion, number=document_number
    )
    record("street_deliberations.candidate.released", candidate, by)
    return candidate


def _require_day(candidate: Candidate, on: date, today: date) -> None:
    """Nobody is recommended before the party working committee has approved the plan."""
    if on > today:
        raise DomainError("日期不能晚于今天,请核对后填写。")
    since = first_approval(candidate.term)
    if since and on < since:
        raise DomainError(f"日期不能早于实施方案批准之日({chinese_date(since)}),请核对后填写。")
