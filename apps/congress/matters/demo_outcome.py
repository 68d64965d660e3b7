"""What followed the replies of the demo district: rated, handled again, published, supervised. All invented."""

from datetime import datetime, timedelta

from apps.congress.matters.models import Matter
from apps.congress.matters.rules.rating import Voice
from apps.congress.matters.selectors.publishing import proposal_of
from apps.congress.matters.services.key_supervision import Decision, key_set
from apps.congress.matters.services.publishing import publication_save
from apps.congress.matters.services.rating import matter_rate
from apps.foundation.core.dates import local_day
from apps.office.documents.demo import demo_actor

AGAIN, PUBLISHED, KEY = "关于整治新民村危旧房的建议", "关于硬化新民村入户路的建议", "关于修复青禾老街石板路的建议"
LEAD, OFFICE = "daibiao2", "qinghe"


def load(at: datetime) -> None:
    """One that its proposer was not satisfied with, one that was published with a promise, one under supervision."""
    _rate(AGAIN, Voice("satisfied", "dissatisfied", "三处危旧房只处理了一处,另外两处仍住着老人。"), at)
    done = _rate(PUBLISHED, Voice("satisfied", "basic"), at)
    later, by = at - timedelta(days=30), demo_actor(OFFICE, at)
    publication_save(matter=done, draft=proposal_of(done).draft, revision=0, by=by, at=later)
    decision = Decision("青禾镇人大主席团", local_day(later), "镇人大主席", "每月实地察看一次,年底前向主席团报告。")
    key_set(matter=_of(KEY), decision=decision, revision=0, by=by, at=later)


def _rate(title: str, voice: Voice, at: datetime) -> Matter:
    matter = _of(title)
    rated = (matter.replied_at or at) + timedelta(days=3)
    matter_rate(matter=matter, voice=voice, round_=1, by=demo_actor(LEAD, rated), at=rated)
    return _of(title)


def _of(title: str) -> Matter:
    return Matter.objects.with_all().get(title=title, office__is_demo=True)
