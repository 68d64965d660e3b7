"""提请表决: what keeps a nomination from the vote of the standing committee.

重庆市人大常委会人事任免工作条例(2022)第二十一条、第二十二条:无记名,逐人表决,以全体组成人员的过半数通过;
同一职务两次未获通过的,本届内不再提名。
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.foundation.core.errors import Issue
from apps.systems.legal_exams.rules.states import MAY_BE_VOTED, NOMINATION_LABELS

TITLE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one nomination: `label` names nobody; `title` is what stands on the ballot."""

    label: str
    state: str
    title: str
    is_on_ballot: bool
    failures: int
    is_term_over: bool = False


def issues_before_vote(facts: Sequence[Facts], most_failures: int) -> Iterator[Issue]:
    if not facts:
        yield Issue("nobody", "请至少选择一名考试及格或者免考的人选。")
    for one in facts:
        if one.is_on_ballot:
            yield Issue("on_ballot", f"{one.label}已提请表决,还没有结果,请刷新页面。")
        elif one.state not in MAY_BE_VOTED:
            yield Issue("state", f"{one.label}{NOMINATION_LABELS[one.state]},不能提请表决。")
        if one.is_term_over:
            yield Issue("term", f"{one.label}是上一届提请的,考试成绩和免考本届内有效,换届后请重新登记。")
        if one.failures >= most_failures:
            sentence = f"{one.label}在同一职务的表决中已有{one.failures}次未获通过,本届内不再提名。"
            yield Issue("failures", sentence)
        if len(one.title) > TITLE_LENGTH:
            yield Issue("title", f"{one.label}的姓名和拟任职务过长,票面最多{TITLE_LENGTH}字,请修改提请任命的职务名称。")
    titles = [one.title for one in facts]
    for one in facts:
        if titles.count(one.title) > 1:
            yield Issue("twice", f"{one.label}与另一提名在票上的写法相同,请分两张票表决或者修改职务名称。")


def issues_before_opening(*, same: bool, is_secret: bool, base: str) -> Iterator[Issue]:
    """What must hold when the vote begins: the ballot is as it was put, secret, by the majority of all members."""
    if not same:
        yield Issue("changed", "票面与提请表决的人选不一致,或者有人选已撤回。请作废本次表决,由任免工作人员重新提请。")
    if not is_secret:
        yield Issue("not_secret", "任命采用无记名表决,请改用无记名的投票方式。")
    if base != "all":
        yield Issue("base", "任命由常委会以全体组成人员的过半数通过,计算基数应为全体,请在“规则”中核对后重新提请。")
