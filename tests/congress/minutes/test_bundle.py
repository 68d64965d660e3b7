"""The archive bundle of a meeting: what lies in it, that it is the same twice, and its progress."""

import hashlib
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from apps.congress.inspections.models import Inspection
from apps.congress.inspections.services.setting_up import inspection_create
from apps.congress.meetings.models import Material, MaterialVersion
from apps.congress.meetings.papers.agenda import schedule
from apps.congress.minutes.bundle_papers import makers
from apps.congress.minutes.models import Bundle
from apps.congress.minutes.selectors.bundle import not_issued, progress_of
from apps.congress.minutes.services import bundling
from apps.congress.proposals.models import Proposal
from apps.foundation.core.errors import Conflict, WrongState
from apps.foundation.core.models import OutboxTask
from apps.foundation.policies.models import Policy
from apps.office.documents.rendering.pdf import pdf_of
from apps.office.documents.services.archiving import document_archive
from apps.office.files.services import attachment_add
from tests.congress.inspections.field import draft
from tests.congress.minutes.conftest import NOW
from tests.congress.minutes.session import at, held, planned
from tests.congress.minutes.test_approving import chain, signed  # noqa: F401 - the chain is a fixture
from tests.factories import SINCE


def made(session, at=NOW) -> Bundle:
    bundle = bundling.bundle_order(meeting=session.meeting, by=session.staff, at=at)
    return bundling.bundle_make(bundle_id=bundle.pk, at=at)


def opened(bundle: Bundle) -> ZipFile:
    with bundle.file.open() as file:
        return ZipFile(BytesIO(file.read()))


@pytest.fixture
def session(cast):
    return held(cast, full=True)


@pytest.fixture
def complete(session, minutes, chain):  # noqa: F811
    """With issued and archived minutes."""
    document_archive(document_id=signed(session, minutes, chain).pk, at=NOW)
    return session


def test_it_holds_every_paper_of_the_meeting(complete):
    bundle = made(complete)
    assert (bundle.state, bundle.papers) == ("ready", 17)
    assert opened(bundle).namelist() == [
        "00归档目录.pdf",
        "00归档目录.xlsx",
        "01会议通知/001关于召开青禾镇镇第二十届人民代表大会第三次会议的通知.pdf",
        "02议程日程/002青禾镇镇第二十届人民代表大会第三次会议议程.pdf",
        "02议程日程/003青禾镇镇第二十届人民代表大会第三次会议日程.pdf",
        "04主持词名单座次/004青禾镇镇第二十届人民代表大会第三次会议预备会议主持词.pdf",
        "04主持词名单座次/005青禾镇镇第二十届人民代表大会第三次会议第一次全体会议主持词.pdf",
        "04主持词名单座次/006青禾镇镇第二十届人民代表大会第三次会议第二次全体会议主持词.pdf",
        "04主持词名单座次/007青禾镇镇第二十届人民代表大会第三次会议列席人员名单.pdf",
        "05签到表/008青禾镇镇第二十届人民代表大会第三次会议预备会议签到表.pdf",
        "05签到表/008青禾镇镇第二十届人民代表大会第三次会议预备会议签到表.xlsx",
        "05签到表/009青禾镇镇第二十届人民代表大会第三次会议第一次全体会议签到表.pdf",
        "05签到表/009青禾镇镇第二十届人民代表大会第三次会议第一次全体会议签到表.xlsx",
        "05签到表/010青禾镇镇第二十届人民代表大会第三次会议第二次全体会议签到表.pdf",
        "05签到表/010青禾镇镇第二十届人民代表大会第三次会议第二次全体会议签到表.xlsx",
        "07表决选举结果/011票决结果报告单青禾镇镇人民代表大会通过民生实事项目票决办法.pdf",
        "07表决选举结果/012票决结果报告单青禾镇镇人民代表大会2026年民生实事项目票决.pdf",
        "07表决选举结果/013票决结果报告单青禾镇镇人民代表大会关于政府工作报告的决议.pdf",
        "07表决选举结果/014满意度测评结果报告单青禾镇镇人民代表大会建议办理工作满意度测评.pdf",
        "07表决选举结果/015选举结果报告单青禾镇镇人民代表大会青禾镇副镇长选举票.pdf",
        "08决议决定/016关于政府工作报告的决议.pdf",
        "09记录纪要/017青禾镇镇第二十届人民代表大会第三次会议纪要.pdf",
        "09记录纪要/017青禾镇镇第二十届人民代表大会第三次会议纪要.docx",
    ]


def _sent(session, title, text, file=None):
    material = Material.objects.create(
        meeting=session.meeting, agenda_item=session.item(1), title=title, added_at=at(10, 9)
    )
    version = MaterialVersion.objects.create(
        material=material, number=1, text=text, delivered_by="张会计", delivered_at=at(10, 9), sent_at=at(12, 9)
    )
    if file is not None:
        attachment_add(parent=version, upload=file, by=session.staff, at=at(10, 9), area_path=session.cast.town.path)


def _inspected(session):
    inspection = inspection_create(
        term=session.cast.term, by=session.staff, at=at(1, 9),
        draft=draft(meeting=session.meeting, starts_on=date(2026, 3, 10), ends_on=date(2026, 3, 10),
                    gathers_at=at(10, 9)),
    )  # fmt: skip
    Inspection.objects.filter(pk=inspection.pk).update(
        state="reported", held_at=at(10, 12), reported_on=date(2026, 3, 12), situation="察看供水站2处。"
    )


