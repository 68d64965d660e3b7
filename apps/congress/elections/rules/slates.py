"""From nominees to candidates: how many more than seats there may be, and who they are.

Sources: 地方组织法 art. 26 (nomination), 27 (differential, preliminary election), 29 (another election), 30
(by-election); 重庆市乡镇人民代表大会工作条例 art. 22-23.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from apps.congress.ballots.rules.rankings import cut
from apps.foundation.core.errors import Issue

HEAD, VICE = "head", "vice"


@dataclass(frozen=True, slots=True)
class Differential:
    """How many candidates more than seats are lawful; `equal_if_only`: none, where no more were nominated."""

    least: int
    most: int
    equal_if_only: bool = False


@dataclass(frozen=True, slots=True)
class Measures:
    """The rule values of a place (PolicyKeys `elections.*`), frozen into an election."""

    co_signers: int
    head_extra: int
    head_equal: bool
    vice_extra_least: int
    vice_extra_most: int
    by_election: str
    removal_percent: int
    secret_ballot: bool

    def differential(self, *, rank: str, is_by_election: bool) -> Differential:
        """What holds for a post; a by-election may be equal or differential as the measures decide (art. 30)."""
        usual = (
            Differential(self.head_extra, self.head_extra, self.head_equal)
            if rank == HEAD
            else Differential(self.vice_extra_least, self.vice_extra_most)
        )
        if not is_by_election or self.by_election == "differential":
            return usual
        return Differential(0, 0 if self.by_election == "equal" else usual.most)


class Way(StrEnum):
    """What the number of nominees leads to."""

    FIX = "fix"
    PRELIMINARY = "preliminary"
    SHORT = "short"


def way_to_candidates(nominees: int, *, seats: int, extra: int, lawful: Differential) -> Way:
    """Candidates are `seats + extra` by the measures; fewer are enough as long as the differential stays lawful."""
    if nominees > seats + extra:
        return Way.PRELIMINARY
    if nominees >= seats + lawful.least or (lawful.equal_if_only and nominees == seats):
        return Way.FIX
    return Way.SHORT


def issues_with_extra(extra: int, lawful: Differential) -> list[Issue]:
    """Whether the number by which candidates exceed seats is lawful."""
    if lawful.least <= extra <= lawful.most:
        return []
    span = f"{lawful.least}名" if lawful.least == lawful.most else f"{lawful.least}至{lawful.most}名"
    return [Issue("unlawful_differential", f"候选人应比应选名额多{span}(地方组织法第二十七条、第三十条),请改差额数。")]


def issues_before_fixing(
    accepted: int, waiting: Sequence[str], *, seats: int, extra: int, lawful: Differential
) -> list[Issue]:
    """What keeps the nominees from becoming candidates; `waiting` are names of who has not answered yet."""
    issues = [Issue("no_answer", f"{name}还没有表示是否接受提名,请本人表态或由工作人员登记。") for name in waiting]
    way = way_to_candidates(accepted, seats=seats, extra=extra, lawful=lawful)
    if way is Way.SHORT:
        issues.append(_shortage(accepted, seats, lawful))
    if way is Way.PRELIMINARY and not waiting:
        sentence = f"接受提名的有{accepted}人,多于候选人数{seats + extra}人,须先组织预选。"
        issues.append(Issue("preliminary", sentence))
    return issues


def _shortage(accepted: int, seats: int, lawful: Differential) -> Issue:
    needed = seats if lawful.equal_if_only else seats + lawful.least
    equal = "提名只有1人时可以等额选举;" if lawful.equal_if_only else ""
    numbers = f"接受提名的有{accepted}人,应选{seats}名,{equal}至少须有{needed}人,还差{needed - accepted}人。"
    return Issue("too_few", f"{numbers}请重新开放提名,继续提名。")


def candidates_again(votes: Iterable[tuple[str, int]], *, seats: int, extra: int, lawful: Differential) -> list[str]:
    """Candidates of another election by the votes of the first (art. 29); those level at the cut together.

    Empty where no lawful slate comes of it: then new nominations are needed.
    """
    found = cut(votes, seats + extra)
    for names in ((*found.chosen, *found.tied), found.chosen):
        way = way_to_candidates(len(names), seats=seats, extra=lawful.most, lawful=lawful)
        if way is Way.FIX:
            return list(names)
    return []
