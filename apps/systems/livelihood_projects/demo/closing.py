"""The end of two votes of 示例区: one handed over and partly signed for, one announced with its letter drafted."""

from datetime import datetime, timedelta

from apps.office.documents.demo import demo_actor, demo_sign
from apps.office.documents.models import Delivery
from apps.systems.livelihood_projects.models import Season
from apps.systems.livelihood_projects.services import closing


def handed_over(season: Season, at: datetime) -> None:
    """公告 and 交办函 issued; the government has signed, the other units have not."""
    by, day = demo_actor("quwei", at), at - timedelta(days=18)
    reviewers = ("daibiao3", "lingdao")
    demo_sign(closing.notice_draft(season=season, by=by, at=day), by, reviewers, day)
    letter = demo_sign(closing.hand_over_draft(season=season, by=by, at=day), by, reviewers, day + timedelta(days=4))
    # Nobody of that government has an account in the demo district: the row as its clerk would leave it.
    signed = letter.deliveries.order_by("pk")[:1].values("pk")
    Delivery.objects.filter(pk__in=signed).update(received_at=day + timedelta(days=5), received_by="办公室")


def announced(season: Season, at: datetime) -> None:
    """公告 issued, 交办函 still a draft."""
    by, day = demo_actor("binjiang", at), at - timedelta(days=7)
    demo_sign(closing.notice_draft(season=season, by=by, at=day), by, ("quwei", "lingdao"), day)
    closing.hand_over_draft(season=season, by=by, at=day + timedelta(days=1))
