"""How a unit of the demo district answers what was handed to it; used by whoever handed it over."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from apps.congress.matters.models import Handling, Matter
from apps.congress.matters.rules.replying import Promise
from apps.congress.matters.services.replying import ReplyDraft, reply_draft, reply_submit
from apps.congress.matters.services.taking import handling_take
from apps.congress.matters.services.unit_letterheads import letterhead_code_set
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.people.models import Person
from apps.office.approvals.services import step_approve
from apps.office.documents.demo import demo_actor
from apps.office.documents.models import Letterhead
from apps.office.documents.selectors import issue_request

CODES = {"青禾镇规划建设管理办公室": "青规建", "青禾镇农业服务中心": "青农服", "青禾镇人民政府": "青府"}
SIGNERS = ("daibiao1", "zhenwei")


def demo_answer(matter: Matter, result: str, text: str, at: datetime, promises: Sequence[Promise] = ()) -> Handling:
    """Received, drafted and signed within a day by the one unit that has it."""
    part = Handling.objects.with_all().get(matter=matter)
    unit, by = part.unit, Actor(name="单位办理员", role=HANDLER, unit_id=part.unit_id, role_title=part.unit_name)
    if not Letterhead.objects.filter(organ=unit).exclude(code="").exists():
        letterhead_code_set(unit=unit, code=CODES[unit.name], by=by, at=at)
    part = handling_take(part=part, by=by, at=at)
    draft = ReplyDraft(result, text, "单位办理员", "023-00000000", promises=promises)
    reply = reply_draft(part=part, draft=draft, revision=0, by=by, at=at + timedelta(hours=1))
    people = [Person.objects.select_related("user").get(user__username=username) for username in SIGNERS]
    document = reply_submit(reply=reply, reviewers=people, by=by, at=at + timedelta(hours=2))
    for number, username in enumerate(SIGNERS, start=1):
        step_approve(
            request=issue_request(document), step_number=number, opinion="同意。", by=demo_actor(username, at),
            at=at + timedelta(hours=2 + number),
        )  # fmt: skip
    return part
