"""Before the list: what units found out, what lies on the table of a consultation, the party committee's study."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from apps.foundation.core.numbers import number_of
from apps.foundation.organisations.models import Unit, UnitKind
from apps.foundation.organisations.selectors import executive_of
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.selectors import current_request
from apps.systems.livelihood_projects import rules
from apps.systems.livelihood_projects.models import (
    Clue,
    ClueState,
    Conclusion,
    Consultation,
    Feasibility,
    Season,
    UnitOpinion,
)

STUDY_REQUIRED = "livelihood.party_study_required"
PARTY_KINDS = (UnitKind.PARTY_COMMITTEE, UnitKind.PARTY_WORK_COMMITTEE)


def party_organ(season: Season, on: date) -> Unit | None:
    """党委 of a town or district, 党工委 of a street."""
    return Unit.objects.on(on).filter(area=season.body.area, kind__in=PARTY_KINDS).order_by("pk").first()


def issuer_of(season: Season, on: date) -> Unit:
    """The government or street office that leads 征集 and 会商; the body itself where none is entered."""
    return executive_of(season.body.area, on) or season.body


def study_of(season: Season) -> ApprovalRequest | None:
    """The latest request to the party committee."""
    return current_request(season, rules.PARTY_STUDY)


def study_state(season: Season) -> str:
    """`none`, or the state of the latest request."""
    request = study_of(season)
    return request.state if request else "none"


def front_of(season: Season, on: date) -> rules.Front:
    """How far 征集, 会商 and 党委研究 have come; needs `with_front`."""
    call = getattr(season, "collection", None)
    ended = call is not None and call.opened_at is not None and (call.closed_at is not None or on > call.closes_on)
    return rules.Front(
        is_collected=ended,
        is_consulted=season.was_consulted,  # type: ignore[attr-defined]
        is_studied=study_state(season) == "approved",
    )


def clues_to_consult(season: Season) -> QuerySet[Clue]:
    """Clues still to be decided that lie on no table yet; studied ones first."""
    on_table = Conclusion.objects.filter(consultation__season=season, consultation__closed_at__isnull=True)
    rows = Clue.objects.open().filter(season=season).exclude(pk__in=on_table.values("clue"))
    return rows.order_by("-state", "category", "pk")


def table_of(consultation: Consultation) -> QuerySet[Conclusion]:
    """Every line of the table with what the meeting needs to see of it."""
    given = UnitOpinion.objects.exclude(text="").select_related("unit")
    rows = consultation.conclusions.select_related(
        "clue__submission__area", "clue__feasibility__unit", "clue__season", "into__submission"
    )
    return rows.prefetch_related(Prefetch("clue__opinions", given, "opinions_given")).annotate(
        joined=Count("clue__merged")
    )


def table_lines(conclusions: Sequence[Conclusion]) -> list[rules.TableLine]:
    """The table as its rules see it."""
    verdicts = {one.clue_id: one.verdict for one in conclusions}
    return [
        rules.TableLine(
            title=one.clue.title,
            verdict=one.verdict,
            reason=one.reason,
            finding=finding_of(one.clue),
            into=one.into.title if one.into else "",
            into_verdict=verdicts.get(one.into_id, "") if one.into_id else "",
        )
        for one in conclusions
    ]


def finding_of(clue: Clue) -> str:
    """The conclusion of the clue's feasibility sheet, "" where there is none."""
    sheet = sheet_of(clue)
    return sheet.conclusion if sheet else ""


def sheet_of(clue: Clue) -> Feasibility | None:
    """The clue's feasibility sheet, None where nobody was asked for one."""
    return getattr(clue, "feasibility", None)


def sheets_to_fill(unit_id: int) -> QuerySet[Clue]:
    """Clues whose sheet a unit has not concluded."""
    return Clue.objects.open().filter(
        state=ClueState.FEASIBILITY, feasibility__unit=unit_id, feasibility__conclusion=""
    )


def opinions_to_give(unit_id: int) -> QuerySet[Clue]:
    """Clues on which a unit was asked and has not said anything."""
    asked = UnitOpinion.objects.filter(unit=unit_id, text="").values("clue")
    return Clue.objects.open().filter(pk__in=asked)


def preliminary_list(season: Season) -> QuerySet[Clue]:
    """What the consultation kept, candidates included, in the order of categories."""
    kept = [ClueState.PRELIMINARY, ClueState.CANDIDATE]
    rows = Clue.objects.filter(season=season, state__in=kept).with_all()
    return rows.annotate(joined=Count("merged")).order_by("category", "pk")


def opinions_of(clue: Clue) -> QuerySet[UnitOpinion]:
    return clue.opinions.select_related("unit")


def pending_opinion(clue: Clue, unit_id: int | None) -> UnitOpinion | None:
    """The opinion a unit was asked for, given or not."""
    return clue.opinions.select_related("unit").filter(unit=unit_id).first() if unit_id else None


def near_clue(season: Season, number: str) -> Clue | None:
    """The clue of a season by its 受理编号, or by the end of it (123 for 2026-000123)."""
    number = number.strip()
    rows = Clue.objects.filter(season=season).select_related("submission", "season")
    exact = Q(submission__number=number)
    if (last := number_of(number, up_to=999_999)) is not None:
        exact |= Q(submission__number__endswith=f"-{last:06}")
    return rows.filter(exact).order_by("-pk").first()
