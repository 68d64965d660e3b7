"""What a reply needs before it is signed and sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from apps.congress.matters.rules.schemes import CLASSES, promises
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue

COMMITMENT_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Promise:
    """What a reply promises, and by when."""

    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class ReplyFacts:
    """A reply as it stands. `helpers` are helping units without an opinion; `needs_contact`: members put it forward
    and neither contact nor a waiver is on record; `on` is the day of the reply."""

    scheme: str
    result: str
    text: str
    promises: Sequence[Promise]
    needs_contact: bool
    helpers: Sequence[str]
    helpers_note: str
    on: date


def issues_before_reply(facts: ReplyFacts) -> Iterator[Issue]:
    """The same list stands on the page, is checked before the signature is asked for, and again when it is given."""
    if facts.needs_contact:
        yield Issue("no_contact", "还没有与提出人沟通的记录,不能答复。请先登记沟通情况,或者请提出人本人确认免予沟通。")
    if facts.result not in CLASSES.get(facts.scheme, {}):
        yield Issue("no_class", "请选择答复结果的类别。")
    if not facts.text.strip():
        yield Issue("no_text", "请填写答复内容。")
    if promises(facts.scheme, facts.result) and not facts.promises:
        yield Issue("no_promise", "这一类别须写明承诺事项和完成时限,请至少填写一项。")
    for number, promise in enumerate(facts.promises, start=1):
        if promise.due_on <= facts.on:
            yield Issue("promise_past", f"第{number}项承诺的时限应晚于答复之日,请核对。")
    if facts.helpers and not facts.helpers_note.strip():
        names = "、".join(facts.helpers)
        yield Issue("no_opinion", f"{names}还没有提出协办意见。请催办;不等其意见答复的,请在答复稿中写明情况。")


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A letter that came on paper, signed on `on`. `contacted_on`: the contact written down with it."""

    on: date
    signer: str
    scans: int
    handed_over_on: date
    today: date
    contacted_on: date | None


def issues_with_paper(facts: PaperFacts) -> Iterator[Issue]:
    """It was written after the hand-over and the contact, by somebody, and can be looked at."""
    if facts.on > facts.today:
        yield Issue("future", "答复函的日期不能晚于今天,请核对。")
    if facts.on < facts.handed_over_on:
        yield Issue("before", f"答复函的日期不能早于交办之日({chinese_date(facts.handed_over_on)}),请核对。")
    if facts.contacted_on and facts.contacted_on > facts.on:
        yield Issue("contact_after", "沟通应在答复以前,沟通日期不能晚于答复函的日期,请核对。")
    if not facts.signer.strip():
        yield Issue("no_signer", "请填写答复函的签发人。")
    if not facts.scans:
        yield Issue("no_scan", "请上传答复函的扫描件或者照片。")
