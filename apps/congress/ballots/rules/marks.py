"""What one voter marked on an electronic ballot, and what may not be marked.

On paper an over-marked ballot is void; an electronic one is refused before it is cast, so no vote is lost by a slip.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from apps.congress.ballots.rules.measures import CountingRules, Model
from apps.congress.ballots.rules.tallies import Ballot, Option, VoidReason, void_reason
from apps.foundation.core.errors import Issue

WRITE_IN_LIMIT = 30
WRITE_IN_LINES = 10
"""More lines than a page has room for; no town elects so many at once."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The names approved (preference: best first) and opposed, or the grade of each assessed item."""

    approve: tuple[str, ...] = ()
    oppose: tuple[str, ...] = ()
    grades: Mapping[str, str] = field(default_factory=dict)

    def stored(self, model: Model, names: Sequence[str]) -> Any:
        """The canonical JSON of these marks: equal votes are equal values, and `recount` reads them as they are."""
        if model is Model.ASSESSMENT:
            return {name: self.grades[name] for name in names if name in self.grades}
        if model is Model.PREFERENCE:
            return list(self.approve)
        approve, oppose = (_in_ballot_order(side, names) for side in (self.approve, self.oppose))
        return {"approve": approve, "oppose": oppose} if model.has_opposition else approve


def _in_ballot_order(side: Sequence[str], names: Sequence[str]) -> list[str]:
    """Options in the order of the ballot, then write-ins in the order they were written."""
    places = {name: place for place, name in enumerate(names)}
    return sorted(side, key=lambda name: places.get(name, len(names)))


def ballot_from(stored: Any) -> Ballot:
    """The ballot behind a stored value of any model but assessment."""
    if isinstance(stored, Mapping):
        return Ballot(tuple(stored["approve"]), tuple(stored["oppose"]))
    return Ballot(tuple(stored))


def issues_before_casting(
    rules: CountingRules, names: Sequence[str], grades: Sequence[str], marks: Marks
) -> Iterator[Issue]:
    """Why these marks cannot be cast; `names` are the options of the poll, `grades` those of an assessment."""
    if rules.model is Model.ASSESSMENT:
        yield from _assessment_issues(names, grades, marks)
        return
    if marks.grades:
        yield Issue("wrong_shape", "所投内容与本次表决方式不符,请刷新页面后重新填写。")
    yield from _name_issues(rules, names, marks)
    yield from _mark_issues(rules, names, marks)


def _assessment_issues(names: Sequence[str], grades: Sequence[str], marks: Marks) -> Iterator[Issue]:
    if marks.approve or marks.oppose:
        yield Issue("wrong_shape", "所投内容与本次表决方式不符,请刷新页面后重新填写。")
    if set(marks.grades) - set(names) or set(marks.grades.values()) - set(grades):
        yield Issue("unknown_option", "所投内容不在本次测评表中,请刷新页面后重新填写。")


def _name_issues(rules: CountingRules, names: Sequence[str], marks: Marks) -> Iterator[Issue]:
    written_in = [name for name in marks.approve if name not in names]
    if marks.oppose and not rules.model.has_opposition:
        yield Issue("wrong_shape", "本次表决的票上没有“反对”一栏,请刷新页面后重新填写。")
    if set(marks.oppose) - set(names) or (written_in and rules.model is not Model.ELECTION):
        yield Issue("unknown_option", "所投内容不在本次表决事项中,请刷新页面后重新填写。")
    elif any(not name.strip() or len(name) > WRITE_IN_LIMIT for name in written_in):
        yield Issue("wrong_write_in", f"另选人姓名须填写1至{WRITE_IN_LIMIT}个字。")


def write_in_lines(rules: CountingRules) -> int:
    """How many people a ballot has lines for to be written in: one for every seat."""
    return min(rules.seats or 1, WRITE_IN_LINES) if rules.takes_write_ins else 0


_SENTENCES = {
    VoidReason.SEVERAL_MARKS: "同一项目只能作一种表示,请改正后再投票。",
    VoidReason.WRITE_IN_WITHOUT_OPPOSITION: "另选他人须先反对一名候选人,请改正后再投票。",
    VoidReason.WRITE_IN_IN_RUN_OFF: "再次投票只在得票相等的候选人中进行,不能另选他人,请删去所填姓名后再投票。",
    VoidReason.PART_OF_LIST: "整体表决须对全部项目作同一种表示,请改正后再投票。",
}


def _mark_issues(rules: CountingRules, names: Sequence[str], marks: Marks) -> Iterator[Issue]:
    options = [Option(name) for name in names]
    options += [Option(name, write_in=True) for name in marks.approve if name not in names]
    reason = void_reason(rules, options, Ballot(marks.approve, marks.oppose))
    if reason is VoidReason.TOO_MANY:
        sentence = (
            f"最多选{rules.seats}项,您选了{len(marks.approve)}项,请取消{len(marks.approve) - (rules.seats or 0)}项。"
        )
        yield Issue(reason.value, sentence)
    elif reason is not None:
        yield Issue(reason.value, _SENTENCES[reason])
