"""What lies with 青禾镇规划建设管理办公室 of the demo district: a part in every state. All invented."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.congress.matters.models import Handling, MatterKind, PartRole, ProposerKind
from apps.congress.matters.purposes import DIRECT
from apps.congress.matters.rules.handling import Contact
from apps.congress.matters.rules.replying import Promise
from apps.congress.matters.services import Proposer, submission_receive
from apps.congress.matters.services.contacting import contact_record, contact_waive, opinion_give
from apps.congress.matters.services.extending import extension_ask
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.opening import MatterDraft, matter_accept_directly
from apps.congress.matters.services.replying import ReplyDraft, reply_draft, reply_submit
from apps.congress.matters.services.returning import handling_return_ask
from apps.congress.matters.services.taking import handling_take
from apps.congress.matters.services.unit_letterheads import letterhead_code_set
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Person, Term
from apps.office.approvals.services import step_approve
from apps.office.documents.demo import demo_actor
from apps.office.documents.selectors import issue_request
from apps.office.documents.services.archiving import document_archive

UNIT, GOVERNMENT, HELPER = "青禾镇规划建设管理办公室", "青禾镇人民政府", "青禾镇财政办公室"
SIGNERS = ("guijian", "zhenwei")


@dataclass(frozen=True, slots=True)
class Sketch:
    """A suggestion handed over `days` ago, and what has been done with it since."""

    days: int
    title: str
    text: str
    act: Callable[[Handling, datetime], None]
    role: str = PartRole.MAIN
    lead: str = "daibiao2"


def load(at: datetime) -> None:
    """Write them; people, accounts, organs and letterheads must be there."""
    unit = Unit.objects.select_related("area").get(name=UNIT)
    letterhead_code_set(unit=unit, code="青规建", by=demo_actor("qinghe", at), at=at - timedelta(days=120))
    for sketch in SKETCHES:
        since = at - timedelta(days=sketch.days)
        sketch.act(_handed_over(sketch, unit, since), since)


def _handed_over(sketch: Sketch, unit: Unit, at: datetime) -> Handling:
    town, by = Area.objects.get(name="青禾镇", is_demo=True), demo_actor("qinghe", at)
    person = Person.objects.get(user__username=sketch.lead)
    term = Term.objects.select_related("body").filter(body__area=town, ended_on=None).order_by("-number")[0]
    submission, _ = submission_receive(
        area=town, text=sketch.text, channel="meeting", purpose=DIRECT,
        proposer=Proposer(ProposerKind.PERSON, person), by=by, at=at,
    )  # fmt: skip
    matter = matter_accept_directly(
        submission=submission, body=term.body, term=term, by=by, at=at,
        draft=MatterDraft(MatterKind.SUGGESTION, sketch.title, sketch.text, person.name, "城乡建设"),
    )  # fmt: skip
    main, helping = (unit, _unit(HELPER)) if sketch.role == PartRole.MAIN else (_unit(GOVERNMENT), unit)
    parts = [PartDraft(main), PartDraft(helping, PartRole.CO)] if _is_shared(sketch) else [PartDraft(main)]
    matter_hand_over(matter=matter, parts=parts, requirements="请实地查看后答复。", by=by, at=at)
    return Handling.objects.with_all().get(matter=matter, unit=unit)


def _is_shared(sketch: Sketch) -> bool:
    return sketch.role == PartRole.CO or sketch.act is _waits_for_helper


def _unit(name: str) -> Unit:
    return Unit.objects.filter(name=name).first() or Unit.objects.exclude(name=UNIT).filter(
        area__name="青禾镇", kind="department"
    )[0]  # fmt: skip


def _waits(part: Handling, since: datetime) -> None:
    """Not signed for yet."""


def _take(part: Handling, since: datetime) -> Handling:
    at = since + timedelta(days=1)
    return handling_take(part=part, by=demo_actor("chengban", at), at=at)


def _taken(part: Handling, since: datetime) -> None:
    _take(part, since)


def _returned(part: Handling, since: datetime) -> None:
    at = since + timedelta(days=2)
    reason = "该路段为区管公路,由区交通局负责养护。"
    handling_return_ask(part=_take(part, since), reason=reason, by=demo_actor("chengban", at), at=at)


def _contacted(part: Handling, since: datetime) -> Handling:
    part, at = _take(part, since), since + timedelta(days=5)
    contact = Contact(
        local_day(at), "site", f"{part.matter.proposer_name}、规建办办理员", "请先解决村小门口一段,其余可以分批安排。"
    )
    contact_record(part=part, contact=contact, by=demo_actor("chengban", at), at=at)
    return part


def _waits_for_helper(part: Handling, since: datetime) -> None:
    _drafted(part, since)


def _drafted(part: Handling, since: datetime, result: str = "A") -> Handling:
    part, at = _contacted(part, since), since + timedelta(days=8)
    promises = [Promise("完成其余路段的施工并组织验收。", local_day(since) + timedelta(days=200))]
    draft = ReplyDraft(
        result, REPLY, "规建办办理员", "023-00000000", promises=promises if result == "B" else ()
    )  # fmt: skip
    reply_draft(part=part, draft=draft, revision=0, by=demo_actor("chengban", at), at=at)
    return part


def _in_review(part: Handling, since: datetime, result: str = "A") -> Handling:
    part, at = _drafted(part, since, result), since + timedelta(days=9)
    people = [Person.objects.select_related("user").get(user__username=username) for username in SIGNERS]
    reply_submit(reply=part.reply, reviewers=people, by=demo_actor("chengban", at), at=at)
    return part


def _submitted(part: Handling, since: datetime) -> None:
    _in_review(part, since)


def _answered(part: Handling, since: datetime, result: str = "A") -> None:
    part, at = _in_review(part, since, result), since + timedelta(days=10)
    document = Handling.objects.get(pk=part.pk).reply.document
    for number, username in enumerate(SIGNERS, start=1):
        step_approve(
            request=issue_request(document), step_number=number, opinion="同意。", by=demo_actor(username, at), at=at
        )
    document_archive(document_id=document.pk, at=at + timedelta(hours=1))


def _promised(part: Handling, since: datetime) -> None:
    _answered(part, since, "B")


def _asks_for_time(part: Handling, since: datetime) -> None:
    part, at = _contacted(part, since), since + timedelta(days=30)
    extension_ask(
        part=part, new_due_on=part.due_on + timedelta(days=30), reason="管线迁改方案需要区级部门审定。",
        by=demo_actor("chengban", at), at=at,
    )  # fmt: skip


def _waived(part: Handling, since: datetime) -> None:
    at = since + timedelta(days=3)
    contact_waive(part=_take(part, since), by=demo_actor("daibiao1", at), at=at)


def _helped(part: Handling, since: datetime) -> None:
    at = since + timedelta(days=6)
    text = "涉及场镇规划的部分,建议按控制性详细规划预留停车泊位30个,施工图已提供主办单位。"
    opinion_give(part=_take(part, since), text=text, by=demo_actor("chengban", at), at=at)


REPLY = (
    "一、已经办理的情况。接到建议后,我办会同村委会实地查看,已完成村小门口一段的路面修复和照明安装,投入资金8.6万元。\n"
    "二、下一步安排。其余路段已列入本年度道路维护计划,资金由镇财政统筹,施工期间设置便道,保证群众出行。"
)
SKETCHES = (
    Sketch(2, "关于在场镇增设公共厕所的建议", "场镇赶集日人流量大,现有公厕只有一座,请增设。", _waits),
    Sketch(75, "关于修复青禾老街石板路的建议", "老街石板破损严重,雨天湿滑,老人多次摔倒。", _taken),
    Sketch(5, "关于加固区道青云段护栏的建议", "青云段弯道护栏缺损,存在安全隐患。", _returned),
    Sketch(40, "关于改造场镇雨水管网的建议", "暴雨时场镇内涝,请改造管网。", _waits_for_helper),
    Sketch(20, "关于规范场镇停车的建议", "场镇占道停车严重,请划定泊位。", _helped, PartRole.CO),
    Sketch(8, "关于集镇农贸市场改造的建议", "农贸市场设施陈旧,请改造。", _taken, PartRole.CO),
    Sketch(35, "关于通村公路安装路灯的建议", "通村公路夜间没有照明,请安装路灯。", _submitted),
    Sketch(45, "关于迁改场镇架空线路的建议", "场镇架空线路杂乱,请迁改入地。", _asks_for_time),
    Sketch(30, "关于增设村级小游园的建议", "村民休闲没有去处,请增设小游园。", _waived, lead="daibiao1"),
    Sketch(50, "关于整治新民村危旧房的建议", "新民村有三处危旧房,请排查整治。", _answered),
    Sketch(60, "关于硬化新民村入户路的建议", "新民村入户路尚有两公里未硬化。", _promised),
)
