"""滨江街道: plan approved, table settled, people in every state, one vacancy without anybody. All invented."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from apps.foundation.accounts.models import User
from apps.foundation.core.actors import STAFF, Actor
from apps.foundation.core.dates import local_day
from apps.foundation.people.models import Mandate, Term
from apps.foundation.people.selectors import acting_roles, actor_of
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.services import step_approve
from apps.office.public_notices.services import notice_conclude, objection_receive, objection_settle
from apps.systems.street_deliberations import demo_meeting
from apps.systems.street_deliberations.models import Candidate, QuotaLine, QuotaTable, Seat, Slate
from apps.systems.street_deliberations.selectors.quotas import Line, lines_of
from apps.systems.street_deliberations.services import determining, planning, quotas, recommending, reviewing, seats
from apps.systems.street_deliberations.services import slates as slate_acts

BODY, USERNAME = "滨江街道议事代表会议", "binjiang"
PER_COMMUNITY, UNITS = 5, 6
OTHERS = (("unit", "驻区单位"), ("category", "新就业群体"))
ENDINGS = (
    ("红星社区", "moved_away"), ("前进社区", "resigned"), ("驻区单位", "moved_away"), ("幸福社区", "died"),
    ("新民社区", "resigned"), ("光明社区", "absent_twice"),
)  # fmt: skip
MIXES = (("resident", "frontline"), ("society", "professional"), ("deputy", "cadre"), ("resident", "new_form"))
WHERE = "街道办事处公示栏、各社区公开栏、街道公众号"


@dataclass(frozen=True, slots=True)
class Street:
    """The body, who keeps its papers, and the day of the demo."""

    term: Term
    by: Actor
    at: datetime

    def ago(self, days: int) -> dict[str, Any]:
        return {"by": self.by, "at": self.at - timedelta(days=days)}

    def day(self, days: int) -> date:
        return local_day(self.at - timedelta(days=days))

    def line(self, name: str) -> QuotaLine:
        return QuotaLine.objects.select_related("table", "community").get(table__term=self.term, name=name)

    def agree(self, subject: Any, days: int, number: str) -> None:
        step_approve(
            request=ApprovalRequest.objects.of(subject)[0], step_number=1, opinion="同意", decided_on=self.day(days),
            document_number=number, **self.ago(days),
        )  # fmt: skip


def load(at: datetime) -> None:
    """Write the street's term; its people, organs and accounts must be there."""
    user, on = User.objects.get(username=USERNAME), local_day(at)
    actor = actor_of(user, acting_roles(user, on)[0].choice, on) or Actor(USERNAME, STAFF)
    street = Street(Term.objects.select_related("body__area").get(body__name=BODY), actor, at)
    plan = planning.plan_submit(plan=planning.plan_create(term=street.term, **street.ago(125)), **street.ago(120))
    street.agree(plan, 116, f"滨街工委纪〔{street.day(116).year}〕2号")
    _seat_everybody(_table(street), street)
    vacant = {seat.line.name: seat for seat in _endings(street)}
    _first_slate(street, vacant)
    _running_notice(street, vacant)
    _at_the_committee(street, vacant)
    _on_the_way(street, vacant)
    demo_meeting.load(street.term, actor, at)


def _table(street: Street) -> QuotaTable:
    table = quotas.quota_begin(term=street.term, **street.ago(112))
    own = [Line(one.kind, one.name, PER_COMMUNITY, one.community, one.key) for one in lines_of(table)]
    others = [Line(kind, name, UNITS) for kind, name in OTHERS]
    table = quotas.quota_change(table=table, lines=[*own, *others], revision=0, **street.ago(112))
    return quotas.quota_settle(table=table, **street.ago(110))


def _seat_everybody(table: QuotaTable, street: Street) -> None:
    """The representatives of the roster, mixed over the lines; who signs in as one stays one."""
    waiting = list(Mandate.objects.filter(term=street.term).order_by("person__pinyin", "pk"))
    for line in table.lines.select_related("table"):
        mine, waiting = waiting[: line.seats], waiting[line.seats :]
        for place, (category, occupation) in enumerate(MIXES):
            if part := mine[place :: len(MIXES)]:
                seats.seats_assign(
                    line=line, mandates=part, category=category, occupation=occupation, **street.ago(108)
                )


def _endings(street: Street) -> Iterator[Seat]:
    for number, (line, reason) in enumerate(ENDINGS):
        seat = Seat.objects.with_person().filter(line__name=line, mandate__person__user=None).order_by("-pk")[0]
        seats.representative_end(
            mandate=seat.mandate, reason=reason, proposed_by=f"{line}党组织", approved_by="街道党工委",
            document=f"滨街工委〔{street.day(75).year}〕{10 + number}号", on=street.day(75), **street.ago(75),
        )  # fmt: skip
        yield seat


