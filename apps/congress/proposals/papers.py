"""A proposal as it is handed in, and the report on how the motions of a session were handled."""

from collections.abc import Iterator
from datetime import date

from apps.congress.meetings.models import Meeting
from apps.congress.proposals.models import CoSigner, Kind, Outcome, Proposal, Source, State
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Column, Names, Paragraph, Table, Tree

PAPER, HANDLING = "proposals_paper", "proposals_handling"
COLUMNS = (
    Column("编号", 5), Column("案题", 9, "left"), Column("领衔代表", 4), Column("联名人数", 4),
    Column("处理意见", 9, "left"),
)  # fmt: skip


def paper(proposal: Proposal, on: date) -> Tree:
    """案由, 案据, 方案 and the names under it."""
    organ = standing_organ(proposal.body, on)
    subtitle = f"（{proposal.number_label}）" if proposal.number else "（草稿）"
    return composing.plain_paper(organ, proposal.title, _blocks(proposal), subtitle=subtitle, is_signed=False)


def _blocks(proposal: Proposal) -> Iterator[Block]:
    if proposal.kind == Kind.INTERPELLATION and proposal.unit:
        yield Paragraph(f"受质询机关：{proposal.unit}")
    grounds = "罢免理由" if proposal.kind == Kind.REMOVAL else "案据"
    text = "质询的问题和内容" if proposal.kind == Kind.INTERPELLATION else "方案"
    parts = (
        ("案由", proposal.subject), (grounds, proposal.grounds), (text, proposal.text),
        ("可行性说明", proposal.feasibility), ("征求意见情况", proposal.comments),
    )  # fmt: skip
    for heading, content in parts:
        if content:
            yield Paragraph(heading, 1)
            yield from (Paragraph(line.strip()) for line in content.splitlines() if line.strip())
    if proposal.is_joint:
        names = [row.person.name for row in _counted(proposal) if row.person_id != proposal.lead_id]
        yield Names("领衔代表", (proposal.lead.name if proposal.lead else "",))
        if names:
            yield Names("联名代表", tuple(names))
    else:
        yield Names("提出", (proposal.get_source_display(),))
    if proposal.submitted_at:
        yield Paragraph(f"提出日期：{chinese_date(local_day(proposal.submitted_at))}")


def _counted(proposal: Proposal) -> list[CoSigner]:
    """Those who count; in a draft everybody who signed."""
    rows = proposal.signers.filter(consent="signed").exclude(counted=False).select_related("person")
    return list(rows)


def handled_at(meeting: Meeting) -> list[Proposal]:
    """Motions that deputies handed in until the session was over and on which the presidium decided, in their order.

    One that is listed belongs to the session on whose agenda it stands; one that became a suggestion to the session
    for which it was meant.
    """
    rows = Proposal.objects.filter(term=meeting.term_id, kind=Kind.MOTION, source=Source.DEPUTIES, meeting=meeting)
    decided = rows.exclude(state__in=(State.DRAFTING, State.SUBMITTED, State.WITHDRAWN))
    return list(decided.with_body().select_related("decision").order_by("number"))


def handling(meeting: Meeting, on: date) -> Tree:
    """议案处理意见报告: how many motions, which were listed, which became suggestions, and why."""
    organ, motions = standing_organ(meeting.body, on), handled_at(meeting)
    listed = [one for one in motions if one.decision.outcome == Outcome.LIST]
    suggestions = len(motions) - len(listed)
    opening = (
        f"{meeting.title}期间，共收到代表依法联名提出的议案{len(motions)}件。主席团依照法律和议事规则逐件审议，"
        f"决定列入会议议程{len(listed)}件，转为建议、批评和意见办理{suggestions}件。现将处理意见报告如下："
    )
    blocks: list[Block] = [Paragraph(opening)]
    if motions:
        blocks.append(Table(COLUMNS, tuple(_row(one) for one in motions)))
    return composing.plain_paper(organ, f"关于{meeting.title}代表议案处理意见的报告", blocks)


def _row(proposal: Proposal) -> tuple[str, ...]:
    decision, name = proposal.decision, proposal.lead.name if proposal.lead else "—"
    if decision.outcome == Outcome.LIST:
        told = "列入议程" if proposal.state == State.LISTED else f"列入议程，{proposal.state_label}"
    else:
        number = f"{proposal.submission.number}号" if proposal.submission else ""
        told = f"转为{number}建议。{decision.reason}"
    return (proposal.number_label, proposal.title, name, str(proposal.signed or 0), told)


def papers() -> Iterator[Tree]:
    """The newest that was handed in."""
    for proposal in Proposal.objects.filter(submitted_at__isnull=False).with_body().order_by("-submitted_at")[:1]:
        yield paper(proposal, local_day(proposal.submitted_at))


def handlings() -> Iterator[Tree]:
    """The session with the newest decided motion."""
    decided = Proposal.objects.filter(kind=Kind.MOTION, meeting__isnull=False, decision__isnull=False)
    for proposal in decided.select_related("meeting__body__area").order_by("-submitted_at")[:1]:
        if proposal.meeting:
            yield handling(proposal.meeting, proposal.meeting.ends_on)
