"""候选人名单, 宣布词 and 公告 of an election, made from what is recorded."""

from collections.abc import Iterator
from datetime import date

from apps.congress.elections.models import Elected, Election, Kind, Nomination, Stage, State
from apps.congress.elections.selectors.nominees import candidates_of
from apps.congress.meetings.models import Sitting
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.numbers import chinese_number
from apps.foundation.organisations.selectors import standing_organ
from apps.foundation.people.rules.strokes import stroke_key
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Column, Paragraph, Table, Tree

DECLARATION = "election_declaration"
CANDIDATES = "election_candidates"
COLUMNS = (
    Column("序号", 2), Column("姓名", 4), Column("性别", 2), Column("民族", 3), Column("出生年月", 4),
    Column("政治面貌", 4), Column("现任职务", 8, "left"), Column("提名方式", 5),
)  # fmt: skip


def elected_of(election: Election) -> list[Elected]:
    """Those elected, by surname strokes."""
    return sorted(election.elected.select_related("nomination"), key=lambda one: stroke_key(one.name))


def candidate_list(election: Election, on: date) -> Tree:
    """候选人名单(按姓氏笔画为序), with introductions below."""
    candidates = candidates_of(election)
    rows = tuple(_row(number, one) for number, one in enumerate(candidates, start=1))
    told = [Paragraph(f"{one.name}：{one.introduction}") for one in candidates if one.introduction]
    subtitle = f"应选{election.seats}名，候选人{len(candidates)}名，按姓氏笔画为序"
    organ = standing_organ(election.body, on)
    return composing.register(organ, f"{election.title}候选人名单", [Table(COLUMNS, rows), *told], subtitle=subtitle)


def _row(number: int, one: Nomination) -> tuple[str, ...]:
    born = f"{one.born_on.year}年{one.born_on.month}月" if one.born_on else "—"
    cells = (one.get_sex_display(), one.ethnic_group, born, one.party, one.post_now)
    return (str(number), one.name, *(cell or "—" for cell in cells), one.get_source_display())


def announcement(election: Election, on: date) -> Tree:
    """公告: who was elected (罢免、辞职: what was decided); no counts."""
    organ, session = standing_organ(election.body, on), _session(election)
    day = chinese_date(local_day(election.decided_at)) if election.decided_at else ""
    if election.is_question:
        verb = "决定接受" if election.kind == Kind.RESIGNATION else "决定"
        what = election.question.removeprefix("接受") if election.kind == Kind.RESIGNATION else election.question
        line = f"{session}于{day}{verb}{what}。"
        blocks = [Paragraph(line), Paragraph("现予公告。")]
        return composing.announcement(organ, f"{organ.name}\n{_subject(election)}公告", blocks)
    names = "、".join(one.name for one in elected_of(election))
    line = f"{session}于{day}{_verb(election)}{names}为{election.post}。"
    blocks = [Paragraph(line), Paragraph("现予公告。")]
    return composing.announcement(organ, f"{organ.name}\n{_subject(election)}公告", blocks)


def _session(election: Election) -> str:
    """The session that decided, by the sitting at which its poll was held; without one the term alone."""
    polls = election.polls.filter(stage=Stage.MAIN).values("poll")
    sitting = Sitting.objects.filter(polls__poll__in=polls).select_related("meeting").order_by("-pk").first()
    if sitting is not None:
        return sitting.meeting.title
    return f"{election.body.area.name}第{chinese_number(election.term.number)}届人民代表大会会议"


def _verb(election: Election) -> str:
    return "补选" if election.is_by_election else "选举"


def _subject(election: Election) -> str:
    if election.kind == Kind.RESIGNATION:
        return f"关于接受辞去{election.post}职务的"
    return f"关于{'罢免' if election.kind == Kind.REMOVAL else _verb(election)}{election.post}的"


def declaration(election: Election, on: date) -> Tree:
    """宣布词: what the chair reads out when the result is declared."""
    organ = standing_organ(election.body, on)
    return composing.plain_paper(organ, f"{election.title}结果宣布词", _spoken(election), is_signed=False)


def _spoken(election: Election) -> Iterator[Block]:
    yield Paragraph("各位代表：")
    yield Paragraph("现在宣布表决结果：" if election.is_question else "现在宣布选举结果：")
    if election.is_question:
        verdict = "超过全体代表的半数，通过" if election.passed else "没有超过全体代表的半数，未通过"
        yield Paragraph(f"{election.question}，赞成票{verdict}。")
        return
    elected = elected_of(election)
    if elected:
        names = "、".join(f"{one.name}（{one.votes}票）" for one in elected)
        yield Paragraph(f"{names}得票符合法律和选举办法的规定，当选为{election.post}。")
        yield Paragraph("让我们以热烈的掌声表示祝贺！")
    if len(elected) < election.seats:
        yield Paragraph(f"应选{election.seats}名，选出{len(elected)}名。不足的名额，按照选举办法另行选举。")


def announcements() -> Iterator[Tree]:
    for election, on in _decided():
        yield announcement(election, on).numbered(f"〔{chinese_number(election.term.number)}届〕第5号", on)


def declarations() -> Iterator[Tree]:
    for election, on in _decided():
        yield declaration(election, on)


def candidate_lists() -> Iterator[Tree]:
    for election, on in _decided():
        yield candidate_list(election, on)


def _decided() -> Iterator[tuple[Election, date]]:
    """The newest election that filled a post."""
    decided = Election.objects.filter(state=State.DECIDED, elected__isnull=False).with_body().order_by("-decided_at")
    for election in decided.distinct()[:1]:
        yield election, local_day(election.decided_at)
