"""A vote, an election and a resolution in sentences, with every count as recorded."""

from collections.abc import Iterable, Iterator

from apps.congress.minutes.rules.facts import Elected, Poll, Resolution, VoteLine
from apps.congress.minutes.rules.wording import clock

PEOPLE = ("应到", "实到")
FATES = {"adopted": "会议通过", "rejected": "会议未通过", "withdrawn": "提出人撤回"}
STATES = {
    "draft": "没有进行",
    "open": "正在进行，还没有截止",
    "closed": "已截止，还没有计票",
    "counted": "已计票，还没有宣布",
    "signed": "已确认，还没有宣布",
}


def poll_lines(poll: Poll) -> Iterator[str]:
    """The whole result: turnout, each line, what follows."""
    when = f"{clock(poll.opened_at)}，" if poll.opened_at else ""
    title = f"{when}{poll.word}“{poll.title}”（{poll.method}）"
    if poll.state == "voided":
        yield f"{title}：作废。原因：{poll.void_reason or '未说明'}。"
        return
    if not poll.lines:
        yield f"{title}：{STATES.get(poll.state, '没有结果')}。"
        return
    state = "" if poll.is_over else f"（{STATES[poll.state]}）"
    yield f"{title}{state}：{turnout(poll)}。"
    for number, line in enumerate(poll.lines, start=1):
        prefix = f"（{number}）" if len(poll.lines) > 1 else ""
        yield f"{prefix}{line_text(line, poll.by_hands)}。"
    yield from outcome(poll)


def turnout(poll: Poll) -> str:
    shown = [pair for pair in poll.turnout if pair[0] in PEOPLE] if poll.by_hands else poll.turnout
    return "，".join(f"{label}{number}{'人' if label in PEOPLE else '张'}" for label, number in shown)


def line_text(line: VoteLine, by_hands: bool = False) -> str:
    """`某某：赞成57票，反对1票，弃权0票，当选`."""
    name = f"{line.name}（另选他人）" if line.is_written_in else line.name
    verdict = f"，{line.verdict}" if line.verdict else ""
    return f"{name}：{counts_text(line.counts, by_hands)}{verdict}"


def counts_text(counts: Iterable[tuple[str, int]], by_hands: bool = False) -> str:
    """`应到60人，赞成57票，反对1票`; of a show of hands people, not ballots, are counted."""
    return "，".join(_count(label, number, by_hands or label in PEOPLE) for label, number in counts)


def _count(label: str, number: int, is_people: bool) -> str:
    unit = "人" if is_people else "票"
    return f"得{number}{unit}" if label == "得票" else f"{label}{number}{unit}"


def outcome(poll: Poll) -> Iterator[str]:
    """Why it was invalid, who or what was adopted, who is voted on again."""
    yield from (reason if reason.endswith("。") else f"{reason}。" for reason in poll.reasons)
    done = "当选" if poll.is_election else "通过"
    if poll.adopted and len(poll.lines) > 1:
        yield f"{done}：{'、'.join(poll.adopted)}。"
    if poll.run_off:
        yield f"票数相等，须再次投票：{'、'.join(poll.run_off)}。"


def poll_short(poll: Poll) -> Iterator[str]:
    """What minutes say of a result that stands; counts only where they are published."""
    if poll.state != "announced" or not poll.lines:
        return
    lines = [line_text(line, poll.by_hands) if poll.publishes_counts else _verdict(line) for line in poll.lines]
    if not poll.publishes_counts:
        lines = [line for line in lines if line]
    yield f"会议对“{poll.title}”进行{poll.word}。{'；'.join(lines)}。"


def _verdict(line: VoteLine) -> str:
    return f"{line.name}：{line.verdict}" if line.verdict else ""


def resolution_line(resolution: Resolution, *, is_street: bool) -> str:
    """`会议通过《…的决议》（本届第3号决议），赞成57票…`; a street body passes no 决议 of state power."""
    noun = "" if is_street else resolution.kind
    number = f"（本届第{resolution.number}号{noun}）" if resolution.number else ""
    word = resolution.word.removeprefix("已")
    verb = f"会议{word}" if word else FATES.get(resolution.state, "会议未表决")
    counts = f"：{counts_text(resolution.counts)}" if resolution.counts else ""
    return f"{verb}《{resolution.title}》{number}{counts}。"


def elected_lines(elected: Iterable[Elected]) -> Iterator[str]:
    """`选举张三（57票）、李四（55票）为青禾镇副镇长`, a post a line."""
    posts: dict[str, list[Elected]] = {}
    for one in elected:
        posts.setdefault(one.post, []).append(one)
    for post, people in posts.items():
        yield f"会议选举{'、'.join(f'{one.name}（{one.votes}票）' for one in people)}为{post}。"
