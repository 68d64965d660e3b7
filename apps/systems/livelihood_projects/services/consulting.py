"""会商: the clues on a table, one conclusion each, and the minutes; then 党委研究 (steps 3 and 4)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState, require_ready
from apps.foundation.organisations.models import Unit
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import StepDraft, request_open
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import document_draft
from apps.systems.livelihood_projects import front_papers, rules
from apps.systems.livelihood_projects.models import Clue, ClueState, Conclusion, Consultation, Season, Verdict
from apps.systems.livelihood_projects.selectors import consulting
from apps.systems.livelihood_projects.services.records import clue_locked, drafting_season, record, season_locked
from apps.systems.livelihood_projects.services.sorting import clue_merge
from apps.systems.livelihood_projects.services.studying import opinion_give
from apps.systems.livelihood_projects.services.telling_proposers import tell_not_preliminary, tell_preliminary


class Opinion(NamedTuple):
    """What somebody said for a unit at the table."""

    unit: Unit
    text: str


@transaction.atomic
def consultation_create(
    *, season: Season, held_on: date, place: str, chaired_by: str, recorder: str, attendees: str, by: Actor,
    at: datetime,
) -> Consultation:  # fmt: skip
    """Begin a consultation with every clue still to be decided on its table. Raises Conflict while one is open."""
    season = drafting_season(season.pk)
    number = season.consultations.count() + 1
    try:
        with transaction.atomic():
            consultation = Consultation.objects.create(
                season=season, number=number, held_on=held_on, place=place.strip(), chaired_by=chaired_by.strip(),
                recorder=recorder.strip(), attendees=attendees.strip(),
            )  # fmt: skip
    except IntegrityError as error:
        raise Conflict("还有一次会商没有结束,请先办理完再开始下一次。") from error
    lines = _put(consultation, consulting.clues_to_consult(season))
    record("livelihood_projects.consultation.created", season, by, on=consultation, clues=lines)
    return consultation


@transaction.atomic
def table_fill(*, consultation: Consultation, by: Actor, at: datetime) -> int:
    """Put what came in meanwhile on the table too; returns how many."""
    consultation = _open_locked(consultation)
    lines = _put(consultation, consulting.clues_to_consult(consultation.season))
    if lines:
        record("livelihood_projects.consultation.filled", consultation.season, by, on=consultation, clues=lines)
    return lines


@transaction.atomic
def table_take_off(*, conclusion: Conclusion, by: Actor, at: datetime) -> None:
    """Take a clue off the table; it is decided another time."""
    consultation = _open_locked(conclusion.consultation)
    conclusion = consultation.conclusions.select_related("clue").get(pk=conclusion.pk)
    conclusion.delete()
    record(
        "livelihood_projects.consultation.postponed", consultation.season, by, on=consultation,
        clue=conclusion.clue.title,
    )  # fmt: skip


@transaction.atomic
def conclusion_write(
    *, conclusion: Conclusion, verdict: str, reason: str, into: Clue | None = None, opinion: Opinion | None = None,
    by: Actor, at: datetime,
) -> Conclusion:  # fmt: skip
    """Save one line of the table, with what a unit said there. Raises NotReady with what is wrong with it.

    The last to save is right.
    """
    consultation = _open_locked(conclusion.consultation)
    conclusion = consulting.table_of(consultation).get(pk=conclusion.pk)
    conclusion.verdict, conclusion.reason = verdict, reason.strip()
    conclusion.into = into if verdict == Verdict.MERGE else None
    if conclusion.into and conclusion.into.pk == conclusion.clue_id:
        raise DomainError("不能并入自己,请选择另一件线索。")
    (line,) = consulting.table_lines([conclusion])
    require_ready(rules.issues_with_line(line) if verdict else [])
    conclusion.save(update_fields=["verdict", "reason", "into"])
    label = conclusion.get_verdict_display() or "待定"
    record("livelihood_projects.conclusion.written", consultation.season, by, on=conclusion.clue, verdict=label)
    if opinion:
        opinion_give(clue=conclusion.clue, unit=opinion.unit, text=opinion.text, by=by, at=at)
    return conclusion


@transaction.atomic
def consultation_close(*, consultation: Consultation, by: Actor, at: datetime) -> tuple[Consultation, Document]:
    """End the consultation: every clue goes where its conclusion says, proposers are told, minutes are drafted.

    Raises NotReady with every line that has no conclusion, or a wrong one, and WrongState where it ended before.
    """
    consultation = _open_locked(consultation)
    lines = list(consulting.table_of(consultation))
    require_ready(rules.issues_before_closing(consulting.table_lines(lines)))
    for line in sorted(lines, key=lambda one: one.verdict != Verdict.MERGE):
        _carry_out(line, consultation, by, at)
    consultation.closed_at = at
    consultation.save(update_fields=["closed_at"])
    record("livelihood_projects.consultation.closed", consultation.season, by, on=consultation, **_counts(lines))
    tree = front_papers.consultation_minutes(consultation, local_day(at))
    organ = consulting.issuer_of(consultation.season, local_day(at))
    minutes = document_draft(organ=organ, kind=front_papers.MINUTES, tree=tree, subject=consultation, by=by, at=at)
    return consultation, minutes


@transaction.atomic
def study_open(*, season: Season, by: Actor, at: datetime) -> ApprovalRequest:
    """提请党委研究 the preliminary list; what the committee decided is written down in the request.

    Raises NotReady without a party committee or anything to study, Conflict while a request is
    pending or once it was approved.
    """
    season = drafting_season(season.pk)
    organ = consulting.party_organ(season, local_day(at))
    if organ is None:
        raise DomainError("本级还没有登记党委(党工委),请先在“单位”中登记。")
    if consulting.study_state(season) == "approved":
        raise Conflict(f"{season.words.study}已经同意,无须再次提请。")
    kept = consulting.preliminary_list(season).count() + season.projects.standing().filter(clues=None).count()
    if not kept:
        raise DomainError("还没有列入初选的线索或者候选项目,请先会商。")
    request = request_open(
        subject=season, kind=rules.PARTY_STUDY, title=f"{season}候选项目建议", area=season.body.area,
        steps=[StepDraft(season.words.study, organ=organ)], url=season.get_absolute_url(), by=by, at=at,
    )  # fmt: skip
    record("livelihood_projects.study.opened", season, by, organ=organ.name, count=kept)
    return request


@transaction.atomic
def study_settled(*, request: ApprovalRequest, by: Actor, at: datetime, reason: str = "") -> None:
    """Note on the season what the party committee decided."""
    season = season_locked(request.subject_id)
    if reason:
        record("livelihood_projects.study.returned", season, by, reason=reason)
    else:
        record("livelihood_projects.study.approved", season, by)


def _carry_out(line: Conclusion, consultation: Consultation, by: Actor, at: datetime) -> None:
    if line.verdict == Verdict.MERGE:
        clue_merge(clue=line.clue, into=line.into, reason=line.reason, by=by, at=at)  # type: ignore[arg-type]
        return
    clue = clue_locked(line.clue)
    if not clue.is_open:
        raise WrongState(f"“{clue.title}”{clue.state_label},请先将它移出会商。")
    clue.state = rules.clue_move(clue.state, line.verdict, title=clue.title)
    clue.reason = line.reason
    clue.save(update_fields=["state", "reason"])
    if clue.state == ClueState.PRELIMINARY:
        tell_preliminary(clue, held_on=consultation.held_on, by=by, at=at)
    else:
        tell_not_preliminary(clue, by=by, at=at)


def _put(consultation: Consultation, clues: Iterable[Clue]) -> int:
    lines = [Conclusion(consultation=consultation, clue=clue) for clue in clues]
    Conclusion.objects.bulk_create(lines, ignore_conflicts=True)
    return len(lines)


def _open_locked(consultation: Consultation) -> Consultation:
    """The consultation's row for this transaction, its season first; refused once it ended."""
    season_locked(consultation.season_id)
    rows = Consultation.objects.select_for_update(of=("self",)).with_season()
    consultation = rows.get(pk=consultation.pk)
    if consultation.closed_at:
        raise WrongState(f"{consultation}已经结束,不能再改。请刷新页面查看结论。")
    return consultation


def _counts(lines: Iterable[Conclusion]) -> dict[str, Any]:
    verdicts = [line.verdict for line in lines]
    return {"kept": verdicts.count("keep"), "merged": verdicts.count("merge"), "dropped": verdicts.count("drop")}
