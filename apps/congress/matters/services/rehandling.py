"""重新办理: the second round, for the units that answered the first."""

from datetime import datetime

from apps.congress.matters.models import Handling, Matter
from apps.congress.matters.rules.deadlines import REHANDLE
from apps.congress.matters.selectors.deadlines import due
from apps.congress.matters.services.handing_over import PartDraft, part_create
from apps.congress.matters.services.matter_records import tell_proposer
from apps.congress.matters.services.matter_telling import tell_handlers, tell_office
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day

AGAIN = "您对办理结果不满意,已请{units}重新办理,应在{due}前再次答复您。"
SENT_BACK = "答复已退回,请{units}重新办理,应在{due}前再次答复。"
NO_UNIT = "您对办理结果不满意,原承办单位已经撤销,人大工作人员会另行确定承办单位,在{due}前再次答复您。"


def round_begin(matter: Matter, comment: str, *, requirements: str = "", by: Actor, at: datetime) -> list[Handling]:
    """Open the next round of a locked matter for the same answering units, in the caller's transaction; `comment` says
    what was not enough.

    A unit that no longer exists gets no part; the office is told to hand the matter to who took its work over.
    """
    on = local_day(at)
    before = list(matter.parts.standing().answering().filter(round=matter.round).with_all())
    matter.round += 1
    day = due(matter, REHANDLE, on).on
    matter.due_on = matter.reply_due_on = day
    matter.save()
    standing = [part for part in before if part.unit.exists_on(on)]
    drafts = [PartDraft(part.unit, part.role) for part in standing]
    made = [part_create(matter, draft, requirements=requirements, by=by, at=at) for draft in drafts]
    for part in made:
        tell_handlers(part, "matters.rehandle", by=by, at=at, comment=comment)
    if gone := [part.unit_name for part in before if not part.unit.exists_on(on)]:
        tell_office(matter, "matters.units_gone", by=by, at=at, units="、".join(gone))
    units = "、".join(part.unit_name for part in made)
    again = AGAIN if matter.is_rated_by_proposer else SENT_BACK
    tell_proposer(matter, (again if units else NO_UNIT).format(units=units, due=chinese_date(day)), by=by, at=at)
    return made
