"""A street's office: its organs, an approved plan, a settled table, and people on their way, as far as a test needs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Term
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_approve
from apps.office.public_notices.models import PublicNotice
from apps.office.public_notices.services import notice_conclude
from apps.systems.street_deliberations.models import (
    Candidate,
    ImplementationPlan,
    QuotaLine,
    QuotaTable,
    Seat,
    Slate,
    SlateEntry,
)
from apps.systems.street_deliberations.selectors.quotas import Line
from apps.systems.street_deliberations.services import (
    determining,
    planning,
    quotas,
    recommending,
    reviewing,
    slates,
)
from tests import factories as make

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 3, 2, 10, tzinfo=ZONE)
"""A Monday; a notice of five working days from here ends on 9 March."""
ORGANS = ("派出所", "街道纪工委")
_serial = count(1)


def days_later(days: int, at: datetime = AT) -> datetime:
    return at + timedelta(days=days)


@dataclass
class Office:
    """`term` has the quota of `seats`; lines are one a community, the rest goes to 驻区单位."""

    staff: Actor
    term: Term
    communities: list[Area]
    now: datetime = AT

    def plan(self) -> ImplementationPlan:
        return planning.plan_create(term=self.term, by=self.staff, at=self.now)

    def approved_plan(self) -> ImplementationPlan:
        plan = planning.plan_submit(plan=self.plan(), by=self.staff, at=self.now)
        self.decide(plan)
        return ImplementationPlan.objects.with_term().get(pk=plan.pk)

    def decide(self, subject: Any) -> ApprovalRequest:
        """The party working committee agrees."""
        return step_approve(
            request=ApprovalRequest.objects.of(subject).first(), step_number=1, opinion="同意",
            document_number="滨街工委纪〔2026〕5号", decided_on=local_day(self.now), by=self.staff, at=self.now,
        )  # fmt: skip

    def table(self) -> QuotaTable:
        self.approved_plan()
        return quotas.quota_begin(term=self.term, by=self.staff, at=self.now)

    def lines(self, per_community: int = 2) -> list[Line]:
        own = [Line("community", area.name, per_community, area) for area in self.communities]
        rest = self.term.quota - per_community * len(own)
        return [*own, Line("unit", "驻区单位", rest)]

    def settled(self, lines: list[Line] | None = None) -> QuotaTable:
        table = self.table()
        table.lines.all().delete()
        table = quotas.quota_change(
            table=table, lines=lines or self.lines(), revision=table.revision, by=self.staff, at=self.now
        )
        return quotas.quota_settle(table=table, by=self.staff, at=self.now)

    def line(self, name: str = "") -> QuotaLine:
        return QuotaLine.objects.select_related("table", "community").get(
            table__term=self.term, name=name or self.communities[0].name
        )

    def details(self, **changed: Any) -> dict[str, Any]:
        """A complete 推荐登记表."""
        number = next(_serial)
        return {
            "channel": "party", "recommender": "新民社区党委", "recommender_opinion": "同意推荐", "name": f"甲{number}",
            "sex": "female", "ethnic_group": "汉族", "nationality": "中国", "born_on": date(1985, 5, 6),
            "party": "群众", "education": "大学本科", "workplace": "新民社区居民小组长", "category": "resident",
            "occupation": "frontline", "tie": "lives", "tie_place": "新民社区", "tie_since": date(2015, 1, 1),
            "phone": "19900001234", "identity_number": "", "resume": "", "merits": "热心公益", "note": "", **changed,
        }  # fmt: skip

    def candidate(
        self, line: str = "", vacancy: Seat | None = None, at: datetime | None = None, **changed: Any
    ) -> Candidate:
        return recommending.candidate_create(
            term=self.term,
            line=self.line(line),
            vacancy=vacancy,
            details=self.details(**changed),
            by=self.staff,
            at=at or self.now,
        )

    def submitted(self, line: str = "", **changed: Any) -> Candidate:
        return recommending.candidate_submit(candidate=self.candidate(line, **changed), by=self.staff, at=self.now)

    def passed(self, line: str = "", **changed: Any) -> Candidate:
        """Through the first review."""
        return reviewing.first_review(
            candidate=self.submitted(line, **changed), verdict="pass", opinion="同意", on=local_day(self.now),
            by=self.staff, at=self.now,
        )  # fmt: skip

    def opine(self, candidate: Candidate, organ: str, veto: bool = False, opinion: str = "") -> None:
        reviewing.opinion_record(
            candidate=candidate,
            organ=organ,
            is_veto=veto,
            opinion=opinion,
            on=local_day(self.now),
            by=self.staff,
            at=self.now,
        )

    def cleared(self, line: str = "", **changed: Any) -> Candidate:
        """Through the joint review."""
        candidate = self.passed(line, **changed)
        for organ in ORGANS:
            self.opine(candidate, organ)
        return fresh(candidate)

    def slate(self, *people: Candidate) -> Slate:
        slate = slates.slate_create(term=self.term, by=self.staff, at=self.now)
        return self.choose(slate, *people)

    def choose(self, slate: Slate, *people: Candidate) -> Slate:
        return slates.slate_change(slate=slate, candidates=people, revision=slate.revision, by=self.staff, at=self.now)

    def agreed(self, *people: Candidate) -> Slate:
        """Approved by the party working committee."""
        slate = slates.slate_submit(slate=self.slate(*people), by=self.staff, at=self.now)
        self.decide(slate)
        return again(slate)

    def published(self, *people: Candidate) -> Slate:
        return slates.slate_publish(
            slate=self.agreed(*people), where="公示栏", starts_on=local_day(self.now), by=self.staff, at=self.now
        )

    def noticed(self, *people: Candidate) -> Slate:
        slate = self.published(*people)
        self.conclude(slate)
        return again(slate)

    def conclude(self, slate: Slate) -> PublicNotice:
        return notice_conclude(notice=slate.notice, conclusion="未收到异议", by=self.staff, at=days_later(8, self.now))

    def determine(self, slate: Slate, at: datetime | None = None) -> Slate:
        at = at or days_later(9, self.now)
        return determining.slate_determine(
            slate=slate, determined_on=local_day(at), document_number="滨街工委〔2026〕8号", by=self.staff, at=at
        )

    def determined(self, *people: Candidate) -> Slate:
        return self.determine(self.noticed(*people))


def office_of(staff: Actor, term: Term, places: int = 3) -> Office:
    """The office of a street whose organs and communities are made now."""
    area = term.body.area
    make.make_unit(area, "street_working_committee", f"示例区人大常委会{area}工作委员会")
    make.make_unit(area, "party_work_committee", f"中共示例区{area}工作委员会")
    names = ("新民社区", "红星社区", "前进社区", "幸福社区", "和平社区", "光明社区")[:places]
    return Office(staff, term, [make.make_area(name, "community", area) for name in names])


def fresh(candidate: Candidate) -> Candidate:
    return Candidate.objects.with_line().get(pk=candidate.pk)


def again(slate: Slate) -> Slate:
    return Slate.objects.with_term().get(pk=slate.pk)


def entry_of(slate: Slate, candidate: Candidate) -> SlateEntry:
    return SlateEntry.objects.get(slate=slate, candidate=candidate)
