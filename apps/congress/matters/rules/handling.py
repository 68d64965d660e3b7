"""What is in the way of a unit's acts: giving a matter back, writing down contact, asking for more time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import Issue

MEETING, VISIT, SITE, PHONE, WRITING, WAIVED = "meeting", "visit", "site", "phone", "writing", "waived"
BY_UNIT = (MEETING, VISIT, SITE, PHONE, WRITING)
"""How a unit makes contact; that there is none is for the proposer alone to say."""


def issues_before_return(*, on: date, due_on: date, ground: str, reason: str) -> Iterator[Issue]:
    """Within the limit and with a reason (工作条例: 不属于本单位职责的,书面说明理由退办)."""
    if on > due_on:
        yield Issue(
            "return_late",
            f"申请退办应在{chinese_date(due_on)}以前提出({ground}),今天已超过{(on - due_on).days}日,不能再申请。"
            "请继续办理;确实不属于本单位职责的,请与交办的人大办公室协商,由其登记同意退办。",
        )
    if not reason.strip():
        yield Issue("no_reason", "请写明退办理由,并尽量建议应由哪个单位办理。")


@dataclass(frozen=True, slots=True)
class Contact:
    """Contact with the proposer as it is to be written down."""

    on: date
    means: str
    people: str
    gist: str


def issues_before_contact(contact: Contact, *, handed_over_on: date, today: date) -> Iterator[Issue]:
    """It happened between the hand-over and today, with somebody, and something was said."""
    if contact.means not in BY_UNIT:
        yield Issue("means", "请选择沟通方式;免予沟通只能由提出人本人在其页面上确认。")
    if contact.on > today:
        yield Issue("future", "沟通日期不能晚于今天,请在沟通以后再登记。")
    if contact.on < handed_over_on:
        yield Issue("before", f"沟通日期不能早于交办之日({chinese_date(handed_over_on)}),请核对。")
    if not contact.people.strip():
        yield Issue("no_people", "请填写参加沟通的人员。")
    if not contact.gist.strip():
        yield Issue("no_gist", "请写下提出人的意见。")


@dataclass(frozen=True, slots=True)
class Extending:
    """A part whose unit asks for more time; `latest` is the last day that may be granted, `ground` why.

    `refused` are the reasons with which it asked before in vain, of `asks` times at most; `stands`: one request is
    granted or still to be decided.
    """

    on: date
    due_on: date
    new_due_on: date
    latest: date
    ground: str
    reason: str
    answers: bool
    round: int
    stands: bool
    refused: Sequence[str]
    asks: int


def issues_before_extending(asked: Extending) -> Iterator[Issue]:
    """Before the day, with a reason, not beyond what the rules allow at most; granted once, and asked for again only
    with other reasons."""
    if not asked.answers:
        yield Issue("co", "协办单位向主办单位提出意见,期限请与主办单位商定,不申请延期。")
    if asked.round > 1:
        yield Issue("again", "重新办理不再延期,请在期限内答复。")
    if asked.stands:
        yield Issue("once", "每个承办单位只能延期一次,本件的延期已经同意,或者正在研究,不能再申请。")
    elif len(asked.refused) >= asked.asks:
        yield Issue("often", f"本件申请延期{len(asked.refused)}次都未获同意,不能再申请,请在期限内答复。")
    elif asked.reason.strip() in asked.refused:
        yield Issue("same_reason", "这一理由已经研究过,没有同意。请写明新的理由再申请。")
    if asked.on > asked.due_on:
        yield Issue(
            "late", f"延期应在{chinese_date(asked.due_on)}以前申请,期限已过,不能再申请。请尽快答复并在答复中说明。"
        )
    if asked.new_due_on <= asked.due_on:
        yield Issue("not_later", f"延至的日期应晚于现在的期限({chinese_date(asked.due_on)})。")
    if asked.new_due_on > asked.latest:
        yield Issue(
            "too_long", f"最长可以延至{chinese_date(asked.latest)}(自交办起{asked.ground}),请改填不晚于该日的日期。"
        )
    if not asked.reason.strip():
        yield Issue("no_reason", "请写明延期的理由。")
