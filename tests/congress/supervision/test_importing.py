"""督办任务 from a spreadsheet: every row is checked and named, all of them are written or none."""

from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from time_machine import travel

from apps.congress.supervision.models import Assignment
from apps.foundation.audit.models import Entry
from tests import factories as make

MAY = datetime(2026, 5, 6, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
HEAD = (
    "任务名称*",
    "承办区划",
    "工作内容*",
    "牵头单位*",
    "配合单位",
    "责任领导",
    "开始日期*",
    "完成期限*",
    "计划数量",
    "节点",
)
GOVERNMENT = "青禾镇人民政府"


@pytest.fixture(autouse=True)
def _in_may():
    with travel(MAY, tick=False):
        yield


def row(title="建成代表之家", **changes):
    values = {
        "area": "青禾镇", "content": "按标准建成。", "lead": GOVERNMENT, "supporting": "", "leader": "",
        "starts_on": datetime(2026, 5, 6), "due_on": "2026-09-30", "planned": None, "nodes": "揭牌 2026-09-30 100%",
    }  # fmt: skip
    return (title, *{**values, **changes}.values())


def sheet(*rows, head=HEAD):
    book, file = Workbook(), BytesIO()
    for line in (head, *rows):
        book.active.append(line)
    book.save(file)
    return SimpleUploadedFile("任务.xlsx", file.getvalue())


def read(client, file):
    return client.post(reverse("supervision_import"), {"file": file})


def confirmed(answer) -> dict[str, str]:
    """What the page that was shown would send."""
    form = answer.context["confirm"]
    return {name: form[name].value() for name in ("key", "rows")}


def test_the_template_names_what_must_be_filled(cast):
    answer = cast.client("district_staff").get(reverse("supervision_import_template"))
    head = [cell.value for cell in load_workbook(BytesIO(b"".join(answer.streaming_content))).active[1]]
    assert head[:3] == ["任务名称*", "承办区划", "工作内容*"]
    assert "节点" in head


def test_what_is_shown_is_not_saved_before_somebody_says_yes(cast):
    client = cast.client("district_staff")
    answer = read(client, sheet(row(planned=12.0), row("建成联络站", nodes="")))
    assert "读入2项,没有发现问题,还没有导入" in answer.content.decode()
    assert not Assignment.objects.exists()
    values = confirmed(answer)
    assert client.post(reverse("supervision_import_write"), values)["Location"].endswith("?state=draft")
    first, second = Assignment.objects.order_by("pk")
    assert (first.title, first.area, first.quantity_planned, first.state) == ("建成代表之家", cast.town, 12, "draft")
    assert [str(node) for node in first.milestones.all()] == ["揭牌"]
    assert second.milestones.count() == 0
    assert Entry.objects.get(act="supervision.assignment.imported").facts["count"] == 2


def test_sent_twice_it_is_written_once(cast):
    client = cast.client("district_staff")
    values = confirmed(read(client, sheet(row())))
    client.post(reverse("supervision_import_write"), values)
    answer = client.post(reverse("supervision_import_write"), values)
    assert "青禾镇已有同名督办任务(拟定中)" in answer.content.decode()
    assert Assignment.objects.count() == 1


def test_handed_over_with_the_import_the_units_are_told(cast):
    client = cast.client("district_staff")
    values = confirmed(read(client, sheet(row())))
    client.post(reverse("supervision_import_write"), {**values, "is_handed_over": "on"})
    assert Assignment.objects.get().state == "handed_over"
    assert "签收督办任务:建成代表之家" in cast.client("handler").get("/").content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"due_on": "2026-05-01"}, "完成期限2026年5月1日已经过去"),
        ({"due_on": "明年"}, "完成期限:"),
        ({"due_on": ""}, "完成期限:"),
        ({"content": ""}, "工作内容:"),
        ({"lead": "没有这个办"}, "牵头单位:没有找到“没有这个办”"),
        ({"lead": f"{GOVERNMENT}、{GOVERNMENT}"}, "牵头单位:牵头单位只能写一个"),
        ({"supporting": GOVERNMENT}, f"{GOVERNMENT}写了两次"),
        ({"area": "无此镇"}, "承办区划:没有找到“无此镇”"),
        ({"planned": 0}, "计划数量不能为0"),
        ({"planned": "很多"}, "计划数量:"),
        ({"nodes": "揭牌"}, "“揭牌”没有写全"),
        ({"nodes": "揭牌 2026-02-30 100%"}, "日期不存在"),
        ({"nodes": "揭牌 2026-12-30 100%"}, "不在任务起止日期之内"),
        ({"nodes": "揭牌 2026-09-30 60%"}, "应为100%"),
    ],
)
def test_a_row_that_is_wrong_is_named_and_nothing_is_written(cast, changes, sentence):
    client = cast.client("district_staff")
    answer = read(client, sheet(row("另一项任务"), row(**changes)))
    page = answer.content.decode()
    assert "读入2项,其中1项有问题,一项也没有导入" in page
    assert sentence in page
    values = {"key": "7d0f9b2e-6f0a-4f3e-9a55-0f6ac3c1b001", "rows": confirmed(answer)["rows"]}
    client.post(reverse("supervision_import_write"), values)
    assert not Assignment.objects.exists()


def test_two_rows_of_one_task_are_told_by_their_numbers(cast):
    page = read(cast.client("district_staff"), sheet(row(), row())).content.decode()
    assert "与第2行是同一区划的同名任务" in page


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("a.xlsx", b"not a workbook"), "这不是 Excel 文件"),
        (sheet(head=("名称", "单位")), "没有找到列名“任务名称”"),
        (sheet(head=("任务名称", "牵头单位")), "表格缺少列:工作内容、开始日期、完成期限"),
        (sheet(), "表格中没有督办任务"),
        (sheet(*[row(f"任务{number}") for number in range(61)]), "督办任务最多60项"),
    ],
)
def test_a_file_that_is_no_such_sheet_says_what_to_do(cast, file, sentence):
    file.seek(0)
    assert sentence in read(cast.client("district_staff"), file).content.decode()


def test_rows_that_were_tampered_with_are_refused_in_words(cast):
    client = cast.client("district_staff")
    for rows in ("{", "[]", "[[1, 2]]", '[["x", {}]]', "null", "5", "[[Infinity, {}]]", "[" * 100_000):
        answer = client.post(reverse("supervision_import_write"), {"rows": rows})
        assert "表格内容不完整,请重新上传" in answer.content.decode()


def test_a_town_reads_into_its_own_area_alone(cast):
    page = read(cast.client("staff"), sheet(row(), row("乙", area="示例区"))).content.decode()
    assert "没有找到“示例区”" in page
    assert "其中1项有问题" in page


def test_a_leader_whose_name_one_account_has_is_the_one_to_be_told(cast):
    person = make.make_person(cast.town, "周镇长")
    make.make_role(person, "leader", cast.town)
    client = cast.client("district_staff")
    values = confirmed(read(client, sheet(row(leader="周镇长"), row("建成联络站", leader="吴主任"))))
    client.post(reverse("supervision_import_write"), values)
    first, second = Assignment.objects.order_by("pk")
    assert (first.leader, first.led_by) == (person, "周镇长")
    assert (second.leader, second.led_by) == (None, "吴主任")
