"""Pages of proposals before deputies, office, leaders and strangers; bad input; nothing typed is lost."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from apps.congress.proposals.models import Proposal
from apps.congress.proposals.selectors.desk import search
from apps.congress.proposals.services.submitting import proposal_submit
from apps.foundation.core.registry import related_to
from tests.congress.proposals.bench import LATER, TITLE, fresh
from tests.sent import sent_twice

NEW = {"title": TITLE, "subject": "案由", "grounds": "案据", "text": "方案", "revision": "1"}
OFFICE_PAGES = ("decide", "answer", "judge", "report")
OFFICE_ACTS = ("resolution",)
DECISION = {"outcome": "list", "held_at": "第十二次主席团会议", "decided_on": "2026-03-20", "members": 9, "approve": 7}


def page(name, proposal):
    return reverse(f"proposals_{name}", args=[proposal.public_id])


def text(response):
    return response.content.decode()


def phone(bench, number):
    client = Client()
    client.force_login(bench.person(number).user)
    return client


@pytest.mark.parametrize(
    ("part", "draft", "handed_in"),
    [("staff", 404, 200), ("leader", 404, 200), ("deputy", 200, 200), ("other_staff", 404, 404),
     ("other_deputy", 404, 404), ("representative", 403, 403), ("handler", 403, 403)],
)  # fmt: skip
def test_a_draft_of_deputies_is_theirs_until_it_is_handed_in(bench, part, draft, handed_in):
    client = bench.cast.client(part)
    assert client.get(bench.write().get_absolute_url()).status_code == draft
    assert client.get(bench.submitted().get_absolute_url()).status_code == handed_in


def test_a_colleague_who_was_not_asked_sees_it_only_once_it_is_handed_in(bench):
    client = phone(bench, 9)
    assert client.get(bench.write(ask=range(1, 3)).get_absolute_url()).status_code == 404
    assert client.get(bench.submitted(ask=range(1, 6)).get_absolute_url()).status_code == 200


@pytest.mark.parametrize("name", OFFICE_PAGES + OFFICE_ACTS)
def test_the_office_alone_handles_it(bench, name):
    proposal = bench.submitted()
    answers = {
        part: bench.cast.client(part).post(page(name, proposal)).status_code
        for part in ("deputy", "leader", "other_staff")
    }
    assert answers == {"deputy": 403, "leader": 403, "other_staff": 404}


@pytest.mark.parametrize("name", OFFICE_PAGES)
def test_the_pages_of_the_office_open(bench, name):
    assert bench.cast.client("staff").get(page(name, bench.submitted())).status_code == 200


def test_a_deputy_writes_on_the_phone_and_a_colleague_signs_with_two_taps(bench):
    lead = phone(bench, 0)
    begin = text(lead.get(reverse("proposals_begin")))
    assert "质询案" in begin
    new = reverse("proposals_new", args=["motion"])
    lead.post(new, {**NEW, "ask": [bench.person(number).pk for number in range(1, 5)]})
    proposal, colleague = Proposal.objects.get(), phone(bench, 1)
    assert f"等待我联名:议案“{TITLE}”" in text(colleague.get("/"))
    assert "我确认联名" in text(colleague.get(proposal.get_absolute_url()))
    assert "您已联名" in text(colleague.post(page("sign", proposal), {"revision": 1}, follow=True))
    assert "等待我联名" not in text(colleague.get("/"))
    assert "已撤回联名" in text(colleague.post(page("unsign", proposal), follow=True))


@pytest.mark.parametrize(
    ("part", "kind", "typed"), [("deputy", "motion", {}), ("staff", "major_matter", {"source": "government"})]
)
def test_a_proposal_sent_twice_is_one_draft(bench, part, kind, typed):
    url = reverse("proposals_new", args=[kind])
    first, second = sent_twice(bench.cast.client(part), url, {**NEW, **typed})
    assert first == second == Proposal.objects.get().get_absolute_url()


def test_the_first_deputy_sees_what_is_missing_and_then_hands_it_in(bench):
    proposal, lead = bench.signed(4), phone(bench, 0)
    assert "还差1人" in text(lead.get(proposal.get_absolute_url()))
    bench.sign(proposal, 5)
    assert "联名人数已够,可以提交" in text(lead.get("/"))
    assert "编号议案第1号" in text(lead.post(page("submit", proposal), follow=True))


def test_a_name_that_no_longer_counts_is_marked_on_the_page(bench):
    proposal = bench.signed(5)
    bench.end_seat(4)
    html = text(phone(bench, 0).get(proposal.get_absolute_url()))
    assert "方圆代表资格已终止,不再计入联名" in html
    assert "代表资格已终止,不计入" in html


@pytest.mark.parametrize("kind", ["motion", "interpellation", "removal", "major_matter"])
def test_the_form_of_each_kind_opens_for_a_deputy(bench, kind):
    assert phone(bench, 0).get(reverse("proposals_new", args=[kind])).status_code == 200


@pytest.mark.parametrize(("kind", "status"), [("interpellation", 404), ("kaputt", 404), ("removal", 200)])
def test_the_office_enters_no_interpellation(bench, kind, status):
    assert bench.cast.client("staff").get(reverse("proposals_new", args=[kind])).status_code == status


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"title": ""}, "处填写不符合要求"), ({"title": "长" * 101}, "处填写不符合要求"),
     ({"ask": ["999999"]}, "处填写不符合要求"), ({"text": "长" * 8001}, "处填写不符合要求"),
     ({"meeting": "0"}, "处填写不符合要求")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(bench, values, sentence):
    html = text(phone(bench, 0).post(reverse("proposals_new", args=["motion"]), {**NEW, **values}))
    assert sentence in html
    assert ">\n案据</textarea>" in html
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("term", ["0", "abc", "99999999999999999999"])
def test_a_term_of_elsewhere_is_not_found(bench, term):
    status = phone(bench, 0).get(reverse("proposals_new", args=["motion"]) + f"?term={term}").status_code
    assert status == (200 if term in ("abc", "99999999999999999999") else 404)


def test_who_saves_over_a_newer_text_keeps_the_typing(bench):
    proposal, client = bench.write(), phone(bench, 0)
    client.post(page("change", proposal), {**NEW, "text": "甲"})
    html = text(client.post(page("change", proposal), {**NEW, "text": "乙的方案"}))
    assert "刚被他人保存为第2版" in html
    assert "乙的方案" in html
    assert "<span>已保存的是</span>甲<" in html
    assert fresh(proposal).text == "甲"


def test_the_office_enters_what_the_presidium_decided(bench):
    proposal, meeting, client = bench.submitted(), bench.session(), bench.cast.client("staff")
    assert "登记主席团决定" in text(client.get(proposal.get_absolute_url()))
    html = text(client.post(page("decide", proposal), {**DECISION, "outcome": "suggest", "meeting": meeting.pk}))
    assert "请写明理由" in html
    html = text(client.post(page("decide", proposal), {**DECISION, "meeting": meeting.pk}, follow=True))
    assert "已登记主席团的决定:已列入议程" in html
    assert "起草草案" in html
    resolution = client.post(page("resolution", proposal))
    assert resolution.url == fresh(proposal).resolution.get_absolute_url()
    meeting_page = text(client.get(reverse("meetings_detail", args=[meeting.public_id])))
    assert "议案(1)" in meeting_page


def test_an_interpellation_is_handed_over_answered_and_judged_in_the_browser(bench):
    proposal, client = bench.questioning(), bench.cast.client("staff")
    html = text(client.post(page("decide", proposal), {**DECISION, "answer_form": "written"}, follow=True))
    assert "已交受质询机关" in html
    answer = {"form": "written", "answered_by": "镇长", "answered_on": "2026-03-20", "text": "已公示。"}
    assert "答复已登记" in text(client.post(page("answer", proposal), answer, follow=True))
    assert "应在0至10之间" in text(client.post(page("judge", proposal), {"unsatisfied": 11}))
    assert "已办结" in text(client.post(page("judge", proposal), {"unsatisfied": 0}, follow=True))


@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_the_paper_is_a_file(bench, name):
    response = phone(bench, 9).get(page(name, bench.submitted()))
    assert b"".join(response.streaming_content)[:4] in (b"%PDF", b"PK\x03\x04")


def test_the_list_is_filtered_searched_and_goes_to_a_spreadsheet(bench):
    bench.submitted()
    bench.of_organ(title="关于镇级集中供水工程建设方案")
    client, address = bench.cast.client("staff"), reverse("proposals_list")
    html = text(client.get(address, {"kind": "major_matter"}))
    assert "供水工程" in html
    assert TITLE not in html
    assert TITLE in text(client.get(address, {"q": "水源"}))
    assert TITLE not in text(client.get(address, {"late": "1"}))
    response = client.get(address, {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    flat = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"议案第1号", TITLE, "安然等5名代表", "待主席团决定", "本级人民政府"} <= set(flat)


def test_the_list_costs_the_same_however_long(bench, django_assert_max_num_queries):
    for _ in range(6):
        bench.submitted()
    client = bench.cast.client("staff")
    with django_assert_max_num_queries(14):
        assert "议案第6号" in text(client.get(reverse("proposals_list")))


def test_the_page_costs_the_same_however_many_signed(bench, django_assert_max_num_queries):
    proposal, client = bench.submitted(count=10), bench.cast.client("staff")
    with django_assert_max_num_queries(26):
        client.get(proposal.get_absolute_url())


def test_search_and_the_ways_back_from_what_it_became(bench):
    proposal = bench.decide(bench.submitted(), "suggest", reason="属日常工作")
    staff = bench.cast.actor("staff")
    assert [hit.title for hit in search(staff, "水源")] == [TITLE]
    titles = [one.title for one in related_to(proposal.submission, staff)]
    assert f"议案第1号:{TITLE}" in titles
    assert [hit.title for hit in search(bench.cast.actor("other_staff"), "水源")] == []


def test_the_office_drafts_the_report_on_motions(bench):
    meeting = bench.session()
    proposal = bench.decide(bench.submitted(), meeting=meeting)
    client = bench.cast.client("staff")
    assert "拟处理意见报告" in text(client.get(proposal.get_absolute_url()))
    response = client.post(reverse("proposals_handling", args=[meeting.public_id]))
    assert response.url.startswith("/documents/")
    assert bench.cast.client("deputy").post(reverse("proposals_handling", args=[meeting.public_id])).status_code == 403


def test_colleagues_to_be_asked_are_found_by_name_or_pinyin(bench):
    html = text(phone(bench, 0).get(reverse("proposals_new", args=["motion"])))
    assert html.count("data-find=") == len(bench.cast.deputies()) - 1


def test_a_draft_of_deputies_stands_in_no_list_of_the_back_room_before_it_is_handed_in(bench):
    """Nor does who was asked to sign it: rows that belong to something are seen with it."""
    proposal, office = bench.signed(5), bench.cast.client("staff")
    lists = {
        reverse("admin:proposals_proposal_changelist"): TITLE,
        reverse("admin:proposals_cosigner_changelist"): "白雪",
    }
    assert [words for address, words in lists.items() if words in office.get(address).content.decode()] == []
    proposal_submit(proposal=proposal, by=bench.deputy(0), at=LATER)
    assert [words for address, words in lists.items() if words not in office.get(address).content.decode()] == []
