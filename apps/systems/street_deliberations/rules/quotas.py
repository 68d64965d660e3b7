"""名额分配: what a quota table must hold to before recommending begins, and what a line still takes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from apps.foundation.core.errors import Issue

FEWEST = "street_deliberations.fewest_representatives"
MOST = "street_deliberations.most_representatives"
PER_COMMUNITY = "street_deliberations.fewest_per_community"
REPLACE_MONTHS = "street_deliberations.replace_months"
KEYS = (FEWEST, MOST, PER_COMMUNITY)
LINES_LIMIT = 120


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line as it is typed; `community` is a key of the communities that stand today. `bound`: seats in use."""

    name: str
    seats: int
    community: int | None = None
    community_name: str = ""
    is_closed: bool = False
    bound: int = 0


def issues_before_saving(lines: Sequence[LineFacts]) -> Iterator[Issue]:
    """What no table may hold, settled or not."""
    names = [line.name for line in lines]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield Issue("twice", f"“{name}”列了不止一行,请合并。")
    for line in lines:
        if line.is_closed:
            yield Issue("closed", f"{line.community_name}已经撤销,不能分配名额,请改为承继的社区(村)。")
        if line.seats < line.bound:
            yield Issue("bound", f"“{line.name}”已有{line.bound}人在任,名额不能少于{line.bound}。")


def issues_before_settling(
    lines: Sequence[LineFacts], *, quota: int, communities: Mapping[int, str], per_community: int
) -> Iterator[Issue]:
    """The sum is the term's quota, and every community has its seats (各社区、村都有名额)."""
    total = sum(line.seats for line in lines)
    if total != quota:
        more = f"多{total - quota}名" if total > quota else f"少{quota - total}名"
        yield Issue("sum", f"各行名额合计{total}名,本届名额{quota}名,{more},请调整。")
    for key, name in communities.items():
        seats = sum(line.seats for line in lines if line.community == key)
        if seats < per_community:
            yield Issue("community", f"{name}的名额为{seats}名,每个社区(村)不少于{per_community}名。")


def warnings(quota: int, *, fewest: int, most: int) -> list[str]:
    """Said beside the table, never refused."""
    if quota < fewest:
        return [f"本届名额{quota}名,少于本地参考下限{fewest}名,请核对届次登记的名额。"]
    return [f"本届名额{quota}名,多于本地参考上限{most}名,请核对届次登记的名额。"] if quota > most else []


def issues_with_line(
    *, name: str, seats: int, taken: int, vacated: int, names_vacancy: bool, closed_community: str = ""
) -> Iterator[Issue]:
    """Why nobody more may be recommended through a line; a seat that fell vacant is filled by name (补推)."""
    free = seats - taken
    if closed_community:
        yield Issue("closed", f"{closed_community}已经撤销,不能再从“{name}”推荐,请先调整名额分配表。")
    if free <= 0:
        yield Issue("full", f"“{name}”名额{seats}名,已全部在任,不能再推荐。出现空缺后办理补推,或者先调整名额。")
    elif free <= vacated and not names_vacancy:
        yield Issue("vacancy", f"“{name}”现有的名额都是空缺,请选择补推谁的空缺。")
