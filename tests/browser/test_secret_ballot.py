"""The page of a secret ballot before an issuer and a box that fail in every way."""

import base64

import pytest
from playwright.sync_api import Page, expect

from apps.congress.ballots.rules.secrecy import serial_of
from tests.browser.secret_poll import SIZE, SecretPoll, new_poll, served
from tests.browser.test_secret_modules import crockford

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
WECHAT = (
    "Mozilla/5.0 (Linux; Android 13; V2055A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/109.0.5414.86 "
    "Mobile Safari/537.36 XWEB/5317 MMWEBSDK/20230504 MicroMessenger/8.0.37 WeChat/arm64 Language/zh_CN"
)
KEEPER_DOWN = (503, {"sentence": "密钥保管进程暂时没有回答,您的票保存在本机。"})
STORED = "JSON.stringify({ ...localStorage, ...sessionStorage })"


@pytest.fixture
def stub():
    stub = SecretPoll()
    server = served(stub)
    yield stub
    server.shutdown()


@pytest.fixture
def phone(browser, stub):
    contexts = []

    def opened(query="", **options) -> Page:
        context = browser.new_context(viewport=PHONE, locale="zh-CN", **options)
        context.add_cookies([{"name": "sessionid", "value": "whose", "url": stub.url}])
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{stub.url}/vote?{query}")
        return page

    yield opened
    for context in contexts:
        context.close()


def mark(page: Page, *names: str) -> None:
    for name in names:
        page.locator(".ballot-option").get_by_text(name).click()


def confirm(page: Page) -> None:
    page.get_by_role("button", name="确认投票").click()
    page.locator("dialog").get_by_role("button", name="确认", exact=True).click()


def vote(page: Page, *names: str) -> None:
    mark(page, *names)
    confirm(page)


def voted(page: Page):
    return page.get_by_role("heading", name="已投票")


def unanswered(page: Page):
    return page.get_by_role("button", name="继续")


@pytest.mark.parametrize("agent", [None, WECHAT])
def test_one_button_one_confirmation_and_the_ballot_is_in_the_box(stub, phone, agent):
    page = phone(**({"user_agent": agent} if agent else {}))
    mark(page, "饮水改造", "道路硬化")
    page.get_by_role("button", name="确认投票").click()
    dialog = page.locator("dialog")
    expect(dialog).to_contain_text("您将投:")
    expect(dialog).to_contain_text("赞成2项:道路硬化、饮水改造")
    expect(dialog).to_contain_text("确认后不能更改")
    dialog.get_by_role("button", name="确认", exact=True).click()
    expect(voted(page)).to_be_visible()
    assert stub.opened == [{"approve": ["道路硬化", "饮水改造"], "oppose": [], "grades": {}}]
    token = base64.b64decode(stub.asked_for("/box")[0]["token"])
    receipt = crockford(bytes.fromhex(serial_of(token)))
    expect(page.locator(".ballot-receipt")).to_have_text(receipt)
    assert page.evaluate("Object.values(localStorage)") == [f'{{"receipt":"{receipt}"}}']
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.reload()
    expect(page.locator(".ballot-receipt")).to_have_text(receipt)
    assert len(stub.asked) == 2


def test_the_box_learns_neither_the_session_nor_the_page(stub, phone):
    page = phone()
    vote(page, "道路硬化")
    expect(voted(page)).to_be_visible()
    heads = {path: {name.lower(): value for name, value in headers.items()} for path, headers, _ in stub.asked}
    assert heads["/issue"]["cookie"] == "sessionid=whose"
    assert heads["/issue"]["x-csrftoken"] == "a-token-of-the-page"
    assert {"cookie", "referer", "x-csrftoken"} & set(heads["/box"]) == set()
    assert set(stub.asked_for("/issue")[0]) == {"blinded"}
    assert set(stub.asked_for("/box")[0]) == {"token", "randomizer", "signature", "sealed"}
    assert len(base64.b64decode(stub.asked_for("/box")[0]["sealed"])) == SIZE + 48


@pytest.mark.parametrize("path", ["/issue", "/box"])
@pytest.mark.parametrize("fate", ["lose", "stop", KEEPER_DOWN, (502, "<html>")])
def test_it_goes_on_by_itself_with_the_very_same_ballot(stub, phone, path, fate):
    stub.next_answers[path] = [fate]
    page = phone()
    vote(page, "道路硬化")
    expect(unanswered(page)).to_be_visible()
    expect(voted(page)).to_be_hidden()
    sentence = page.locator("[data-sentence]")
    expect(sentence).to_contain_text("您的票保存在本机")
    expect(voted(page)).to_be_visible()
    expect(sentence).to_be_hidden()
    first, again = stub.asked_for(path)
    assert first == again
    assert len(stub.box) == len(stub.issued) == 1


