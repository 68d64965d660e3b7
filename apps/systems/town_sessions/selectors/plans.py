"""Plans with what stands in them, and what a plan needs before its next act."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch

from apps.foundation.core.errors import Issue
from apps.office.documents.models import Document
from apps.office.documents.selectors import live_document
from apps.systems.town_sessions.models import AnnualPlan, PlanSession
from apps.systems.town_sessions.models.plans import PlanQuerySet
from apps.systems.town_sessions.rules import states
from apps.systems.town_sessions.rules.differences import Difference, differences, is_as_before
from apps.systems.town_sessions.rules.planning import PlanFacts, issues_before_closing, issues_before_submitting

DOCUMENT = "town_sessions_plan"


def with_sessions(plans: PlanQuerySet) -> PlanQuerySet:
    """With body, sessions, topics and what became of each session: four queries whatever their number."""
    return plans.with_body().prefetch_related(Prefetch("sessions", PlanSession.objects.with_all()))


def sessions_of(plan: AnnualPlan) -> list[PlanSession]:
    """In their order, each knowing its plan and each topic its session, so that no date costs a query."""
    sessions = list(plan.sessions.all())
    for session in sessions:
        session.plan = plan
        for topic in session.topics.all():
            topic.session = session
    return sessions


def plan_facts(plan: AnnualPlan) -> PlanFacts:
    """As the rules see it; an amendment beside what became of the sessions it takes over."""
    sessions = tuple(session.facts for session in plan.sessions.all())
    before = _replaced_with_meetings(plan)
    after = {session.key: session for session in sessions}
    dropped = [one for one in before if one.facts.key not in after]
    kept = [one for one in before if one.facts.key in after and one.standing.held_on]
    rewritten = [one for one in kept if not is_as_before(one.facts, after[one.facts.key])]
    return PlanFacts(
        plan.year, plan.is_district, sessions, plan.measures, dropped=tuple(_names(dropped)),
        rewritten=tuple(_names(rewritten)),
    )  # fmt: skip


def _replaced_with_meetings(plan: AnnualPlan) -> list[PlanSession]:
    """Sessions of the replaced version that became a meeting."""
    if plan.replaces_id is None:
        return []
    rows = PlanSession.objects.filter(plan=plan.replaces_id, slot__meeting__isnull=False).with_all()
    return [session for session in rows if session.has_live_meeting]


def _names(sessions: Iterable[PlanSession]) -> list[str]:
    return [f"原{session.name}“{session.theme}”" for session in sessions]


def issues_to_submit(plan: AnnualPlan) -> list[Issue]:
    """What is missing before the plan goes to the presidium."""
    return list(issues_before_submitting(plan_facts(plan)))


def issues_to_close(plan: AnnualPlan) -> list[Issue]:
    """Fixed sessions that were neither held nor called off."""
    standings = ((session, session.standing) for session in plan.sessions.all() if not session.is_extra)
    return list(
        issues_before_closing(
            [session.name for session, one in standings if one.held_on is None and not one.is_called_off]
        )
    )


def open_amendment(plan: AnnualPlan) -> AnnualPlan | None:
    """The next version that is being drafted or studied."""
    return plan.amendments.exclude(state__in=(states.ABANDONED, *states.SETTLED)).first()


def is_being_amended(plan: AnnualPlan) -> bool:
    """Whether the next version lies before the presidium or the party committee."""
    return plan.amendments.filter(state__in=states.UNDER_STUDY).exists()


def versions_of(plan: AnnualPlan) -> PlanQuerySet:
    """Every version of the year, the newest first."""
    return AnnualPlan.objects.filter(body=plan.body_id, year=plan.year).with_body().order_by("-version", "-pk")


def differences_of(plan: AnnualPlan) -> list[Difference]:
    """How a version differs from the one it replaces."""
    if plan.replaces_id is None:
        return []
    old = with_sessions(AnnualPlan.objects.filter(pk=plan.replaces_id)).get()
    return differences(_facts(old), _facts(plan))


def _facts(plan: AnnualPlan) -> list:
    return [session.facts for session in plan.sessions.all()]


def plan_document(plan: AnnualPlan) -> Document | None:
    """The plan as a document on its way or issued."""
    return live_document(plan, DOCUMENT)


def first_approval(plan: AnnualPlan) -> date | None:
    """When the year had its first approved plan."""
    if plan.version == 1:
        return plan.approved_on
    first = AnnualPlan.objects.filter(body=plan.body_id, year=plan.year, version=1).alive()
    return first.values_list("approved_on", flat=True).first()