def _candidate(street: Street, name: str, seat: Seat, days: int, **changed: Any) -> Candidate:
    line = street.line(seat.line.name)
    details = {
        "channel": "party", "recommender": f"{line.name}党组织",
        "recommender_opinion": "政治素质好,热心公益,同意推荐。", "name": name,
        "sex": "female", "ethnic_group": "汉族", "nationality": "中国", "born_on": date(1986, 4, 12),
        "party": "群众", "education": "大学本科", "workplace": f"{line.name}居民小组长", "category": "resident",
        "occupation": "frontline", "tie": "lives", "tie_place": line.name, "tie_since": date(2015, 6, 1),
        "phone": "19900004321", "identity_number": "", "resume": "在本街道工作多年,曾任居民小组长、网格员。",
        "merits": "经常走访居民,多次反映并推动解决停车、加装电梯等问题。", "note": "", **changed,
    }  # fmt: skip
    return recommending.candidate_create(term=street.term, line=line, vacancy=seat, details=details, **street.ago(days))


def _reviewed(street: Street, candidate: Candidate, days: int) -> Candidate:
    candidate = recommending.candidate_submit(candidate=candidate, **street.ago(days))
    return reviewing.first_review(
        candidate=candidate, verdict="pass", opinion="材料齐全,符合条件。", on=street.day(days - 1),
        document_number="", **street.ago(days - 1),
    )  # fmt: skip


def _cleared(street: Street, candidate: Candidate, days: int) -> Candidate:
    candidate = _reviewed(street, candidate, days)
    for organ in candidate.conditions.organs:
        reviewing.opinion_record(
            candidate=candidate, organ=organ, is_veto=False, opinion="无异议", on=street.day(days - 2),
            **street.ago(days - 2),
        )  # fmt: skip
    return candidate


def _slate(street: Street, people: list[Candidate], days: int) -> Slate:
    slate = slate_acts.slate_create(term=street.term, **street.ago(days))
    slate = slate_acts.slate_change(slate=slate, candidates=people, revision=0, **street.ago(days))
    return slate_acts.slate_submit(slate=slate, **street.ago(days))


def _published(street: Street, people: list[Candidate], days: int, number: str) -> Slate:
    slate = _slate(street, people, days + 3)
    street.agree(slate, days + 1, number)
    return slate_acts.slate_publish(
        slate=Slate.objects.with_term().get(pk=slate.pk), where=WHERE, starts_on=street.day(days), **street.ago(days)
    )


def _first_slate(street: Street, vacant: dict[str, Seat]) -> None:
    """Determined; one of its two people is held by an objection."""
    good = _candidate(street, "张示例", vacant["红星社区"], 70)
    held = _candidate(
        street, "王示例", vacant["驻区单位"], 70, sex="male", workplace="某餐饮店经营者", channel="unit",
        recommender="滨江餐饮商会", category="society", occupation="business",
    )  # fmt: skip
    year = street.day(60).year
    people = [_cleared(street, one, 68) for one in (good, held)]
    slate = _published(street, people, 60, f"滨街工委纪〔{year}〕9号")
    said = objection_receive(
        notice=slate.notice, text="所经营的餐饮店占道经营,多次没有改正。", name="", contact="", channel="letter",
        **street.ago(57),
    )  # fmt: skip
    objection_settle(objection=said, upheld=True, answer="经城管部门核实,情况属实。", **street.ago(55))
    slate_acts.objection_place(
        slate=slate, objection=said, entry=slate.entries.get(candidate=held), reason="占道经营情况属实。",
        **street.ago(55),
    )  # fmt: skip
    notice_conclude(notice=slate.notice, conclusion="收到异议1条,涉及1人,暂缓确定。", **street.ago(40))
    determining.slate_determine(
        slate=slate, determined_on=street.day(39), document_number=f"滨街工委〔{year}〕21号", **street.ago(39)
    )


def _running_notice(street: Street, vacant: dict[str, Seat]) -> None:
    shown = _candidate(street, "李示例", vacant["前进社区"], 20, workplace="某物流公司快递员", occupation="new_form")
    _published(street, [_cleared(street, shown, 15)], 2, f"滨街工委纪〔{street.day(3).year}〕17号")


def _at_the_committee(street: Street, vacant: dict[str, Seat]) -> None:
    waits = _candidate(street, "赵示例", vacant["幸福社区"], 12, sex="male", workplace="幸福社区卫生服务站医生",
                       occupation="professional")  # fmt: skip
    _slate(street, [_cleared(street, waits, 9)], 1)


def _on_the_way(street: Street, vacant: dict[str, Seat]) -> None:
    """For one vacancy: registered, in first review, in joint review, vetoed, taken back."""
    seat = vacant["新民社区"]
    _candidate(street, "陈示例", seat, 2, channel="self", recommender="", recommender_opinion="", merits="")
    first = _candidate(street, "刘示例", seat, 6, sex="male")
    recommending.candidate_submit(candidate=first, **street.ago(4))
    joint = _reviewed(street, _candidate(street, "杨示例", seat, 8), 6)
    reviewing.opinion_record(
        candidate=joint, organ=joint.conditions.organs[0], is_veto=False, opinion="无异议", on=street.day(3),
        **street.ago(3),
    )  # fmt: skip
    vetoed = _reviewed(street, _candidate(street, "周示例", seat, 10, sex="male"), 8)
    reviewing.opinion_record(
        candidate=vetoed, organ=vetoed.conditions.organs[0], is_veto=True, opinion="有违法记录(示例)。",
        on=street.day(5), **street.ago(5),
    )  # fmt: skip
    leaves = _candidate(street, "吴示例", seat, 9)
    recommending.candidate_withdraw(candidate=leaves, reason="本人工作调动,撤回自荐。", **street.ago(7))
