"""答复函 with 征询意见表: made from what is recorded, in the unit's own name."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from apps.congress.matters.models import Consent, Handling, Matter, MatterKind, Reply
from apps.congress.matters.rules.schemes import FOUR
from apps.congress.matters.selectors.replying import promises_of
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.numbers import chinese_number
from apps.foundation.organisations.selectors import executive_of, standing_organ
from apps.office.documents import composing
from apps.office.documents.rules.drafting import with_body
from apps.office.documents.rules.tree import Annex, Block, Facts, Paragraph, SignatureLines, Tree
from apps.office.documents.selectors import letterhead_of

LETTER, SHEET = "matters_reply", "matters_rating_sheet"
SHEET_TITLE = "办理情况征询意见表"
GRADES = "□满意　□基本满意　□不满意"
WORDS = {
    MatterKind.SUGGESTION: "建议",
    MatterKind.OPINION: "意见建议",
    MatterKind.DELIBERATION: "审议意见",
    MatterKind.INSPECTION: "视察调研意见",
    MatterKind.REQUEST: "诉求",
    MatterKind.PROMISE: "承诺事项",
}


def reply_letter(reply: Reply, on: date) -> Tree:
    """The letter as drafted; number and date come with the signature.

    To members: 关于…第×号建议的答复, class mark in the corner, 征询意见表 attached (重庆市代表建议工作条例第二十三条).
    """
    part, matter = reply.handling, reply.handling.matter
    annexes = (Annex(f"{_kind(matter)}{SHEET_TITLE}", tuple(_sheet_blocks(part))),) if matter.is_by_members else ()
    tree = composing.letter(
        part.unit, letter_title(part), _blocks(reply), recipients=(addressee(matter),),
        attachments=tuple(annex.title for annex in annexes), annexes=annexes, copies=_copies(part, on),
        note=f"联系人:{reply.contact_name};联系电话:{reply.contact_phone}",
    )  # fmt: skip
    return replace(tree, head=replace(tree.head, class_mark=class_mark(matter.scheme, reply.result)))


def rating_sheet(part: Handling) -> Tree:
    """征询意见表, for a proposer who fills it in on paper."""
    title = f"{_kind(part.matter)}{SHEET_TITLE}"
    return composing.sheet(part.unit, title, list(_sheet_blocks(part)))


def letter_title(part: Handling) -> str:
    """`关于青禾镇第二十届人民代表大会第三次会议第12号建议的答复`; what an organ brought is reported on."""
    matter = part.matter
    if matter.kind in (MatterKind.DELIBERATION, MatterKind.INSPECTION, MatterKind.PROMISE):
        return f"关于《{matter.title}》研究处理情况的函"
    if matter.kind == MatterKind.REQUEST:
        return f"关于“{matter.title}”的答复"
    again = "重新办理情况" if part.round > 1 else ""
    return f"关于{_where(matter)}第{matter.number}号{WORDS[matter.kind]}{again}的答复"


def addressee(matter: Matter) -> str:
    """Who it is written to, by name; the lead first."""
    if not matter.is_by_members or matter.lead is None:
        return matter.proposer_name
    signed = matter.signers.filter(consent=Consent.SIGNED).exclude(person=matter.lead)  # type: ignore[attr-defined]
    names = [matter.lead.name, *signed.values_list("name", flat=True)]
    return f"{'、'.join(names)}{'代表' if matter.kind == MatterKind.SUGGESTION else '议事代表'}"


def class_mark(scheme: str, result: str) -> str:
    """`A`; the four kinds of Chongqing, which have no letters, by number: `第一类`."""
    return f"第{chinese_number(int(result))}类" if scheme == FOUR and result.isdecimal() else result


def _where(matter: Matter) -> str:
    """The session or, between sessions, the term: `青禾镇第二十届人民代表大会闭会期间`."""
    if matter.source_title or matter.term is None or matter.body is None:
        return matter.source_title or matter.office.name
    place, number = matter.body.area.name, chinese_number(matter.term.number)
    if matter.body.is_street_body:
        return f"{place}第{number}届议事代表会议"
    return f"{place}第{number}届人民代表大会闭会期间"


def _kind(matter: Matter) -> str:
    return "代表建议" if matter.kind == MatterKind.SUGGESTION else "意见建议"


def _blocks(reply: Reply) -> Iterator[Block]:
    matter = reply.handling.matter
    which = f"《{matter.title}》(第{matter.number}号)"
    by_members = f"您提出的{which}收悉,现答复如下:"
    yield Paragraph(by_members if matter.is_by_members else _opening(matter, which))
    yield from with_body(composing.plain_paper(reply.handling.unit, "", ()), reply.text).blocks
    if promises := promises_of(reply):
        yield Paragraph("承诺事项和完成时限:")
        for promise in promises:
            yield Paragraph(f"{promise.text.rstrip('。')}(完成时限:{chinese_date(promise.due_on)})。", 3)
    if reply.helpers_note:
        yield Paragraph(reply.helpers_note)
    if matter.is_by_members:
        yield Paragraph("感谢您对我们工作的关心和支持!请填写所附征询意见表,或者在平台上作出评价。")


def _opening(matter: Matter, which: str) -> str:
    if matter.kind == MatterKind.REQUEST:
        return f"您反映的{which}收悉,现答复如下:"
    return f"{which}收悉。我单位进行了研究处理,现将有关情况函告如下:"


def _copies(part: Handling, on: date) -> tuple[str, ...]:
    """The congress office and the government's, without the unit itself."""
    matter = part.matter
    congress = letterhead_of(standing_organ(matter.body, on)).office if matter.body else ""
    executive = executive_of(matter.office, on)
    government = executive.name if executive and executive.pk != part.unit_id else ""
    return tuple(name for name in (congress, government) if name)


def _sheet_blocks(part: Handling) -> Iterator[Block]:
    matter = part.matter
    yield Facts((
        ("编号", f"{_where(matter)}第{matter.number}号"), ("标题", matter.title), ("提出人", addressee(matter)),
        ("承办单位", part.unit_name), ("对办理态度", GRADES), ("对办理结果", GRADES),
        ("具体意见(不满意的请写明)", "\n\n\n"),
    ))  # fmt: skip
    yield SignatureLines((("提出人(签名)", ""), ("日期", "")))
