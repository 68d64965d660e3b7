"""Guarantees, a dispatch meeting with a supervision sheet, good practice, a report to the standing committee."""

from datetime import datetime, timedelta
from decimal import Decimal

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.office.documents.demo import demo_actor, demo_sign
from apps.systems.reform_tasks.models import AdoptionLevel, DispatchPoint, Guarantee, ReformPlan
from apps.systems.reform_tasks.selectors.dispatching import late_cells
from apps.systems.reform_tasks.selectors.guarantees import places_under, stand_of
from apps.systems.reform_tasks.services.dispatching import (
    DispatchDraft,
    PointDraft,
    dispatch_create,
    point_warn,
    points_set,
)
from apps.systems.reform_tasks.services.guaranteeing import Said, guarantees_answer
from apps.systems.reform_tasks.services.practising import (
    AdoptionDraft,
    PracticeDraft,
    adoption_record,
    practice_write,
)
from apps.systems.reform_tasks.services.reporting import report_draft

DAY = timedelta(days=1)
STAFF = {"青禾镇": "qinghe", "滨江街道": "binjiang"}
MISSING = {"白沙镇": Guarantee.STAFF, "云岭镇": Guarantee.PREMISES, "南塘街道": Guarantee.FUNDS}
SILENT = "石桥镇"
PRACTICE = (
    "聚焦意见建议“收得上来、办得下去、看得见结果”,建立院坝议事、清单交办、上门反馈三项机制。\n"
    "今年以来,依托村社代表小组开展院坝议事,梳理意见建议,由镇人大主席团逐件交办,办理结果由代表上门反馈。\n"
    "群众对办理结果满意率明显提升,一批道路、饮水、路灯等实事得到解决。"
)


def write(plan: ReformPlan, clerk: Actor, at: datetime) -> None:
    _guarantees(plan, clerk, at)
    _dispatch(plan, clerk, at)
    _practices(plan, clerk, at)
    report_draft(
        plan=plan, session_name="区人大常委会第三十次会议", reported_on=local_day(at + 15 * DAY), by=clerk,
        at=at - 2 * DAY,
    )  # fmt: skip


def _guarantees(plan: ReformPlan, clerk: Actor, at: datetime) -> None:
    for place in places_under(plan):
        if place.name == SILENT:
            continue
        by = demo_actor(STAFF[place.name], at) if place.name in STAFF else clerk
        said = {
            Guarantee.ORGANISATION: Said(True, "成立领导小组,党委(党工委)书记任组长。"),
            Guarantee.FUNDS: Said(True, "列入本级预算,专款专用。", Decimal(120000)),
            Guarantee.PREMISES: Said(True, "代表之家、联络站用房落实。"),
            Guarantee.STAFF: Said(True, "明确专人2名,会用数字平台。"),
        }
        if kind := MISSING.get(place.name):
            said[kind] = Said(False, "正在协调,预计下月落实。")
        guarantees_answer(
            plan=plan, area=place, said={str(kind): one for kind, one in said.items()}, stand=stand_of(plan, place),
            by=by, at=at - 70 * DAY,
        )  # fmt: skip


def _dispatch(plan: ReformPlan, clerk: Actor, at: datetime) -> None:
    held = at - 2 * DAY
    draft = DispatchDraft(
        "改革任务第1次调度会", held, "区人大机关会议室", "区人大常委会副主任",
        "各镇(街道)党委(党工委)书记、人大负责同志", "云岭镇党委书记",
        "各项改革任务总体进展平稳,部分镇街进度滞后,要逐项销账。",
    )  # fmt: skip
    meeting = dispatch_create(plan=plan, draft=draft, by=clerk, at=held)
    late = late_cells(plan, local_day(held))[:4]
    points = [
        PointDraft(
            one.cell.row.assignment, one.problems or one.reasons, "倒排工期,明确专人,限期完成。",
            one.cell.row.assignment.units.get().unit, local_day(at + 14 * DAY),
        )
        for one in late
    ]  # fmt: skip
    points_set(meeting=meeting, points=points, revision=meeting.revision, by=clerk, at=held)
    if first := DispatchPoint.objects.filter(meeting=meeting).select_related("meeting").first():
        warned = point_warn(point=first, by=clerk, at=held)
        if warned.sheet and warned.sheet.document:
            demo_sign(warned.sheet.document, clerk, ("lingdao",), held + timedelta(hours=3))


def _practices(plan: ReformPlan, clerk: Actor, at: datetime) -> None:
    item = plan.items.order_by("number")[1]  # type: ignore[attr-defined]
    town, street = demo_actor("qinghe", at), demo_actor("binjiang", at)
    places = {place.name: place for place in places_under(plan)}
    good = practice_write(
        plan=plan, area=places["青禾镇"], draft=PracticeDraft("“院坝议事”让意见建议件件有着落", PRACTICE, item),
        by=town, at=at - 30 * DAY,
    )  # fmt: skip
    adoption_record(
        practice=good,
        draft=AdoptionDraft(AdoptionLevel.CITY, "市人大常委会《人大工作动态》", local_day(at - 12 * DAY)), by=clerk,
        at=at - 11 * DAY,
    )  # fmt: skip
    practice_write(
        plan=plan, area=places["滨江街道"],
        draft=PracticeDraft("楼栋议事员“码”上收集意见", "在楼栋张贴议事码,居民扫码反映,议事代表分片认领、限时反馈。"),
        by=street, at=at - 8 * DAY,
    )  # fmt: skip
