"""How a meeting is planned at this moment: its agenda, its sittings, who is due at which of them."""

from datetime import date

from django.db.models import QuerySet

from apps.congress.ballots.selectors.quorums import quorum_key
from apps.congress.meetings.models import Meeting, MeetingState, Sitting, SittingKind
from apps.congress.meetings.rules.changes import ItemFact, PlanFacts, SittingFact
from apps.congress.meetings.rules.quorum import NO_QUORUM
from apps.congress.meetings.selectors.meetings import PRESIDIUM_QUORUM, rules_for
from apps.foundation.core.actors import Actor
from apps.foundation.core.marks import mark_of
from apps.foundation.people.models import Group, GroupKind, Mandate, MandateState, MandateStatus, Membership, Term
from apps.foundation.people.selectors import MembershipCounts, members_due, serving_members


def plan_facts(meeting: Meeting) -> PlanFacts:
    """Agenda and sittings as they are stored."""
    agenda = tuple(ItemFact(item.pk, item.title, item.reporter) for item in meeting.agenda.order_by("number"))
    rows = meeting.sittings.select_related("group", "meeting__body").order_by("starts_at", "pk")
    sittings = tuple(SittingFact(row.pk, row.name, row.starts_at, row.place) for row in rows)
    return PlanFacts(agenda, sittings, meeting.place)


def plan_mark(meeting: Meeting) -> str:
    """Names the arrangement as it is stored: another mark, another arrangement."""
    own = ("number", "title", "place", "contact", "requirements", "is_ad_hoc", "notice_reason")
    item = ("public_id", "title", "reporter", "topic", "unit", "materials_due_on")
    sitting = ("public_id", "kind", "group", "starts_at", "place", "presided_by")
    stored = [
        [getattr(meeting, name) for name in own],
        list(meeting.agenda.order_by("number").values_list(*item)),
        list(meeting.sittings.order_by("pk").values_list(*sitting)),
    ]
    return mark_of(stored)


def is_settled(meeting: Meeting) -> bool:
    """Whether the agenda was decided on or announced: it changes only for a reason."""
    return meeting.convened_on is not None or meeting.state != MeetingState.PLANNED


def sitting_groups(term: Term) -> list[Group]:
    """The groups that sit by themselves: delegations, or where there are none the deputies' groups."""
    groups = list(term.groups.filter(kind__in=[GroupKind.DELEGATION, GroupKind.DEPUTY_GROUP]).order_by("number"))
    delegations = [group for group in groups if group.kind == GroupKind.DELEGATION]
    return delegations or groups


def presidium_members(term: Term, on: date) -> QuerySet[Membership]:
    """Who belongs to the presidium on a day, with what title."""
    rows = Membership.objects.on(on).filter(group__term=term, group__kind=GroupKind.PRESIDIUM)
    return rows.select_related("person").order_by("person__pinyin", "pk")


def due_at(sitting: Sitting, on: date) -> QuerySet[Mandate]:
    """Everybody due at a sitting on a day, by pinyin: the whole body, one group, or the presidium."""
    everybody = serving_members(sitting.meeting.term, on)
    return everybody if sitting.is_of_all else everybody.filter(person__in=_seated(sitting, on).values("person"))


def counts_at(sitting: Sitting, on: date) -> MembershipCounts:
    """The five numbers that a sitting freezes; a group and the presidium count their own members."""
    meeting = sitting.meeting
    if sitting.is_of_all:
        return members_due(meeting.body, meeting.term, on)
    held = MandateStatus.objects.on(on).filter(
        mandate__term=meeting.term, mandate__person__in=_seated(sitting, on).values("person")
    )
    states = list(held.values_list("state", flat=True))
    serving, suspended = states.count(MandateState.SERVING), states.count(MandateState.SUSPENDED)
    members = serving + suspended
    return MembershipCounts(members, members, members, suspended, serving)


def quorum_at(sitting: Sitting, on: date) -> str:
    """The quorum of a sitting: that stored with the notice; the presidium's own; none of a group."""
    if sitting.kind == SittingKind.GROUP:
        return NO_QUORUM
    key = PRESIDIUM_QUORUM if sitting.kind == SittingKind.PRESIDIUM else quorum_key(sitting.meeting.body)
    stored = sitting.meeting.frozen_rules.get(key)
    return stored["value"] if stored else rules_for(sitting.meeting.body, on)[key].value


def sittings_for(meeting: Meeting, actor: Actor, on: date) -> QuerySet[Sitting]:
    """All of them for the office and leaders; for a member those that concern them."""
    rows = meeting.sittings.select_related("group", "meeting__body")
    return rows if actor.sees_area else rows.concerning(actor.person_id, on)


def _seated(sitting: Sitting, on: date) -> QuerySet[Membership]:
    rows = Membership.objects.on(on)
    if sitting.kind == SittingKind.GROUP:
        return rows.filter(group=sitting.group_id)
    return rows.filter(group__term=sitting.meeting.term_id, group__kind=GroupKind.PRESIDIUM)