def test_the_voter_can_go_on_at_once(stub, phone):
    stub.next_answers["/issue"] = [KEEPER_DOWN] * 2
    page = phone()
    vote(page, "道路硬化")
    expect(page.get_by_text("密钥保管进程暂时没有回答")).to_be_visible()
    page.get_by_role("button", name="继续").click()
    page.get_by_role("button", name="继续").click()
    expect(voted(page)).to_be_visible()
    assert len(stub.asked_for("/issue")) == 3


@pytest.mark.parametrize(("path", "fate"), [("/issue", "stop"), ("/issue", "lose"), ("/box", "stop"), ("/box", "lose")])
def test_a_reload_resumes_without_asking_for_the_choices(stub, phone, path, fate):
    stub.next_answers[path] = [fate]
    page = phone()
    vote(page, "道路硬化")
    expect(unanswered(page)).to_be_visible()
    stored = page.evaluate(STORED)
    assert "道路硬化" not in stored
    assert "approve" not in stored
    page.goto(f"{stub.url}/vote?taken")
    expect(voted(page)).to_be_visible()
    first, again = stub.asked_for(path)
    assert first == again
    assert stub.opened[-1]["approve"] == ["道路硬化"]
    assert len(stub.box) == 1


def test_it_says_that_it_resumes(stub, phone):
    stub.next_answers["/issue"] = ["stop"]
    page = phone()
    vote(page, "道路硬化")
    expect(unanswered(page)).to_be_visible()
    page.route("**/issue?*", lambda route: None)
    page.reload()
    expect(page.get_by_text("正在继续上次未完成的投票")).to_be_visible()
    expect(page.get_by_role("button", name="确认投票")).to_be_hidden()


def test_refused_marks_stay_and_the_same_ballot_is_used_again(stub, phone):
    issues = [{"code": "too_many", "sentence": "最多选2项,请取消1项。"}]
    stub.next_answers["/box"] = [(422, {"sentence": "选票没有投出,请改正。", "issues": issues})]
    page = phone()
    vote(page, "道路硬化", "饮水改造")
    expect(page.get_by_text("选票没有投出,请改正。")).to_be_visible()
    expect(page.get_by_text("最多选2项,请取消1项。")).to_be_visible()
    expect(page.locator("input:checked")).to_have_count(2)
    mark(page, "饮水改造")
    confirm(page)
    expect(voted(page)).to_be_visible()
    assert stub.opened == [{"approve": ["道路硬化"], "oppose": [], "grades": {}}]
    assert len(stub.asked_for("/issue")) == 1
    one, other = stub.asked_for("/box")
    assert one["token"] == other["token"]


def test_a_refusal_to_issue_is_shown_and_the_marks_stay(stub, phone):
    stub.issued["voter-1"] = "taken elsewhere"
    page = phone()
    vote(page, "道路硬化")
    expect(page.get_by_text("您已在另一台设备上取票")).to_be_visible()
    expect(page.locator("input:checked")).to_have_count(1)
    expect(voted(page)).to_be_hidden()
    assert stub.asked_for("/box") == []


def test_a_sign_in_page_instead_of_an_answer_leads_to_a_reload_that_resumes(stub, phone):
    page = phone()
    page.route(
        "**/issue?*", lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>登录</h1>"), times=1
    )
    vote(page, "道路硬化")
    expect(page.get_by_text("登录可能已经过期")).to_be_visible()
    page.get_by_role("button", name="继续").click()
    expect(voted(page)).to_be_visible()
    assert stub.opened[0]["approve"] == ["道路硬化"]


def test_a_signature_that_does_not_hold_never_reaches_the_box(stub, phone):
    stub.next_answers["/issue"] = [(200, {"signature": base64.b64encode(bytes(256)).decode()})]
    page = phone()
    vote(page, "道路硬化")
    expect(page.get_by_text("未通过核验,票还没有投出")).to_be_visible()
    assert stub.asked_for("/box") == []
    page.get_by_role("button", name="继续").click()
    expect(voted(page)).to_be_visible()


def test_a_double_click_sends_once(stub, phone):
    page = phone()
    mark(page, "道路硬化")
    page.evaluate(
        """() => {
          const button = document.querySelector("button[type=submit]");
          button.click();
          button.click();
          const sure = document.querySelector("[data-sure]");
          sure.click();
          sure.click();
        }"""
    )
    expect(voted(page)).to_be_visible()
    assert [path for path, _, _ in stub.asked] == ["/issue", "/box"]


def test_the_confirmation_can_be_left_again(stub, phone):
    page = phone()
    mark(page, "道路硬化")
    page.get_by_role("button", name="确认投票").click()
    page.get_by_role("button", name="返回修改").click()
    expect(page.locator("dialog")).to_be_hidden()
    assert stub.asked == []
    assert page.evaluate("localStorage.length") == 0


