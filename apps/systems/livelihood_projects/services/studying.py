"""论证: a unit is asked what a clue would take, and others what they think of it (step 3)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import DomainError, Issue, WrongState, require_ready
from apps.foundation.organisations.models import Unit
from apps.office.notifications.services import notice_send
from apps.systems.livelihood_projects import rules
from apps.systems.livelihood_projects.models import Clue, Feasibility, Finding, ScopeQuestion, UnitOpinion
from apps.systems.livelihood_projects.selectors.collecting import handlers_of
from apps.systems.livelihood_projects.selectors.consulting import finding_of
from apps.systems.livelihood_projects.services.records import clue_locked, record
from apps.systems.livelihood_projects.services.telling_proposers import tell_study

FIELDS = (
    "content", "place", "estimate", "fund_source", "responsible_unit", "responsible_leader", "starts_on",
    "finishes_on", "beneficiaries", "expected_result", "yearly_goal", "opinion",
)  # fmt: skip


@transaction.atomic
def clue_study(
    *, clue: Clue, unit: Unit, others: Iterable[Unit] = (), due_on: date | None = None, by: Actor, at: datetime
) -> Clue:
    """Ask `unit` for the feasibility sheet and `others` for their opinions; the proposer and the units are told.

    May be asked of another unit as long as the sheet has no conclusion.
    """
    clue = clue_locked(clue)
    if finding_of(clue):
        raise WrongState(f"“{clue.title}”已有论证结论,不能改交其他单位。")
    if due_on and due_on < local_day(at):
        raise DomainError("论证期限不能早于今天。")
    clue.state = rules.clue_move(clue.state, "study", title=clue.title)
    clue.save(update_fields=["state"])
    Feasibility.objects.update_or_create(clue=clue, defaults={"unit": unit, "asked_at": at, "due_on": due_on})
    others = [other for other in others if other != unit]
    asked = [UnitOpinion(clue=clue, unit=other, asked_at=at) for other in others]
    UnitOpinion.objects.bulk_create(asked, ignore_conflicts=True)
    record("livelihood_projects.clue.studied", clue.season, by, on=clue, unit=unit.name)
    tell_study(clue, unit=unit.name, by=by, at=at)
    _ask(clue, [unit, *others], due_on, by, at)
    return clue


@transaction.atomic
def feasibility_fill(
    *, clue: Clue, values: Mapping[str, Any], scope: Mapping[str, tuple[bool, str]], conclusion: str = "", by: Actor,
    at: datetime,
) -> Feasibility:  # fmt: skip
    """Save the sheet; with a `conclusion` it must be complete. A conclusion may be changed until the consultation."""
    clue = clue_locked(clue)
    rules.clue_move(clue.state, "fill", title=clue.title)
    sheet = Feasibility.objects.select_for_update().get(clue=clue)
    if conclusion:
        require_ready(_issues(values, scope, conclusion))
    elif sheet.conclusion:
        raise WrongState("论证表已有结论,修改后请仍选择结论再提交。")
    for name in FIELDS:
        if name in values:
            setattr(sheet, name, values[name])
    sheet.answers = {question: [met, reason] for question, (met, reason) in scope.items()}
    sheet.conclusion, sheet.filled_by, sheet.filled_at = conclusion, by.name, at
    sheet.save()
    finding = Finding(conclusion).label if conclusion else "暂存"
    record("livelihood_projects.feasibility.filled", clue.season, by, on=clue, finding=finding)
    return sheet


@transaction.atomic
def opinion_give(*, clue: Clue, unit: Unit, text: str, by: Actor, at: datetime) -> UnitOpinion:
    """Write down what a unit says to a clue; it may say something else until the consultation concludes."""
    clue = clue_locked(clue)
    if not clue.is_open:
        raise WrongState(f"“{clue.title}”已经办结,不再征求意见。")
    if not text.strip():
        raise DomainError("请填写意见。")
    given = {"text": text.strip()[:1000], "given_by": by.name, "given_at": at}
    opinion, _ = UnitOpinion.objects.update_or_create(
        clue=clue, unit=unit, defaults=given, create_defaults={**given, "asked_at": at}
    )
    record("livelihood_projects.unit_opinion.given", clue.season, by, on=clue, unit=unit.name)
    return opinion


def _issues(values: Mapping[str, Any], scope: Mapping[str, tuple[bool, str]], conclusion: str) -> Iterable[Issue]:
    return rules.issues_before_finding(
        values,
        conclusion=conclusion,
        unanswered=[question.label for question in ScopeQuestion if question.value not in scope],
        unmet=[ScopeQuestion(question).label for question, (met, reason) in scope.items() if not met and not reason],
    )


def _ask(clue: Clue, units: list[Unit], due_on: date | None, by: Actor, at: datetime) -> None:
    notice_send(
        recipients=handlers_of(units, local_day(at)),
        key=f"livelihood.study:{clue.pk}:{at:%Y%m%d%H%M%S}",
        title=f"请论证民生实事线索“{clue.title}”"[:120],
        body=f"{clue.season}线索“{clue.title}”请您单位填写可行性论证表或者提出意见。",
        url=reverse("livelihood_unit_clue", args=[clue.public_id]),
        due=due_on,
        by=by,
        at=at,
    )