def test_it_holds_what_was_sent_proposed_and_inspected_for_the_meeting(session):
    _sent(session, "政府工作报告", "", SimpleUploadedFile("报告.pdf", b"%PDF-1.7 report", "application/pdf"))
    _sent(session, "预算草案说明", "各位代表：\n收支平衡。")
    Material.objects.create(meeting=session.meeting, title="没有发送的", added_at=at(10, 9))
    Proposal.objects.create(
        term=session.cast.term, kind="motion", source="deputies", title="关于保护水源的议案", text="请作出决议。",
        state="submitted", number=1, submitted_at=at(10, 9), needed=5, meeting=session.meeting,
        lead=session.cast.deputies()[0], created_at=at(9, 9),
    )  # fmt: skip
    _inspected(session)
    bundle = made(session)
    kept = {line[2]: (line[1].split("/")[0], line[6]) for line in bundle.catalogue}
    assert kept["政府工作报告"] == ("03会议材料", "10年")
    assert kept["预算草案说明"] == ("03会议材料", "10年")
    assert kept["关于保护水源的议案"] == ("06议案", "永久")
    assert kept["关于农村饮水安全视察情况的报告"] == ("10视察调研", "30年")
    assert {folder for folder, _ in kept.values()} >= {"04主持词名单座次"}
    assert "没有发送的" not in kept
    file = next(name for name in opened(bundle).namelist() if name.endswith("政府工作报告.pdf"))
    assert opened(bundle).read(file) == b"%PDF-1.7 report"
    assert made(session, at=NOW + timedelta(hours=1)).sha256 == bundle.sha256


def test_its_catalogue_has_number_date_pages_and_how_long_it_is_kept(complete):
    sheet = load_workbook(BytesIO(opened(made(complete)).read("00归档目录.xlsx"))).active
    rows = [[cell.value for cell in row] for row in sheet]
    assert rows[0] == ["序号", "文件", "题名", "文号", "日期", "页数", "保管期限", "备注"]
    by_title = {row[2]: row[3:7] for row in rows[1:]}
    assert by_title["关于政府工作报告的决议"] == ["本届第4号", "2026-03-21", "1", "永久"]
    minutes = by_title["青禾镇镇第二十届人民代表大会第三次会议纪要"]
    assert (minutes[0], minutes[3]) == ("青人纪〔2026〕1号", "永久")
    assert by_title["青禾镇镇第二十届人民代表大会第三次会议议程"][3] == "10年"
    kept = [row[6] for row in rows[1:] if row[1].startswith("05签到表")]
    assert kept == ["30年", "30年", "30年"]


def test_its_schedule_is_the_one_that_members_were_sent(session):
    """Also where nobody saved the programme, so that it follows from the agenda."""
    paper = next(paper for paper in (make() for make in makers(session.meeting)) if paper.title.endswith("日程"))
    told = schedule(session.meeting, session.meeting.starts_on)
    assert dict(paper.files)["pdf"] == pdf_of(told).content
    assert [row[3] for row in told.blocks[0].rows][:3] == [
        "通过主席团和秘书长名单", "通过会议议程", "听取镇人民政府工作报告",
    ]  # fmt: skip


def test_the_same_papers_give_the_same_bytes(complete):
    first = made(complete)
    second = made(complete, at=NOW + timedelta(hours=3))
    assert first.sha256 == second.sha256
    with second.file.open() as file:
        assert hashlib.sha256(file.read()).hexdigest() == second.sha256


def test_the_place_says_how_long_a_paper_is_kept(complete):
    Policy.objects.create(
        key="minutes.retention_notices", value="30", area=complete.cast.town, starts_on=SINCE, source="本镇归档办法",
        set_at=NOW, set_by=complete.cast.people["operator"].user,
    )  # fmt: skip
    assert {line[6] for line in made(complete).catalogue if line[1].startswith("02")} == {"30年"}


def test_what_is_not_signed_is_named_and_left_out(session, minutes):
    assert not_issued(session.meeting) == [
        "会议记录还没有起草", "青禾镇镇第二十届人民代表大会第三次会议纪要(起草中)",
    ]  # fmt: skip
    assert not [name for name in opened(made(session)).namelist() if name.startswith("09")]


def test_it_is_made_in_the_background_once(session):
    bundle = bundling.bundle_order(meeting=session.meeting, by=session.staff, at=NOW)
    assert list(OutboxTask.objects.filter(name="minutes.bundle_make").values_list("args", flat=True)) == [[bundle.pk]]
    with pytest.raises(Conflict, match="正在生成"):
        bundling.bundle_order(meeting=session.meeting, by=session.staff, at=NOW)
    ready = bundling.bundle_make(bundle_id=bundle.pk, at=NOW)
    assert progress_of(ready) == (16, 16)
    again = bundling.bundle_make(bundle_id=bundle.pk, at=NOW + timedelta(minutes=1))
    assert (again.ready_at, again.sha256) == (NOW, ready.sha256)


def test_one_that_died_does_not_stop_the_next(session):
    first = bundling.bundle_order(meeting=session.meeting, by=session.staff, at=NOW)
    later = NOW + timedelta(minutes=31)
    assert bundling.bundle_order(meeting=session.meeting, by=session.staff, at=later).state == "waiting"
    first.refresh_from_db()
    assert (first.state, first.trouble) == ("failed", "生成中断,请重新生成。")


def test_a_full_disk_is_told(session, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    bundle = made(session)
    assert (bundle.state, bundle.trouble[:9]) == ("failed", "服务器磁盘空间不足")


def test_not_before_the_meeting_is_over(cast):
    session = planned(cast)
    with pytest.raises(WrongState, match="会议闭会以后"):
        bundling.bundle_order(meeting=session.meeting, by=session.staff, at=NOW)
