"""The pages of writing, signing, reviewing and sorting: who sees what, what is kept, what leads on."""

import pytest
from django.urls import reverse

from apps.congress.matters.links import source_of, write_link
from apps.congress.matters.models import CoSigner, Handling, Matter
from apps.congress.matters.selectors.desk import deadlines, figures, search, todo
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.reviewing import matter_return
from apps.office.files.selectors import attachments_of
from tests import factories as make
from tests.cast import TODAY
from tests.congress.matters.conftest import RESIDENT, make_submission
from tests.congress.matters.test_public_pages import photo, text_of
from tests.congress.matters.writing import AT, TEXT, accepted, drafted, government, opinion, submitted

TYPED = {
    "title": "关于增设村口路灯的建议",
    "text": TEXT,
    "category": "城乡建设",
    "revision": 1,
    "may_be_published": "on",
}


@pytest.fixture
def deputy(cast):
    return cast.client("deputy")


@pytest.fixture
def staff(cast):
    return cast.client("staff")


def at(name, matter, *args):
    return reverse(name, args=[matter.public_id, *args])


def signed_in(cast, person):
    client = cast.client("deputy")
    client.force_login(person.user)
    return client


def test_a_deputy_writes_asks_attaches_and_hands_in_on_the_phone(cast, deputy):
    colleague = cast.deputies()[1]
    page = text_of(deputy.get(reverse("matters_write")))
    assert f'data-find="{colleague.name} ' in page
    typed = {**TYPED, "ask": [colleague.pk], "files": [photo()]}
    assert "草稿已保存" in text_of(deputy.post(reverse("matters_write"), typed, follow=True))
    matter = Matter.objects.get()
    assert (matter.state, attachments_of(matter).count(), matter.signers.count()) == ("draft", 1, 1)
    assert "已提交,受理编号2026-" in text_of(deputy.post(at("matters_submit", matter), follow=True))
    own = text_of(deputy.get(reverse("matters_own")))
    assert "等人大工作人员审核" in own


def test_a_refused_text_stays_on_the_page(deputy):
    page = text_of(deputy.post(reverse("matters_write"), {**TYPED, "category": "不存在的类别", "title": ""}))
    assert "新民村三组到小学的路没有路灯" in page
    assert not Matter.objects.exists()


def test_of_two_windows_the_second_keeps_its_typing_and_then_saves(cast, deputy):
    matter = drafted(cast)
    deputy.post(at("matters_change", matter), {**TYPED, "title": "第一个窗口"})
    typed = {**TYPED, "title": "第二个窗口"}
    page = text_of(deputy.post(at("matters_change", matter), typed))
    assert "第2版" in page
    assert "第二个窗口" in page
    assert 'name="revision" value="2"' in page


def test_a_colleague_confirms_on_the_own_phone(cast):
    colleague = cast.deputies()[1]
    matter, phone = drafted(cast, ask=[colleague]), signed_in(cast, colleague)
    assert "我确认附议" in text_of(phone.get(matter.get_absolute_url()))
    phone.post(at("matters_sign", matter), {"revision": 1})
    assert CoSigner.objects.get().consent == "signed"
    assert "撤回附议" in text_of(phone.get(matter.get_absolute_url()))


def test_who_refuses_no_longer_sees_it(cast):
    colleague = cast.deputies()[1]
    matter, phone = drafted(cast, ask=[colleague]), signed_in(cast, colleague)
    phone.post(at("matters_unsign", matter))
    assert phone.get(matter.get_absolute_url()).status_code == 404


def test_a_link_from_a_meeting_names_it_and_cannot_be_forged(cast, deputy):
    link = write_link(cast.term, "/meetings/1/")
    deputy.post(link, TYPED)
    matter = Matter.objects.get()
    assert (matter.source_label, matter.source_id, matter.source_url) == ("people.term", cast.term.pk, "/meetings/1/")
    assert source_of(link.partition("source=")[2] + "x") is None


def test_a_likely_duplicate_is_shown_before_it_is_handed_in(cast, deputy):
    accepted(cast)
    mine = drafted(cast)
    page = text_of(deputy.get(mine.get_absolute_url()))
    assert "可能已有人提过同样的事" in page
    assert "相似 100%" in page


