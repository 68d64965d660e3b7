"""Pages of reform tasks: a spreadsheet read onto the editor, points of a meeting, and what each page refuses."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from time_machine import travel

from apps.systems.reform_tasks.models import DispatchPoint, ReformTask
from apps.systems.reform_tasks.services import amending
from tests.systems.reform_tasks.reform import TODAY, at
from tests.systems.reform_tasks.test_following import LATER, held

HEAD = (
    "改革事项", "事项目标", "任务", "工作内容", "成果形式", "成果", "牵头", "实施范围", "开始日期", "完成期限", "举措",
)  # fmt: skip
ROW = (
    "代表家站迭代升级", "", "建成代表之家", "按标准改造。", "阵地", "代表之家", "党委(党工委)", "各镇街",
    date(2026, 3, 20), "2026-06-30", "选址 2026-04-30 40%\n揭牌 2026-06-30 100%",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _on_the_day():
    with travel(at(TODAY), tick=False):
        yield


def sheet(*rows, head=HEAD):
    book, file = Workbook(), BytesIO()
    for line in (head, *rows):
        book.active.append(line)
    book.save(file)
    return SimpleUploadedFile("分解表.xlsx", file.getvalue())


def read(reform, plan, file) -> str:
    url = reverse("reform_tasks_plan_read", args=[plan.public_id])
    return reform.cast.client("district_staff").post(url, {"file": file}).content.decode()


def changed(**values):
    return tuple({**dict(zip(HEAD, ROW, strict=True)), **values}.values())


def test_what_was_downloaded_is_read_again_as_it_is(reform):
    plan = reform.draft()
    client = reform.cast.client("district_staff")
    file = b"".join(client.get(reverse("reform_tasks_plan_sheet", args=[plan.public_id])).streaming_content)
    assert [cell.value for cell in load_workbook(BytesIO(file)).active[1]] == list(HEAD)
    page = read(reform, plan, SimpleUploadedFile("分解表.xlsx", file))
    assert "已从表格读入2项任务,还没有保存" in page
    assert "符合要求" not in page
    assert 'value="建成代表之家"' in page


def test_rows_below_a_merged_cell_belong_to_the_item_above(reform):
    plan = reform.draft()
    page = read(reform, plan, sheet(changed(), changed(改革事项="", 任务="建成联络站")))
    assert page.count('value="代表家站迭代升级"') == 2
    assert ReformTask.objects.filter(title="建成联络站").count() == 0


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"完成期限": "明年"}, "有填写不符合要求的地方"),
        ({"工作内容": ""}, "请填写工作内容。"),
        ({"举措": "选址"}, "“选址”没有写全"),
        ({"举措": "选址 2026-02-30 40%"}, "日期不存在"),
        ({"实施范围": "部分"}, "有填写不符合要求的地方"),
    ],
)
def test_a_row_that_is_wrong_is_shown_with_what_is_wrong(reform, values, sentence):
    assert sentence in read(reform, reform.draft(), sheet(changed(**values)))


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("a.xlsx", b"not a workbook"), "这不是 Excel 文件"),
        (SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0" + b"x" * 600), "这是旧版 .xls 文件"),
        (sheet(head=("名称",)), "没有找到列名“任务”"),
        (sheet(head=("任务", "改革事项")), "表格缺少列:工作内容、开始日期、完成期限"),
        (sheet(), "表格中没有任务"),
        (sheet(*[changed(任务=f"任务{number}") for number in range(101)]), "任务最多100项"),
    ],
)
def test_a_file_that_is_no_such_sheet_says_what_to_do(reform, file, sentence):
    file.seek(0)
    assert sentence in read(reform, reform.draft(), file)


def test_nothing_is_read_into_a_plan_that_is_submitted(reform):
    url = reverse("reform_tasks_plan_read", args=[reform.approved().public_id])
    client = reform.cast.client("district_staff")
    assert client.post(url, {"file": sheet(changed())}).status_code == 409


@pytest.mark.parametrize("name", ["plan_change", "plan_submit", "hand_over", "plan_end", "dispatch_new", "report_new"])
def test_a_town_only_reads_the_plan_of_the_district(reform, name):
    plan = reform.approved()
    url = reverse(f"reform_tasks_{name}", args=[plan.public_id])
    client = reform.cast.client("staff")
    assert client.get(plan.get_absolute_url()).status_code == 200
    assert client.post(url).status_code == 403


def test_the_leader_reads_and_does_nothing(reform):
    plan = reform.handed_over()
    client = reform.cast.client("leader")
    assert client.get(plan.get_absolute_url()).status_code == 200
    assert client.post(reverse("reform_tasks_hand_over", args=[plan.public_id])).status_code == 403


def test_an_amendment_typed_on_an_old_page_is_refused_and_kept(reform):
    plan = reform.handed_over()
    task = ReformTask.objects.get(title="建成代表之家")
    url = reverse("reform_tasks_task_amend", args=[plan.public_id, task.public_id])
    values = {"revision": 99, "due_on": "2026-07-31", "steps": "揭牌 2026-07-31 100%", "reason": "甲", "decision": "乙"}
    page = reform.cast.client("district_staff").post(url, values).content.decode()
    assert "内容刚被他人修改过" in page
    assert "揭牌 2026-07-31 100%" in page


def test_the_page_of_a_long_amendment_follows_it_and_then_loads_anew(reform, monkeypatch):
    monkeypatch.setattr(amending, "AT_ONCE", 2)
    plan = reform.handed_over()
    task = ReformTask.objects.get(title="建成代表之家")
    url = reverse("reform_tasks_task_amend", args=[plan.public_id, task.public_id])
    plan.refresh_from_db()
    values = {"revision": plan.revision, "due_on": "2026-07-31", "steps": "", "reason": "用地", "decision": "专题会"}
    client = reform.cast.client("district_staff")
    page = client.post(url, values, follow=True).content.decode()
    assert "正在调整,3个镇街" in page
    assert "“建成代表之家”已调整 0 个镇街,共 3 个" in page
    live = reverse("reform_tasks_hand_over_live", args=[plan.public_id])
    assert "HX-Refresh" not in client.get(live)
    amending.amend_run(order=task.amend_orders.get())
    assert client.get(live)["HX-Refresh"] == "true"


def points(reform, meeting, **values):
    url = reverse("reform_tasks_dispatch_points", args=[meeting.public_id])
    values = {f"extra-{name}": value for name, value in values.items()}
    return reform.cast.client("district_staff").post(url, {"revision": meeting.revision, **values})


def extra(reform, **values):
    task = ReformTask.objects.get(title="建成代表之家")
    return {"area": reform.cast.town.public_id, "task": task.public_id, "requirement": "总结做法。", **values}


def test_a_meeting_may_speak_of_a_task_that_is_not_late(reform):
    plan = reform.handed_over()
    meeting = held(reform, plan, on=TODAY)
    assert points(reform, meeting, **extra(reform)).status_code == 302
    point = DispatchPoint.objects.get()
    assert (point.assignment, point.light, point.requirement) == (reform.cell(plan), "green", "总结做法。")
    page = reform.cast.client("district_staff").get(meeting.get_absolute_url()).content.decode()
    assert "青禾镇:建成代表之家" in page


def test_a_task_that_was_spoken_of_is_not_added_twice(reform):
    plan = reform.handed_over()
    meeting = held(reform, plan, on=TODAY)
    points(reform, meeting, **extra(reform))
    meeting.refresh_from_db()
    key = reform.cell(plan).public_id
    url = reverse("reform_tasks_dispatch_points", args=[meeting.public_id])
    values = {f"extra-{name}": value for name, value in extra(reform).items()}
    values |= {"revision": meeting.revision, f"{key}-requirement": "总结做法。"}
    page = reform.cast.client("district_staff").post(url, values).content.decode()
    assert "这项任务已列在上面" in page
    assert DispatchPoint.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"requirement": ""}, "请填写会议要求"),
        ({"area": ""}, "请填写镇街。"),
        ({"task": ""}, "请填写任务。"),
    ],
)
def test_half_a_point_says_what_is_missing(reform, values, sentence):
    meeting = held(reform, reform.handed_over(), on=TODAY)
    page = points(reform, meeting, **extra(reform, **values)).content.decode()
    assert sentence in page
    assert not DispatchPoint.objects.exists()


def test_a_task_the_place_has_not_is_told(reform):
    meeting = held(reform, reform.handed_over(), on=LATER)
    task = ReformTask.objects.get(title="按季召开会议")
    values = extra(reform, area=reform.cast.street.public_id, task=task.public_id)
    assert "滨江街道没有这项任务" in points(reform, meeting, **values).content.decode()
