"""What the portal may know of polls."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from apps.congress.ballots import announcement, ballot_paper, demo, result_sheet
from apps.congress.ballots.health import VITALS
from apps.congress.ballots.models import Poll, PollState
from apps.congress.ballots.rules.grade_rules import CUMULATIVE, issues_with_grade_rule
from apps.congress.ballots.rules.measures import Base, Choice, ScoreRule, ShortageRule, Threshold, TieRule
from apps.congress.ballots.rules.scrutiny import Step
from apps.congress.ballots.selectors import has_ballots_on_their_way, tally_is_due
from apps.congress.ballots.selectors.measures import MEASURES
from apps.congress.ballots.selectors.scrutiny import steps_for
from apps.foundation.core.actors import Actor
from apps.foundation.core.audiences import INSIDE, MEMBERS, OFFICE, PUBLIC, SIGNED_IN
from apps.foundation.core.dates import local_day
from apps.foundation.core.registry import DocumentKind, Hit, MenuItem, PolicyKey, System, Timed, TodoItem, register

NO_ROLE = "none"
SEARCH_LIMIT = 10

PRODUCT = "本平台默认值,各地以表决办法为准"
CONGRESS_MAJORITY = "地方组织法第二十五条:全体代表的过半数通过"
CONGRESS_QUORUM = "地方组织法第十四条:三分之二以上的代表出席始得举行"
GRADES = "满意、基本满意、不满意"
COMMITTEE_QUORUM = "地方组织法第五十一条:常务委员会全体组成人员过半数出席始得举行"
STREET_QUORUM = "街道议事代表会议制度:过半数出席始得举行"


def _pairs(choices: type[Choice]) -> tuple[tuple[str, str], ...]:
    return tuple((choice.value, choice.label) for choice in choices)


POLICIES = (
    PolicyKey("ballots.base", "表决计算基数", "all", "choice", "free", CONGRESS_MAJORITY, _pairs(Base)),
    PolicyKey(
        "ballots.threshold", "表决通过线", "more_than_half", "choice", "legal_minimum", CONGRESS_MAJORITY,
        _pairs(Threshold),
    ),
    PolicyKey(
        "ballots.quorum", "法定人数(区、镇会议与表决)", "two_thirds", "choice", "fixed_by_law", CONGRESS_QUORUM,
        _pairs(Threshold),
    ),
    PolicyKey(
        "ballots.street_quorum", "法定人数(街道会议与表决)", "more_than_half", "choice", "free", STREET_QUORUM,
        _pairs(Threshold),
    ),
    PolicyKey(
        "ballots.committee_quorum", "法定人数(常委会会议与表决)", "more_than_half", "choice", "legal_minimum",
        COMMITTEE_QUORUM, _pairs(Threshold),
    ),
    PolicyKey("ballots.tie_rule", "末位票数相等时", "run_off", "choice", "free", PRODUCT, _pairs(TieRule)),
    PolicyKey("ballots.shortage_rule", "不足应选数时", "adopt_above", "choice", "free", PRODUCT, _pairs(ShortageRule)),
    PolicyKey("ballots.score_rule", "排序投票计分规则", "borda", "choice", "free", PRODUCT, _pairs(ScoreRule)),
    PolicyKey("ballots.publish_counts", "公布各项得票数", True, "bool", "free", PRODUCT),
    PolicyKey(
        "ballots.officers_passed", "监票人名单须经会议举手通过(选举一律须通过)", False, "bool", "free",
        "选举法第四十三条:监票人由代表推选;其他表决以本地办法为准",
    ),
    PolicyKey(
        "ballots.present_scrutineers", "无记名电子表决开启、截止和开箱时到场的监票人", 2, "int", "free", PRODUCT,
        minimum=1, maximum=9, unit="名",
    ),
    PolicyKey(
        "ballots.least_on_paper", "无记名电子与纸质并用时,用纸质票的最少人数", 3, "int", "free", PRODUCT,
        minimum=1, maximum=20, unit="人",
    ),
    PolicyKey(
        "ballots.grade_rule", "满意度测评等次规则", CUMULATIVE, "text", "free",
        "镇海区测评办法;其他写法如:优:满意>=80%;良:满意>=60%;差", check=issues_with_grade_rule,
    ),
    PolicyKey("ballots.grades", "满意度测评等次(由好到差,顿号隔开)", GRADES, "text", "free", PRODUCT),
)  # fmt: skip

ACTS = {
    "ballots.poll.created": "{actor}拟定表决“{subject}”",
    "ballots.poll.changed": "{actor}修改表决“{subject}”的设置",
    "ballots.options.set": "{actor}确定“{subject}”的表决事项{number}项",
    "ballots.officers.set": "{actor}确定“{subject}”的监票人、计票人{number}名",
    "ballots.officer.declared": "监票人{name}为“{subject}”声明:本人不是候选人,也不是候选人的近亲属",
    "ballots.officer.declared_in_hall": "{actor}登记:监票人{name}已在会场为“{subject}”作出声明",
    "ballots.presence.confirmed": "{actor}在“{subject}”{stage}时确认到场",
    "ballots.officer_vote.prepared": "{actor}准备“{subject}”的举手表决,通过{number}项表决的监票人",
    "ballots.poll.opened": "{actor}开始“{subject}”:应到{due}人,实到{present}人,名册{roll}人(摘要{roll_hash})",
    "ballots.keys.made": "{actor}开始“{subject}”时,密钥保管进程建立密钥:箱首密钥指纹{head},本次表决密钥指纹{keys}",
    "ballots.keys.signed_again": "{actor}在恢复备份后为“{subject}”补齐签发记录,共{issued}张",
    "ballots.box.lacks": "{actor}为“{subject}”开箱时,有{missing}张曾经确认的票不在票箱里,计作发出未收回",
    "ballots.channel.changed": "{actor}为{name}在“{subject}”中改用纸质票",
    "ballots.ballot.cast": "{actor}参加“{subject}”投票",
    "ballots.poll.closed": "{actor}截止“{subject}”投票:电子票应投{electronic}张,收到{cast}张",
    "ballots.tally.entered": "{actor}录入“{subject}”的纸质票(第{attempt}次)",
    "ballots.hands.recorded": "{actor}录入“{subject}”的举手表决人数",
    "ballots.poll.counted": "“{subject}”计票完成,由{actor}办理(结果摘要{digest})",
    "ballots.result.signed": "{duty}{name}签字确认“{subject}”的结果",
    "ballots.result.signed_on_paper": "{actor}登记:{duty}{name}已在“{subject}”的纸质报告单上签字",
    "ballots.poll.announced": "{actor}宣布“{subject}”的结果",
    "ballots.poll.voided": "{actor}将“{subject}”作废",
    "ballots.round.prepared": "{actor}据“{after}”的结果准备第{number}轮表决“{subject}”",
}


OFFICE_STEPS = {PollState.CLOSED: "去计票", PollState.SIGNED: "去宣布"}


def _todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """A vote to cast, a tally to type in, a result to sign; for the office a poll to count or to announce."""
    polls = Poll.objects.select_related("body")
    if actor.role in OFFICE:
        for poll in polls.filter(body__area__path=actor.area_path, state__in=OFFICE_STEPS):
            yield _item(poll, "ballots_poll", OFFICE_STEPS[PollState(poll.state)])
    if actor.person_id is None:
        return
    if actor.is_member:
        yield from _votes(actor.person_id)
    for poll in polls.to_tally_by(actor.person_id):
        if tally_is_due(poll, actor.person_id):
            yield _item(poll, "ballots_tally", "录入纸质票")
    for poll, step in steps_for(actor.person_id, timezone.now()):
        yield _item(poll, "ballots_sign" if step is Step.SIGN else "ballots_scrutiny", step.label)


def _votes(person_id: int) -> Iterator[TodoItem]:
    polls = Poll.objects.select_related("body")
    for poll in polls.to_cast_by(person_id):
        yield _item(poll, "ballots_vote", "去投票")
    for poll in polls.taken_by(person_id):
        if has_ballots_on_their_way(poll):
            yield _item(poll, "ballots_vote", "看看是否已投完")


def _item(poll: Poll, url_name: str, action: str) -> TodoItem:
    due = local_day(poll.closes_at) if poll.closes_at and poll.state == PollState.OPEN else None
    return TodoItem(poll.title, reverse(url_name, args=[poll.public_id]), due, poll.body.name, action)


def _search(actor: Actor, text: str) -> Iterator[Hit]:
    polls = Poll.objects.visible_to(actor).filter(title__icontains=text)
    for poll in polls[:SEARCH_LIMIT]:
        url = reverse("ballots_poll", args=[poll.public_id])
        yield Hit(poll.title, url, "表决", f"{poll.body.name} {poll.get_state_display()}")


OFFICE_PAGES = (
    "poll_new", "poll_edit", "options", "officers", "channel", "close", "count", "announce", "void", "run_off",
    "second_round", "hands", "officer_vote", "tablet", "votes", "ballot_pdf", "ballot_docx",
)  # fmt: skip
# Scrutineers are members, tellers anybody with an account; the permission on the poll decides.
SHARED_PAGES = (
    "polls", "poll", "tally", "comparison", "result", "result_pdf", "result_docx", "result_xlsx", "recount_json",
    "bundle", "sign", "scrutiny", "declare", "present", "announcement", "announcement_pdf",
    "announcement_docx",
)  # fmt: skip
AUDIENCES = {
    **{f"ballots_{page}": OFFICE for page in OFFICE_PAGES},
    **{f"ballots_{page}": SIGNED_IN for page in SHARED_PAGES},
    "ballots_live": INSIDE,
    "ballots_screen": INSIDE,
    "ballots_issue": MEMBERS | {NO_ROLE},
    "ballots_box": PUBLIC,
    "ballots_serials": SIGNED_IN | {NO_ROLE},
    # Whoever stands on the roll may come, even without a role today: a seat that ended hears so in a sentence.
    "ballots_vote": SIGNED_IN | {NO_ROLE},
}

# Who took a ballot when, beside which ballot came when, would tell who voted what.
UNRECORDED = frozenset({"ballots_vote", "ballots_issue", "ballots_box", "ballots_tablet", "ballots_serials"})

register(
    System(
        slug="ballots",
        title="表决",
        urls=("ballots/", "apps.congress.ballots.urls"),
        menu=[MenuItem("表决", "ballots_polls", "checkbox")],
        todo=_todo,
        schedule=[
            Timed("ballots.close_run_out", timedelta(seconds=10)),
            Timed("ballots.keys_destroy_due", timedelta(minutes=10)),
        ],
        search=_search,
        measures=MEASURES,
        policies=POLICIES,
        audiences=AUDIENCES,
        acts=ACTS,
        documents=[
            DocumentKind("ballot_result_sheet", "票决结果报告单", result_sheet.samples, result_sheet.trees),
            DocumentKind("poll_announcement", "表决结果宣布词", trees=announcement.trees),
            DocumentKind("ballot_paper", "表决票", trees=ballot_paper.trees),
        ],
        vitals=VITALS,
        unrecorded=UNRECORDED,
        demo=demo.load,
        order=30,
    )
)