def test_what_a_resident_told_becomes_a_suggestion(cast, deputy):
    voiced = make_submission(cast.town, collected_by=cast.people["deputy"], proposer=RESIDENT, channel="deputy")
    page = text_of(deputy.get(voiced.get_absolute_url()))
    assert f"?voiced={voiced.public_id}" in page
    form = text_of(deputy.get(reverse("matters_write"), {"voiced": voiced.public_id}))
    assert f"情况:{voiced.text}" in form
    deputy.post(reverse("matters_write"), {**TYPED, "voiced": str(voiced.public_id)})
    assert Matter.objects.get().voiced == voiced


@pytest.mark.parametrize(
    "name", ["matters_accept", "matters_return", "matters_refuse", "matters_merge", "matters_hand_over"]
)
def test_leaders_read_only_and_others_do_not_find_it(cast, name):
    page = at(name, submitted(cast))
    assert [cast.client(part).post(page).status_code for part in ("leader", "other_staff", "deputy")] == [403, 404, 403]


def test_the_office_accepts_and_hands_over_on_one_page(cast, staff):
    matter = submitted(cast)
    assert 'value="青禾镇人民政府"' in text_of(staff.get(at("matters_hand_over", matter)))
    typed = {
        "form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 1, "form-0-unit": "青禾镇人民政府", "form-0-role": "main",
        "form-1-unit": "", "form-1-role": "co", "requirements": "请先到现场",
    }  # fmt: skip
    staff.post(at("matters_hand_over", matter), typed)
    part = Handling.objects.get()
    assert (part.unit, part.role, part.requirements) == (government(), "main", "请先到现场")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("没有这个单位", "没有名为“没有这个单位”的单位"), ("镇农机站", "镇农机站已经撤销"), ("", "请选择承办单位")],
)
def test_a_unit_that_cannot_take_it_is_named_and_the_typing_stays(cast, staff, name, sentence):
    gone = make.make_unit(cast.town, "department", "镇农机站")
    gone.until = make.SINCE.replace(year=2025)
    gone.save()
    typed = {
        "form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-unit": name, "form-0-role": "main",
        "requirements": "请先到现场",
    }  # fmt: skip
    page = text_of(staff.post(at("matters_hand_over", submitted(cast)), typed))
    assert sentence in page
    assert "请先到现场" in page


def test_a_refusal_says_where_to_go_in_default_words(cast, staff):
    matter = submitted(cast)
    staff.post(at("matters_refuse", matter), {"ground": "accusation", "sentence": ""})
    matter.refresh_from_db()
    assert matter.refusal == "accusation"
    assert "信访" in matter.reason


def test_the_original_stays_visible_when_the_office_puts_it_in_order(cast, staff):
    matter = submitted(cast)
    typed = {"title": "关于安装路灯的建议", "text": "建议在新民村三组安装路灯。", "category": "城乡建设", "revision": 1}
    page = text_of(staff.post(at("matters_arrange", matter), typed, follow=True))
    assert "提出人原来的文字" in page
    assert "新民村三组到小学的路没有路灯" in page


def test_a_request_is_made_of_a_residents_sentence_once(cast, staff):
    row = make_submission(cast.town)
    assert reverse("matters_submission_open", args=[row.public_id]) in text_of(staff.get(row.get_absolute_url()))
    typed = {"title": "三组路灯", "text": "请装路灯", "category": ""}
    for _ in range(2):
        staff.post(reverse("matters_submission_open", args=[row.public_id]), typed)
    matter = Matter.objects.get()
    assert (matter.kind, matter.state, matter.number, matter.lead) == ("request", "accepted", 1, None)


def test_the_sorting_table_shows_what_waits_and_offers_its_keys(cast, staff):
    submitted(cast)
    page = text_of(staff.get(reverse("matters_sorting")))
    assert all(f'data-key="{key}"' in page for key in ("a", "u", "r", "x", "m", "s", "d", "f", "c", "Enter"))
    assert "审核交办" in page


