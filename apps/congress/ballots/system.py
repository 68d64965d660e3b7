"""What the portal may know of polls."""

from apps.congress.ballots.rules.measures import Base, Choice, ScoreRule, ShortageRule, Threshold, TieRule
from apps.foundation.core.registry import DocumentKind, PolicyKey, System, register

PRODUCT = "本平台默认值,各地以表决办法为准"
CONGRESS_MAJORITY = "地方组织法第二十五条:全体代表的过半数通过"
CONGRESS_QUORUM = "地方组织法第十四条:三分之二以上的代表出席始得举行"
GRADES = "满意、基本满意、不满意"
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
        "ballots.quorum", "表决法定人数(区、镇)", "two_thirds", "choice", "fixed_by_law", CONGRESS_QUORUM,
        _pairs(Threshold),
    ),
    PolicyKey(
        "ballots.street_quorum", "表决法定人数(街道)", "more_than_half", "choice", "free", STREET_QUORUM,
        _pairs(Threshold),
    ),
    PolicyKey("ballots.tie_rule", "末位票数相等时", "run_off", "choice", "free", PRODUCT, _pairs(TieRule)),
    PolicyKey("ballots.shortage_rule", "不足应选数时", "adopt_above", "choice", "free", PRODUCT, _pairs(ShortageRule)),
    PolicyKey("ballots.score_rule", "排序投票计分规则", "borda", "choice", "free", PRODUCT, _pairs(ScoreRule)),
    PolicyKey("ballots.publish_counts", "公布各项得票数", True, "bool", "free", PRODUCT),
    PolicyKey("ballots.grades", "满意度测评等次(由好到差,顿号隔开)", GRADES, "text", "free", PRODUCT),
)  # fmt: skip

ACTS = {
    "ballots.poll.created": "{actor}拟定表决“{subject}”",
    "ballots.poll.changed": "{actor}修改表决“{subject}”的设置",
    "ballots.options.set": "{actor}确定“{subject}”的表决事项{number}项",
    "ballots.officers.set": "{actor}确定“{subject}”的监票人、计票人{number}名",
    "ballots.poll.opened": "{actor}开始“{subject}”:应到{due}人,实到{present}人,名册{roll}人(摘要{roll_hash})",
    "ballots.channel.changed": "{actor}为{name}在“{subject}”中改用纸质票",
    "ballots.ballot.cast": "{actor}参加“{subject}”投票",
    "ballots.poll.closed": "{actor}截止“{subject}”投票:电子票应投{electronic}张,收到{cast}张",
    "ballots.tally.entered": "{actor}录入“{subject}”的纸质票(第{attempt}次)",
    "ballots.hands.recorded": "{actor}录入“{subject}”的举手表决人数",
    "ballots.poll.counted": "“{subject}”计票完成,由{actor}办理,通过{adopted}项(结果摘要{digest})",
    "ballots.result.signed": "{duty}{name}签字确认“{subject}”的结果",
    "ballots.result.signed_on_paper": "{actor}登记:{duty}{name}已在“{subject}”的纸质报告单上签字",
    "ballots.poll.announced": "{actor}宣布“{subject}”的结果",
    "ballots.poll.voided": "{actor}将“{subject}”作废",
    "ballots.round.prepared": "{actor}据“{after}”的结果准备第{number}轮表决“{subject}”",
}

register(
    System(
        slug="ballots",
        title="表决",
        policies=POLICIES,
        acts=ACTS,
        documents=[DocumentKind("ballot_result_sheet", "票决结果报告单")],
        order=30,
    )
)