def test_without_a_secure_context_there_is_a_sentence_and_no_form(stub, browser):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()

    def from_stub(route):
        url = route.request.url.replace("http://portal.example.cn", stub.url)
        route.fulfill(response=route.fetch(url=url))

    page.route("http://portal.example.cn/**", from_stub)
    page.goto("http://portal.example.cn/vote")
    expect(page.get_by_text("无记名投票须用 https 地址打开本页")).to_be_visible()
    expect(page.get_by_role("button", name="确认投票")).to_be_hidden()
    context.close()


def test_without_scripts_no_choice_can_be_sent(stub, browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(stub.url + "/vote")
    expect(page.get_by_role("button", name="确认投票")).to_be_hidden()
    context.close()


def test_where_nothing_can_be_stored_it_votes_all_the_same_and_says_so(stub, phone):
    stub.next_answers["/issue"] = [KEEPER_DOWN]
    page = phone()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    page.reload()
    vote(page, "道路硬化")
    expect(page.get_by_text("请不要关闭或刷新本页")).to_be_visible()
    expect(voted(page)).to_be_visible()
    first, again = stub.asked_for("/issue")
    assert first == again


def test_marks_are_written_nowhere_before_the_confirmation(stub, phone):
    page = phone()
    mark(page, "道路硬化")
    assert page.evaluate(STORED) == "{}"


def test_whoever_took_a_ballot_elsewhere_is_told_where_to_go_on(stub, phone):
    page = phone("taken")
    expect(page.get_by_text("请回到取票时用的设备打开本页")).to_be_visible()
    expect(page.get_by_role("button", name="确认投票")).to_be_hidden()


def test_after_the_close_a_lost_answer_is_asked_for_again_and_nothing_new_is_voted(stub, phone):
    stub.next_answers["/box"] = ["lose"]
    page = phone()
    vote(page, "道路硬化")
    expect(unanswered(page)).to_be_visible()
    closed = "taken&refusal=表决已经截止。"
    page.goto(f"{stub.url}/vote?{closed}")
    expect(voted(page)).to_be_visible()
    page.goto(f"{stub.url}/vote?{closed}&voter=two")
    expect(page.get_by_text("表决已经截止。")).to_be_visible()
    expect(page.get_by_role("button", name="确认投票")).to_be_hidden()


def test_a_ballot_that_came_too_late_is_told_so(stub, phone):
    stub.next_answers["/box"] = ["stop", (409, {"sentence": "表决已经截止,您的选票没有投出。"})]
    page = phone()
    vote(page, "道路硬化")
    expect(unanswered(page)).to_be_visible()
    page.goto(f"{stub.url}/vote?taken&refusal=表决已经截止。")
    expect(page.get_by_text("表决已经截止,您的选票没有投出。")).to_be_visible()
    expect(voted(page)).to_be_hidden()
    expect(page.get_by_role("button", name="确认投票")).to_be_hidden()


def test_a_tablet_forgets_its_voter(stub, phone):
    page = phone("tablet")
    vote(page, "道路硬化")
    expect(voted(page)).to_be_visible()
    expect(page.locator(".ballot-receipt")).not_to_be_empty()
    expect(page.get_by_text("秒后自动清除并退出")).to_be_visible()
    page.get_by_role("button", name="完成").click()
    page.wait_for_url("**/sign-in")
    assert stub.signed_out == 1
    assert page.evaluate(STORED) == "{}"
    page.goto(f"{stub.url}/vote?tablet&voter=next")
    expect(page.get_by_role("button", name="确认投票")).to_be_visible()
    expect(page.locator(".ballot-receipt")).to_be_empty()


def test_a_tablet_leaves_by_itself_and_not_before_the_server_has_signed_out(stub, phone):
    page = phone("tablet")
    page.clock.install()
    page.route("**/accounts/logout/", lambda route: route.abort(), times=1)
    vote(page, "道路硬化")
    expect(voted(page)).to_be_visible()
    page.clock.run_for(19_000)
    expect(page.get_by_text("1 秒后自动清除并退出")).to_be_visible()
    page.clock.run_for(1_000)
    expect(page.get_by_text("还没有退出登录,正在重试")).to_be_visible()
    expect(page.locator(".ballot-receipt")).to_be_empty()
    assert stub.signed_out == 0
    page.clock.run_for(3_000)
    page.wait_for_url("**/sign-in")
    assert stub.signed_out == 1


def test_two_voters_on_one_device_do_not_mix(stub, phone):
    stub.next_answers["/box"] = ["stop"]
    page = phone("voter=one")
    vote(page, "道路硬化")
    expect(unanswered(page)).to_be_visible()
    page.goto(f"{stub.url}/vote?voter=two")
    expect(page.locator("input:checked")).to_have_count(0)
    vote(page, "路灯安装")
    expect(voted(page)).to_be_visible()
    assert stub.opened == [{"approve": ["路灯安装"], "oppose": [], "grades": {}}]
    page.goto(f"{stub.url}/vote?voter=one")
    expect(voted(page)).to_be_visible()
    assert stub.opened[1]["approve"] == ["道路硬化"]
    assert len(stub.issued) == len(stub.box) == 2


def test_two_windows_cast_one_ballot(stub, phone):
    stub.next_answers["/issue"] = [KEEPER_DOWN] * 9
    page = phone()
    other = page.context.new_page()
    other.goto(f"{stub.url}/vote")
    vote(page, "道路硬化")
    expect(unanswered(page)).to_be_visible()
    stub.next_answers.clear()
    vote(other, "路灯安装")
    expect(voted(other)).to_be_visible()
    assert stub.opened[0]["approve"] == ["道路硬化"]
    expect(voted(page)).to_be_visible()
    assert len(stub.box) == 1


MODELS = {
    "per_item": (
        new_poll("per_item", None),
        [("mark:道路硬化", "approve"), ("mark:饮水改造", "oppose")],
        ["赞成1项:道路硬化", "反对1项:饮水改造", "弃权1项:路灯安装"],
        {"approve": ["道路硬化"], "oppose": ["饮水改造"], "grades": {}},
    ),
    "whole_list": (
        new_poll("whole_list", None),
        [("list", "oppose")],
        ["反对3项:道路硬化、饮水改造、路灯安装"],
        {"approve": [], "oppose": ["道路硬化", "饮水改造", "路灯安装"], "grades": {}},
    ),
    "assessment": (
        new_poll("assessment", None, ("满意", "基本满意", "不满意")),
        [("grade:道路硬化", "满意"), ("grade:路灯安装", "不满意")],
        ["满意1项:道路硬化", "不满意1项:路灯安装", "弃权1项:饮水改造"],
        {"approve": [], "oppose": [], "grades": {"道路硬化": "满意", "路灯安装": "不满意"}},
    ),
    "election": (
        new_poll("election", 2),
        [("mark:道路硬化", "oppose")],
        ["赞成1项:张三", "反对1项:道路硬化", "弃权2项:饮水改造、路灯安装"],
        {"approve": ["张三"], "oppose": ["道路硬化"], "grades": {}},
    ),
}


@pytest.mark.parametrize("model", MODELS)
def test_every_model_is_said_in_words_and_sealed(browser, model):
    poll, marks, words, said = MODELS[model]
    stub = SecretPoll(poll=poll)
    server = served(stub)
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(f"{stub.url}/vote")
    for name, value in marks:
        page.locator(f"input[name='{name}'][value='{value}'] + label").click()
    if model == "election":
        page.locator("[name=write_in]").first.fill(" 张三 ")
    page.get_by_role("button", name="确认投票").click()
    expect(page.locator("[data-words] li")).to_have_text(words)
    page.locator("[data-sure]").click()
    expect(voted(page)).to_be_visible()
    assert stub.opened == [said]
    page.context.close()
    server.shutdown()


def test_preferences_keep_their_order_and_a_blank_ballot_is_said(browser):
    stub = SecretPoll(poll=new_poll("preference", 2))
    server = served(stub)
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(f"{stub.url}/vote")
    page.get_by_role("button", name="确认投票").click()
    expect(page.locator("[data-words] li")).to_have_text(["弃权(一项也没有排)"])
    page.locator("[data-not-yet]").click()
    mark(page, "路灯安装", "道路硬化")
    page.get_by_role("button", name="确认投票").click()
    expect(page.locator("[data-words] li")).to_have_text(["第1:路灯安装", "第2:道路硬化"])
    page.locator("[data-sure]").click()
    expect(voted(page)).to_be_visible()
    assert stub.opened == [{"approve": ["路灯安装", "道路硬化"], "oppose": [], "grades": {}}]
    page.context.close()
    server.shutdown()


def test_a_portal_put_back_from_an_older_copy_says_that_it_has_no_ballot_and_takes_one(stub, phone):
    page = phone()
    vote(page, "道路硬化")
    expect(voted(page)).to_be_visible()
    page.goto(f"{stub.url}/vote?taken")
    expect(page.get_by_text("系统里没有您的取票记录")).to_be_hidden()
    stub.issued.clear()
    stub.box.clear()
    page.goto(f"{stub.url}/vote")
    expect(page.get_by_text("系统里没有您的取票记录")).to_be_visible()
    page.get_by_role("button", name="重新投票").click()
    vote(page, "路灯安装")
    expect(voted(page)).to_be_visible()
    assert (len(stub.box), stub.opened[-1]["approve"]) == (1, ["路灯安装"])