def test_a_row_is_sorted_in_place(cast, staff):
    matter = submitted(cast)
    panel = staff.get(at("matters_sort", matter, "return"), headers={"HX-Request": "true"})
    assert "需要修改什么" in text_of(panel)
    refused = staff.post(at("matters_sort", matter, "return"), {"reason": ""}, headers={"HX-Request": "true"})
    assert "HX-Retarget" not in refused.headers
    row = staff.post(at("matters_sort", matter, "return"), {"reason": "请分别提出"}, headers={"HX-Request": "true"})
    assert row.headers["HX-Retarget"] == f"#row-{matter.public_id}"
    assert "退回修改" in text_of(row)


@pytest.mark.parametrize(
    ("act", "typed", "state"),
    [
        ("accept", {}, "accepted"),
        ("refuse", {"ground": "personal"}, "refused"),
        ("spot", {"sentence": "当天已经修好。"}, "closed"),
        ("reference", {"sentence": "已转镇党委参考。"}, "closed"),
        ("channel", {"sentence": "请向供电公司反映。"}, "closed"),
        ("unit", {"main": "青禾镇人民政府", "co": "", "requirements": ""}, "handed_over"),
    ],
)
def test_each_key_does_its_act(cast, staff, act, typed, state):
    matter = submitted(cast)
    staff.post(at("matters_sort", matter, act), typed, headers={"HX-Request": "true"})
    matter.refresh_from_db()
    assert matter.state == state


def test_the_district_merges_by_the_number_of_the_office_though_every_office_counts_from_one(cast):
    into, matter, elsewhere = accepted(cast), accepted(cast), opinion(cast)
    number = into.submission.number
    assert elsewhere.submission.number == number
    page = cast.client("district_staff").post(at("matters_merge", matter), {"into": number, "reason": "同一件事"})
    matter.refresh_from_db()
    assert (page.status_code, matter.merged_into) == (302, into)


def test_the_desk_of_everybody(cast):
    colleague = cast.deputies()[1]
    back = submitted(cast, ask=[colleague])
    accepted(cast)
    items = list(todo(cast.actor("staff"), TODAY))
    assert [item.title for item in items] == ["1 件意见建议待审核", "1 件意见建议待交办"]
    matter_return(matter=back, reason="请分别提出", by=cast.actor("staff"), at=AT)
    assert [item.title for item in todo(cast.actor("deputy"), TODAY)] == [f"请修改后再提交:{back.title}"]
    due = [one for one in deadlines(TODAY) if one.title.startswith("交办")]
    assert [one.recipient_ids for one in due] == [(cast.people["staff"].pk,)]
    assert [hit.title for hit in search(cast.actor("staff"), "村口路灯")][:2] == [back.title] * 2
    assert list(search(cast.actor("other_staff"), "村口路灯")) == []
    assert {one.title: one.value for one in figures(cast.actor("leader"), TODAY)}["待审核、待交办"] == 1


def test_papers_open_for_those_who_see_the_matter(cast, staff):
    matter = accepted(cast)
    form, slip = at("matters_paper", matter, "form"), at("matters_paper", matter, "slip")
    assert [cast.client(part).get(form).status_code for part in ("deputy", "leader", "other_deputy")] == [200, 200, 404]
    assert staff.get(slip).status_code == 404
    matter_hand_over(matter=matter, parts=[PartDraft(government())], by=cast.actor("staff"), at=AT)
    assert staff.get(slip).headers["Content-Type"] == "application/pdf"
    assert staff.get(at("matters_paper_docx", matter, "slip")).status_code == 200


def test_forms_and_the_summary_are_printed_for_many(cast, staff):
    rows = [accepted(cast), accepted(cast)]
    ticked = {"matter": [str(row.public_id) for row in rows]}
    response = staff.post(reverse("matters_print", args=["form"]), ticked)
    assert b"".join(response.streaming_content)[:5] == b"%PDF-"
    assert staff.post(reverse("matters_print", args=["slip"]), ticked).status_code == 422
    for ending in ("pdf", "docx", "xlsx"):
        assert staff.get(reverse("matters_summary", args=[ending])).status_code == 200
