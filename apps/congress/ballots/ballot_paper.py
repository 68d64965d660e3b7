"""表决票: the paper ballot of a poll as it is copied, stamped and handed out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from apps.congress.ballots.models import Option, Poll, PollModel
from apps.congress.ballots.rules.marks import write_in_lines
from apps.congress.ballots.selectors import counting_rules
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Column, Paragraph, Signature, Table, Tree

NAMES = {PollModel.ELECTION: "选举票", PollModel.ASSESSMENT: "满意度测评表"}
OPINIONS = ("赞成", "反对", "弃权")
MARK = "在对应的空格内画“○”"
HOW = {
    PollModel.CHOOSE_UP_TO: MARK + ",所选不得超过{seats}项;超过的,整张票无效;可以少选。",
    PollModel.PER_ITEM: "逐项" + MARK + ",每项只能选一种意见;未画的,视为弃权。",
    PollModel.PREFERENCE: "按先后次序在“次序”栏填写1至{seats},每个数字只填一次;不选的空着。",
    PollModel.WHOLE_LIST: "对全部事项作一次表示," + MARK + ",只能选一种意见;未画的,视为弃权。",
    PollModel.ELECTION: "应选{seats}名。对候选人" + MARK + ",所选不得超过{seats}名。",
    PollModel.ASSESSMENT: "逐项" + MARK + ",每项只评一个等次;未评的,视为弃权。",
}


def name(poll: Poll) -> str:
    """表决票; a street's is a 票选票."""
    own = NAMES.get(PollModel(poll.model))
    return own or ("票选票" if poll.body.is_street_body else "表决票")


def tree(poll: Poll) -> Tree:
    """One page: how to fill it in, the items with their columns, place for the stamp."""
    options = list(poll.options.order_by("number"))
    # The seal is put over the name of the body; the day is written when the ballots are handed out.
    signature = Signature((f"{poll.body.name}（盖章）",))
    title = poll.title if poll.title.endswith(name(poll)) else f"{poll.title}\n{name(poll)}"
    paper = composing.sheet(poll.body, title, [*_table(poll, options), *_instructions(poll)])
    return replace(paper, signature=signature)


def _instructions(poll: Poll) -> Iterator[Block]:
    yield Paragraph("填写说明:")
    limit = "赞成的不得超过{seats}项。" if poll.model == PollModel.PER_ITEM and poll.seats else ""
    own = [line.strip() for line in poll.instructions.splitlines() if line.strip()]
    if write_in_lines(counting_rules(poll)):
        limit = "反对的,可以在空行另选他人。"
    lines = [
        (HOW[PollModel(poll.model)] + limit).format(seats=poll.seats),
        "画写其他符号、字迹不清无法辨认的,该项无效;在票上签名或者作其他记号的,整张票无效。",
        *own,
    ]
    for line in lines:
        yield Paragraph(line, 3)


def _table(poll: Poll, options: Sequence[Option]) -> Iterator[Table]:
    head = (Column("序号", 1), Column("姓名" if poll.model == PollModel.ELECTION else "事项", 6, "left"))
    if poll.model == PollModel.WHOLE_LIST:
        yield Table(head, tuple((str(one.number), one.title) for one in options))
        yield Table((Column("对以上全部事项", 4), *(Column(opinion) for opinion in OPINIONS)), (("", "", "", ""),))
        return
    columns = _columns(poll)
    rows = [(str(one.number), one.title, *[""] * len(columns)) for one in options]
    if poll.model == PollModel.ELECTION:
        rows += [("", "另选他人:", *[""] * len(columns))] * write_in_lines(counting_rules(poll))
    yield Table((*head, *(Column(heading, 2) for heading in columns)), tuple(rows))


def _columns(poll: Poll) -> Sequence[str]:
    if poll.model == PollModel.ASSESSMENT:
        return list(poll.grades)
    return {PollModel.CHOOSE_UP_TO: ("同意",), PollModel.PREFERENCE: ("次序",)}.get(PollModel(poll.model), OPINIONS)


def trees() -> Iterator[Tree]:
    """The newest poll of a congress and of a street."""
    polls = Poll.objects.select_related("body__area").order_by("-pk")
    for street in (False, True):
        yield from [tree(poll) for poll in polls if poll.body.is_street_body == street][:1]
