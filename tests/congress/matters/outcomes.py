"""Matters that were handed over and answered, as the acts after the reply find them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from apps.congress.matters.models import Commitment, Matter, MatterKind, MatterState, PartState, Reply, Submission
from apps.congress.matters.rules.deadlines import RATE
from apps.congress.matters.selectors.deadlines import due
from apps.congress.matters.services import Proposer, submission_receive
from apps.congress.matters.services.handing_over import PartDraft, matter_hand_over
from apps.congress.matters.services.opening import MatterDraft, matter_accept_directly
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person
from apps.office.documents.models import Document

LOCAL = ZoneInfo("Asia/Shanghai")
TITLE, TEXT = "关于增设村口路灯的建议", "新民村三组村口到小学的路没有路灯,请装上路灯。"


def moment(month: int, day: int, hour: int = 9, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=LOCAL)


ACCEPTED, REPLIED = moment(3, 20), moment(5, 18)
"""Handed over on 20 March, answered on 18 May, to be rated within 20 working days: until 15 June."""


def government() -> Unit:
    return Unit.objects.get(name="青禾镇人民政府")


def suggestion(cast, lead: Person | None = None, at: datetime = ACCEPTED, **values) -> Matter:
    """A deputy's suggestion, accepted."""
    submission, _ = submission_receive(
        area=cast.town, text=TEXT, channel="deputy", purpose="matters.matter",
        proposer=Proposer("person", lead or cast.people["deputy"]), by=cast.actor("staff"), at=at,
    )  # fmt: skip
    return accepted(cast, submission, MatterKind.SUGGESTION, at, **values)


def request_of_resident(cast, at: datetime = ACCEPTED, may_be_published: bool = True) -> tuple[Matter, str]:
    """A resident's request made a matter, with the code that follows it."""
    proposer = Proposer("resident", None, "赵大姐", "19900001101")
    submission, code = submission_receive(
        area=cast.town, text=TEXT, channel="online", proposer=proposer, may_be_published=may_be_published,
        by=Actor.guest(), at=at,
    )  # fmt: skip
    return accepted(cast, submission, MatterKind.REQUEST, at), code


def accepted(cast, submission: Submission, kind: str, at: datetime, title: str = TITLE, category: str = "") -> Matter:
    name = submission.person.name if submission.person else "赵大姐"
    draft = MatterDraft(kind, title, submission.text, name, category)
    return matter_accept_directly(
        submission=submission, body=cast.congress, term=cast.term, draft=draft, by=cast.actor("staff"), at=at
    )


def handed_over(cast, matter: Matter, *units: Unit, at: datetime = ACCEPTED) -> Matter:
    role = "main" if len(units) < 2 else "separate"
    parts = [PartDraft(unit, role) for unit in units or [government()]]
    return matter_hand_over(matter=matter, parts=parts, by=cast.actor("staff"), at=at)


def answered(
    matter: Matter, result: str = "A", at: datetime = REPLIED, text: str = "已安装路灯六盏。", is_public: bool = True
) -> Matter:
    """Every unit has answered the present round, with a signed letter."""
    matter = Matter.objects.with_all().get(pk=matter.pk)
    for part in matter.parts.open().answering().filter(round=matter.round).select_related("unit"):
        letter = Document.objects.create(
            organ=part.unit, kind="matters_reply", title="答复", tree={}, state="issued", drafter_name="承办员",
            drafted_at=at, number=f"青府函〔2026〕{part.pk}号", issued_on=local_day(at), signed_by="镇长",
        )  # fmt: skip
        Reply.objects.create(
            handling=part, result=result, text=text, contact_name="承办员", contact_phone="023-48888888",
            is_public=is_public, drafted_at=at, document=letter, sent_at=at,
        )  # fmt: skip
        part.state, part.done_at = PartState.DONE, at
        part.save(update_fields=["state", "done_at"])
    matter.state, matter.replied_at, matter.result = MatterState.REPLIED, at, result
    matter.due_on = due(matter, RATE, local_day(at)).on
    matter.save()
    return matter


def replied(cast, **values) -> Matter:
    """A suggestion of the cast's deputy that was answered."""
    return answered(handed_over(cast, suggestion(cast)), **values)


def promise(matter: Matter, text: str = "年底前再装六盏路灯", on=None) -> Commitment:
    reply = Reply.objects.filter(handling__matter=matter).latest("pk")
    return Commitment.objects.create(reply=reply, number=1, text=text, due_on=on or moment(12, 31).date())
