"""Every picture of the manual: whose page it shows, which, and what of it. `make manual-pictures` takes them.

A picture that a chapter names and that is missing here, or the other way round, fails `test_manual.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse

from apps.congress.ballots.models import Poll
from apps.congress.elections.models import Election
from apps.congress.inspections.models import Inspection
from apps.congress.meetings.models import Meeting, Sitting
from apps.congress.minutes.models import Minutes
from apps.congress.proposals.models import Proposal
from apps.congress.supervision.models import Assignment
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person, Term
from apps.office.approvals.models import ApprovalRequest
from apps.office.documents.models import Document
from apps.office.public_notices.models import PublicNotice
from apps.portal.models import Report
from apps.systems.deputy_stations.models import RatingRound, Rota, Station
from apps.systems.legal_exams.models import Blueprint, Exam
from apps.systems.livelihood_projects.models import Season
from apps.systems.reform_tasks.models import ReformPlan
from apps.systems.town_sessions.models import AnnualPlan


@dataclass(frozen=True)
class Picture:
    """A page as one account sees it; `account` "" is a guest.

    `of` finds what the address names. `frame` is a CSS selector of the part that is shown, "" the window; `clicks` are
    words on the page that are clicked before.
    """

    name: str
    account: str
    page: str
    of: Callable[[], list[Any]] = list
    phone: bool = False
    frame: str = "main"
    clicks: tuple[str, ...] = ()
    height: int = 900
    query: str = ""

    def path(self) -> str:
        return reverse(self.page, args=[getattr(one, "public_id", one) for one in self.of()]) + self.query


def phone(name: str, account: str, page: str, of: Callable[[], list[Any]] = list, **more: Any) -> Picture:
    """As a phone shows it."""
    return Picture(name, account, page, of, phone=True, **{"frame": "", **more})


TOWN, STREET, STATION = "青禾镇人民代表大会", "滨江街道议事代表会议", "青禾镇代表之家"


def first(model: type[Model], **known: Any) -> Callable[[], list[Any]]:
    """Finds the oldest of the demo district of which this is known."""
    return lambda: [model._default_manager.filter(**known).order_by("pk")[0]]


def last(model: type[Model], **known: Any) -> Callable[[], list[Any]]:
    """Finds the youngest of the demo district of which this is known."""
    return lambda: [model._default_manager.filter(**known).order_by("-pk")[0]]


VOTING = first(Poll, state="open", body__name=TOWN, method="named")
IN_HALL = first(Sitting, state="open", meeting__body__name=TOWN)
OF_HALL = first(Meeting, sittings__state="open", body__name=TOWN)

PICTURES: list[Picture] = [
    # for all
    phone("sign-in", "", "account_login", frame="main form"),
    Picture("list", "qinghe", "matters_items", height=560),
    Picture("approval", "zhenwei", "approvals_request", first(ApprovalRequest, state="pending", area__name="青禾镇")),
    phone("scrutiny", "daibiao2", "ballots_scrutiny", last(Poll, officers__person__user__username="daibiao2")),
    phone("exam-door", "", "legal_exams_door", frame="main"),
    # deputies
    phone("deputy-home", "daibiao2", "portal_home"),
    phone("deputy-notice", "daibiao2", "meetings_notice", OF_HALL, frame="main", height=1000),
    phone("deputy-follow", "daibiao2", "meetings_follow", IN_HALL),
    phone("deputy-vote", "daibiao2", "ballots_vote", VOTING),
    phone("deputy-write", "daibiao2", "matters_write"),
    phone("deputy-own", "daibiao1", "matters_own"),
    phone("deputy-collect", "daibiao2", "matters_collect"),
    phone("deputy-candidates", "daibiao2", "livelihood_candidates", first(Season, state="voting")),
    phone("deputy-inspection", "daibiao2", "inspections_mine", first(Inspection, state="noticed")),
    phone("deputy-duty", "daibiao2", "deputy_stations_my_duty"),
    phone("deputy-me", "daibiao2", "people_person", first(Person, user__username="daibiao2"), query="?tab=duty"),
    # staff
    Picture("staff-home", "qinghe", "portal_home"),
    Picture("meeting", "qinghe", "meetings_detail", OF_HALL, height=1000),
    Picture("materials", "qinghe", "meetings_materials", OF_HALL),
    Picture("sitting", "qinghe", "meetings_sitting", IN_HALL),
    Picture(
        "opinions",
        "qinghe",
        "meetings_opinions",
        last(Meeting, body__name=TOWN, opinions__isnull=False),
    ),
    Picture("poll", "qinghe", "ballots_poll", VOTING),
    Picture("minutes", "qinghe", "minutes_minutes", first(Minutes, kind="minutes", meeting__body__name=TOWN)),
    Picture("proposal", "qinghe", "proposals_proposal", first(Proposal, state="listed")),
    Picture("election", "qinghe", "elections_election", last(Election, term__body__name=TOWN)),
    Picture("inspection", "qinghe", "inspections_inspection", first(Inspection, theme="农村公路建设和管护")),
    Picture("submissions", "qinghe", "matters_list", height=700),
    Picture("sorting", "qinghe", "matters_sorting", height=700),
    Picture("watch", "qinghe", "matters_watch"),
    Picture("supervision", "quwei", "supervision_list", height=700),
    Picture("season-plan", "qinghe", "town_sessions_plan", last(AnnualPlan, body__name=TOWN), height=700),
    Picture("street-term", "binjiang", "street_deliberations_term", last(Term, body__name=STREET)),
    Picture("season", "quwei", "livelihood_season", first(Season, state="drafting")),
    Picture("delivery", "quwei", "livelihood_delivery", first(Season, term__body__name="石桥镇人民代表大会")),
    Picture("station", "qinghe", "deputy_stations_station", first(Station, name=STATION)),
    Picture("rota", "qinghe", "deputy_stations_rota", first(Rota, station__name=STATION)),
    Picture("stars", "quwei", "deputy_stations_round", first(RatingRound)),
    Picture("matrix", "quwei", "reform_tasks_matrix", first(ReformPlan, state="approved")),
    Picture("document", "qinghe", "documents_document", first(Document, state="issued", organ__area__name="青禾镇")),
    Picture("public-notice", "binjiang", "public_notices_detail", first(PublicNotice, area__name="滨江街道")),
    Picture("roster", "qinghe", "people_roster_import"),
    Picture("slips", "qinghe", "people_slips", query="?q=赵", height=700),
    Picture("policies", "qinghe", "policies_policy_list", height=600),
    # units
    Picture("unit-home", "chengban", "portal_home"),
    Picture("unit-inbox", "chengban", "matters_inbox", height=700),
    Picture("unit-promises", "chengban", "matters_commitments", height=600),
    Picture("unit-task", "chengban", "supervision_assignment", first(Assignment, title="背街小巷路灯修复")),
    Picture("unit-breakdown", "quwei", "livelihood_breakdown", first(Season, breakdown__isnull=False), height=700),
    phone("receive", "jiazhan", "deputy_stations_receive_at", first(Station, name=STATION)),
    # leaders
    Picture("dashboard", "lingdao", "portal_dashboard", height=1000),
    Picture("leader-watch", "lingdao", "matters_watch"),
    Picture("report", "lingdao", "portal_report", first(Report)),
    Picture("leader-meeting", "zhenwei", "meetings_detail", OF_HALL),
    # residents
    phone("resident-tell", "", "matters_tell", first(Area, name="青禾镇")),
    phone("resident-mine", "", "matters_mine"),
    phone("resident-station", "", "deputy_stations_door", lambda: [Station.objects.get(name=STATION).code]),
    phone("resident-projects", "", "livelihood_public"),
    # operators
    Picture("person", "admin", "people_person", first(Person, user__username="chengban")),
    Picture("areas", "admin", "organisations_areas", height=600),
    # exams
    Picture("exam-bank", "mingti", "legal_exams_questions", height=600),
    Picture("exam-blueprint", "renmian", "legal_exams_blueprint", first(Blueprint)),
    Picture("exam-nominations", "renmian", "legal_exams_nominations", height=600),
    Picture("exam-exam", "renmian", "legal_exams_exam", first(Exam, state="notified")),
    Picture("exam-watch", "jiankao", "legal_exams_sitting", last(Exam, state="notified")),
    Picture("exam-results", "renmian", "legal_exams_results", first(Exam, state="reported")),
]
