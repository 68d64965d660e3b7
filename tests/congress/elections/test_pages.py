"""Every page of an election before office, leaders, deputies and strangers; bad input; nothing typed is lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.congress.elections.models import Election, Nomination
from apps.congress.elections.selectors.desk import deadlines, search, todo
from apps.congress.elections.services.nominating import NomineeDraft, nominate
from apps.foundation.audit.models import Entry
from apps.foundation.core.once import SAID_OTHERWISE
from apps.foundation.core.registry import related_to
from tests.congress.elections.floor import AT, LATER, for_, today
from tests.congress.elections.test_voting import question, short_of_one
from tests.sent import hidden, key_on, sent_twice

NEW = {
    "title": "青禾镇镇长选举", "post": "镇长", "rank": "head", "kind": "election", "seats": "1", "extra": "1",
    "held_under": "青禾镇选举办法", "nominate_by": "2026-03-21T18:00",
}  # fmt: skip
OFFICE_PAGES = ("change", "reopen", "preliminary", "vote", "run_off", "supplementary")
OFFICE_ACTS = ("close", "end_early", "fix", "call_off", "announcement")


def page(name, election):
    return reverse(f"elections_{name}", args=[election.public_id])


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("part", "status"),
    [("staff", 200), ("leader", 200), ("deputy", 200), ("other_staff", 404), ("other_deputy", 404),
     ("representative", 404), ("handler", 404)],
)  # fmt: skip
def test_an_election_is_seen_by_its_own_body_and_area(floor, part, status):
    election = floor.election()
    assert floor.cast.client(part).get(election.get_absolute_url()).status_code == status


@pytest.mark.parametrize("name", OFFICE_PAGES + OFFICE_ACTS)
def test_the_office_alone_leads_it(floor, name):
    election = floor.election()
    answers = {part: floor.cast.client(part).post(page(name, election)).status_code
               for part in ("deputy", "leader", "other_staff")}  # fmt: skip
    assert answers == {"deputy": 403, "leader": 403, "other_staff": 404}


@pytest.mark.parametrize("name", OFFICE_PAGES)
def test_the_pages_of_the_office_open(floor, name):
    assert floor.cast.client("staff").get(page(name, floor.election())).status_code == 200


def test_a_guest_signs_in_first(floor):
    response = Client().get(floor.election().get_absolute_url())
    assert (response.status_code, response.url.startswith("/accounts/login/")) == (302, True)


def test_the_office_begins_an_election(floor):
    client = floor.cast.client("staff")
    assert "镇人大副主席" in text_of(client.get(reverse("elections_new")))
    response = client.post(reverse("elections_new"), {**NEW, "term": floor.cast.term.pk})
    election = Election.objects.get()
    assert response.url == election.get_absolute_url()
    seen = hidden(client.get(page("change", election)), "seen")
    client.post(page("change", election), {**NEW, "title": "改名", "seen": seen})
    assert Election.objects.get().title == "改名"


def test_of_two_windows_the_second_reads_what_the_first_saved_before_it_overwrites_it(floor):
    election, client = floor.head(), floor.cast.client("staff")
    url = page("change", election)
    seen = hidden(client.get(url), "seen")
    assert client.post(url, {**NEW, "title": "甲改的名称", "seen": seen}).status_code == 302
    refused = client.post(url, {**NEW, "held_under": "乙改的办法", "seen": seen})
    assert "选举设置刚被他人修改过,没有保存" in text_of(refused)
    assert 'value="乙改的办法"' in text_of(refused)
    assert "<span>已保存的是</span>甲改的名称<" in text_of(refused)
    assert Election.objects.get().title == "甲改的名称"
    merged = {**NEW, "title": "甲改的名称", "held_under": "乙改的办法", "seen": hidden(refused, "seen")}
    assert client.post(url, merged).status_code == 302
    assert Election.objects.get().held_under == "乙改的办法"


def test_an_election_sent_twice_is_begun_once(floor):
    client, url = floor.cast.client("staff"), reverse("elections_new")
    first, second = sent_twice(client, url, {**NEW, "term": floor.cast.term.pk})
    election = Election.objects.get()
    assert first == second == election.get_absolute_url()
    assert Entry.objects.filter(act="elections.election.created").count() == 1


def test_a_page_that_came_back_and_says_something_else_begins_another_election_on_the_next_save(floor):
    client, url = floor.cast.client("staff"), reverse("elections_new")
    typed = {**NEW, "term": floor.cast.term.pk, "key": key_on(client.get(url))}
    client.post(url, typed)
    refused = client.post(url, {**typed, "post": "镇人大主席"})
    assert SAID_OTHERWISE in text_of(refused)
    assert Election.objects.count() == 1
    assert client.post(url, {**typed, "post": "镇人大主席", "key": key_on(refused)}).status_code == 302
    assert Election.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"seats": "2"}, "正职的应选名额是1名"), ({"extra": "9"}, "请改差额数"), ({"seats": "-1"}, "符合要求"),
     ({"nominate_by": "0001-01-01T00:00"}, "年份应在"), ({"nominate_by": "2026-03-01T08:00"}, "晚于现在"),
     ({"title": "", "post": ""}, "处填写不符合要求"), ({"title": "长" * 200}, "处填写不符合要求")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(floor, values, sentence):
    data = {**NEW, "term": floor.cast.term.pk, **values}
    html = text_of(floor.cast.client("staff").post(reverse("elections_new"), data))
    assert sentence in html
    assert "青禾镇选举办法" in html
    assert not Election.objects.exists()


def test_a_term_of_elsewhere_is_refused(floor):
    html = text_of(floor.cast.client("staff").post(reverse("elections_new"), {**NEW, "term": floor.cast.other_term.pk}))
    assert "处填写不符合要求" in html
    assert not Election.objects.exists()


def test_a_deputy_nominates_and_a_colleague_co_signs(floor):
    election, deputies = floor.election(), floor.cast.deputies()
    lead = floor.cast.client("deputy")
    data = {"person": "", "name": "李明", "post_now": "科长", "ask": [deputies[1].pk]}
    response = lead.post(page("nominate", election), data, follow=True)
    nomination = Nomination.objects.get()
    assert "已提名李明" in text_of(response)
    colleague = Client()
    colleague.force_login(deputies[1].user)
    assert "等待我附议:提名李明为副镇长候选人" in text_of(colleague.get("/"))
    assert "请您附议" in text_of(colleague.get(nomination.get_absolute_url()))
    assert "您已附议提名李明" in text_of(colleague.post(page("sign", nomination), follow=True))
    assert "等待我附议" not in text_of(colleague.get("/"))
    assert "已撤回" in text_of(colleague.post(page("unsign", nomination), follow=True))


def test_the_first_deputy_asks_more_colleagues_on_the_phone(floor):
    nomination, client = floor.by_deputy(floor.election(), "李明"), floor.cast.client("deputy")
    assert "请更多代表附议" in text_of(client.get(nomination.get_absolute_url()))
    colleague = floor.cast.deputies()[3]
    assert colleague.name in text_of(client.get(page("ask", nomination)))
    assert "处填写不符合要求" in text_of(client.post(page("ask", nomination), {"ask": ["99999"]}))
    html = text_of(client.post(page("ask", nomination), {"ask": [colleague.pk]}, follow=True))
    assert "待本人确认" in html
    assert floor.cast.client("staff").get(page("ask", nomination)).status_code == 403


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({}, "请选择被提名人"), ({"name": "李明", "born_on": "2026-02-31"}, "处填写不符合要求"),
     ({"name": "李" * 40}, "处填写不符合要求"), ({"person": "999999"}, "处填写不符合要求")],
)  # fmt: skip
def test_a_nomination_badly_filled_in_keeps_what_was_typed(floor, values, sentence):
    html = text_of(floor.cast.client("deputy").post(page("nominate", floor.election()), {"post_now": "科长", **values}))
    assert sentence in html
    assert 'value="科长"' in html


def test_a_second_nomination_beyond_the_seats_is_refused_on_the_page(floor):
    election = floor.election(seats=1)
    floor.by_deputy(election, "李明")
    html = text_of(floor.cast.client("deputy").post(page("nominate", election), {"name": "王伟"}))
    assert "不得超过应选名额1名" in html


def test_a_nominee_who_is_no_member_answers_on_a_page_of_their_own(floor):
    election, handler = floor.election(), floor.cast.people["handler"]
    nomination = nominate(election=election, draft=NomineeDraft(handler.name, handler), by=floor.staff, at=AT)
    client = floor.cast.client("handler")
    assert "待我表示是否接受提名" in text_of(client.get("/"))
    assert "您是否接受提名" in text_of(client.get(nomination.get_absolute_url()))
    floor.by_presidium(election, "李明")
    assert "李明" not in text_of(client.get(election.get_absolute_url()))
    client.post(page("accept", nomination))
    nomination.refresh_from_db()
    assert nomination.answer == "accepted"
    assert floor.cast.client("other_deputy").post(page("decline", nomination)).status_code == 404


def test_no_one_answers_for_another(floor):
    nomination = floor.by_presidium(floor.election(), "李明", accepts=False)[0]
    assert floor.cast.client("deputy").post(page("accept", nomination)).status_code == 403


def test_a_refused_act_is_a_page_with_a_sentence(floor):
    nomination = floor.by_deputy(floor.election(), "李明")
    response = floor.cast.client("deputy").post(page("sign", nomination))
    assert (response.status_code, "已附议" in text_of(response)) == (409, True)
    assert floor.cast.client("staff").post(page("withdraw", nomination), {"reason": ""}).status_code == 422


def test_the_page_says_what_comes_next(floor):
    client, election = floor.cast.client("staff"), floor.deliberating("李明", "王伟")
    assert "重新开放提名" in text_of(client.get(election.get_absolute_url()))
    election = floor.deliberating("李明", "王伟", "张强", title="甲")
    assert "确定候选人" in text_of(client.get(election.get_absolute_url()))
    election = floor.deliberating("李明", "王伟", "张强", "赵刚", title="乙")
    assert "组织预选" in text_of(client.get(election.get_absolute_url()))


def test_the_office_ends_nominations_early_on_the_page(floor):
    client, election = floor.cast.client("staff"), floor.election(nominate_by=timezone.now() + timedelta(days=2))
    assert "提前截止提名" in text_of(client.get(election.get_absolute_url()))
    assert "提前截止提名" not in text_of(floor.cast.client("deputy").get(election.get_absolute_url()))
    assert client.post(page("end_early", election), {"reason": ""}).status_code == 422
    html = text_of(client.post(page("end_early", election), {"reason": "主席团决定"}, follow=True))
    assert "已告知全体代表" in html
    assert "提前截止提名" not in html.split("办理记录")[0]


def test_colleagues_are_found_by_name_and_pinyin(floor):
    html = text_of(floor.cast.client("deputy").get(page("nominate", floor.election())))
    colleague = floor.cast.deputies()[3]
    words = f"{colleague.name} {colleague.pinyin.replace(' ', '')} {colleague.initials}"
    assert f'data-find="{words}"' in html


def test_the_office_may_not_be_offered_named_ballots(floor):
    html = text_of(floor.cast.client("staff").get(page("vote", floor.fixed("李明", "王伟", "张强"))))
    assert "无记名纸质票" in html
    assert "记名电子表决" not in html.replace("无记名电子表决", "")


def test_after_the_result_seats_left_open_lead_to_another_election(floor):
    election, client = short_of_one(floor), floor.cast.client("staff")
    assert "还缺1名" in text_of(client.get(election.get_absolute_url()))
    assert "按第一次投票得票多少确定:王伟、张强" in text_of(client.get(page("supplementary", election)))
    html = text_of(client.post(page("supplementary", election), {"by_votes": "no", "held_under": "办法"}))
    assert "请填写提名截止时间" in html
    response = client.post(page("supplementary", election), {"by_votes": "yes", "held_under": "办法"})
    assert response.url == Election.objects.exclude(pk=election.pk).get().get_absolute_url()


def test_papers_come_as_files(floor):
    _, poll = floor.polled("李明", "王伟", "张强")
    election = floor.hold(poll, (6, for_("李明", "王伟")))
    staff = floor.cast.client("staff")
    for name in ("candidates_pdf", "declaration_pdf", "candidates_docx", "declaration_docx"):
        assert staff.get(page(name, election)).status_code == 200
    assert floor.cast.client("deputy").get(page("declaration_pdf", election)).status_code == 403
    assert "/documents/" in staff.post(page("announcement", election)).url
    assert "当选副镇长" in text_of(floor.cast.client("deputy").get(election.get_absolute_url()))


def test_a_resignation_is_entered_by_the_office(floor):
    election = question(floor, "resignation")
    held = f"post-{election.post_held_id}"
    data = {"term": floor.cast.term.pk, "kind": "resignation", "held": held, "stated_on": "2026-03-19",
            "statement": "请求辞职", "held_under": "议事规则"}  # fmt: skip
    response = floor.cast.client("staff").post(reverse("elections_question_new"), data)
    made = Election.objects.exclude(pk=election.pk).get()
    assert response.url == made.get_absolute_url()
    assert made.question == f"接受{election.person.name}辞去副主席职务"
    assert "提交表决" in text_of(floor.cast.client("staff").get(made.get_absolute_url()))


def test_a_resignation_sent_twice_is_entered_once(floor):
    entered = question(floor, "resignation")
    data = {"term": floor.cast.term.pk, "kind": "resignation", "held": f"post-{entered.post_held_id}",
            "stated_on": "2026-03-19", "statement": "请求辞职", "held_under": "议事规则"}  # fmt: skip
    first, second = sent_twice(floor.cast.client("staff"), reverse("elections_question_new"), data)
    assert first == second == Election.objects.exclude(pk=entered.pk).get().get_absolute_url()


def test_deputies_are_removed_by_their_voters_not_here(floor):
    seat = floor.cast.term.mandates.first()
    data = {"term": floor.cast.term.pk, "kind": "removal", "held": f"seat-{seat.pk}", "stated_on": "2026-03-19",
            "statement": "理由", "held_under": "议事规则", "mover": "presidium"}  # fmt: skip
    assert "由选民罢免" in text_of(floor.cast.client("staff").post(reverse("elections_question_new"), data))


def test_a_motion_is_joined_on_the_phone_and_answered_by_the_person(floor):
    election = question(floor, "removal", mover="deputies", nominate_by=LATER)
    client = floor.cast.client("deputy")
    assert "参加联名" in text_of(client.get(election.get_absolute_url()))
    assert "您已参加联名" in text_of(client.post(page("motion_sign", election), follow=True))
    assert "联名已撤回" in text_of(client.post(page("motion_unsign", election), follow=True))
    assert client.get(page("defence", election)).status_code == 403
    accused = Client()
    accused.force_login(election.person.user)
    assert "可以提出申辩意见" in text_of(accused.get("/"))
    response = accused.post(page("defence", election), {"text": "所述不实"}, follow=True)
    assert "所述不实" in text_of(response)


def test_the_list_is_searched_filtered_and_exported(floor):
    floor.election()
    floor.head()
    client, url = floor.cast.client("staff"), reverse("elections_list")
    assert "副镇长选举" not in text_of(client.get(url, {"q": "主席"}))
    assert "主席选举" in text_of(client.get(url, {"state": "nominating", "kind": "election"}))
    assert client.get(url, {"export": "xlsx"}).status_code == 200
    assert "青禾镇" not in text_of(floor.cast.client("other_deputy").get(url)).split("<main")[1]


def test_the_desk(floor):
    election = floor.election()
    assert [item.url for item in todo(floor.staff, today())] == [election.get_absolute_url()]
    assert [line.title for line in deadlines(today())] == ["提名截止:青禾镇副镇长选举"]
    floor.by_deputy(election, "李明")
    assert [hit.title for hit in search(floor.staff, "李明")] == [election.title]
    assert list(search(floor.cast.actor("other_staff"), "李明")) == []


def test_a_poll_leads_back_to_its_election(floor):
    election, poll = floor.polled("李明", "王伟", "张强")
    assert election.get_absolute_url() in [one.url for one in related_to(poll, floor.staff)]
