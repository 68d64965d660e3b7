"""Matters that were handed over, and the hands of a unit that answers them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from apps.congress.matters.models import ContactRecord, Handling, Matter, MatterKind, PartRole, ProposerKind, Reply
from apps.congress.matters.rules.handling import Contact
from apps.congress.matters.services import Proposer, submission_receive
from apps.congress.matters.services.contacting import contact_record
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.opening import MatterDraft, matter_accept_directly
from apps.congress.matters.services.replying import ReplyDraft, reply_draft, reply_submit
from apps.congress.matters.services.taking import handling_take
from apps.foundation.organisations.models import Unit
from apps.foundation.people.selectors import acting_roles, actor_of
from apps.office.approvals.services import step_approve
from apps.office.documents.models import Document
from apps.office.documents.selectors import issue_request
from apps.office.documents.services.numbering import letterhead_set
from tests import factories as make

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 3, 20, 9, tzinfo=SHANGHAI)
TITLE, TEXT = "关于增设村口路灯的建议", "新民村三组村口到小学的路没有路灯,请装上路灯。"
DRAFT = ReplyDraft("A", "一、已安装路灯12盏。\n二、电费由镇财政承担。", "张晓东", "023-60000001")


def on_day(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=SHANGHAI)


def government() -> Unit:
    return Unit.objects.get(name="青禾镇人民政府")


def suggestion(cast, kind: str = MatterKind.SUGGESTION, at: datetime = AT) -> Matter:
    """The first deputy's, accepted on `at`."""
    proposer, person, by = ProposerKind.PERSON, cast.people["deputy"], cast.actor("staff")
    if kind == MatterKind.REQUEST:
        proposer, person = ProposerKind.RESIDENT, None
    submission, _ = submission_receive(
        area=cast.town, text=TEXT, channel="meeting", purpose="matters.matter",
        proposer=Proposer(proposer, person, "" if person else "赵大姐"), by=by, at=at,
    )  # fmt: skip
    draft = MatterDraft(kind, TITLE, TEXT, person.name if person else "赵大姐")
    return matter_accept_directly(submission=submission, body=cast.congress, term=cast.term, draft=draft, by=by, at=at)


def handed_over(cast, *helpers: Unit, kind: str = MatterKind.SUGGESTION, at: datetime = AT) -> Handling:
    """The main unit's part: the town government's."""
    parts = [PartDraft(government()), *(PartDraft(unit, PartRole.CO) for unit in helpers)]
    matter_hand_over(matter=suggestion(cast, kind, at), parts=parts, by=cast.actor("staff"), at=at)
    return Handling.objects.with_all().get(role=PartRole.MAIN, matter__title=TITLE)


def taken(cast, *helpers: Unit, **values) -> Handling:
    part = handed_over(cast, *helpers, **values)
    return handling_take(part=part, by=cast.actor("handler"), at=values.get("at", AT) + timedelta(hours=1))


def contacted(cast, *helpers: Unit, **values) -> Handling:
    part = taken(cast, *helpers, **values)
    contact(cast, part)
    return part


def contact(cast, part: Handling, on: date = date(2026, 3, 23), at: datetime | None = None) -> ContactRecord:
    return contact_record(
        part=part, contact=Contact(on, "phone", "张晓东、安然", "希望开学前装好。"), by=cast.actor("handler"),
        at=at or on_day(3, 23),
    )  # fmt: skip


def drafted(cast, part: Handling, draft: ReplyDraft = DRAFT, at: datetime | None = None) -> Reply:
    return reply_draft(part=part, draft=draft, revision=0, by=cast.actor("handler"), at=at or on_day(3, 24))


def add_signers(cast) -> None:
    """Two more people of the government, and its 机关代字."""
    unit = government()
    for name in ("核稿员", "镇长"):
        person = make.make_person(cast.town, name)
        make.make_user(person)
        make.make_role(person, "handler", unit=unit)
        cast.people[name] = person
    letterhead_set(organ=unit, mark=f"{unit.name}文件", code="青府", office=unit.name, by=cast.actor("staff"), at=AT)


def submitted(cast, reply: Reply, at: datetime | None = None) -> Document:
    people = [cast.people["核稿员"], cast.people["镇长"]]
    return reply_submit(reply=reply, reviewers=people, by=cast.actor("handler"), at=at or on_day(3, 25))


def sign(cast, document: Document, at: datetime | None = None) -> Document:
    """Both agree."""
    for number, name in enumerate(("核稿员", "镇长"), start=1):
        step_approve(
            request=issue_request(document), step_number=number, opinion="", by=hand(cast, name),
            at=at or on_day(3, 26),
        )  # fmt: skip
    return Document.objects.get(pk=document.pk)


def hand(cast, name: str):
    user = cast.people[name].user
    return actor_of(user, acting_roles(user, AT.date())[0].choice, AT.date())


def replied(cast, part: Handling, draft: ReplyDraft = DRAFT) -> Reply:
    """Drafted, submitted and signed."""
    add_signers(cast)
    reply = drafted(cast, part, draft)
    sign(cast, submitted(cast, reply))
    return Reply.objects.select_related("document", "handling__matter").get(pk=reply.pk)


def fresh(part: Handling) -> Handling:
    return Handling.objects.with_all().get(pk=part.pk)


def told(part: Handling) -> list[str]:
    """Everything the proposer was told, in order."""
    return list(part.matter.submission.updates.order_by("at", "pk").values_list("sentence", flat=True))
