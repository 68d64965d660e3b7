"""Opening one's calendar address, and changing it."""

import uuid
from datetime import datetime

from django.db import transaction

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import NotAllowed
from apps.foundation.core.fields import blind_index
from apps.foundation.people.models import Person
from apps.office.notifications.models import CalendarFeed


@transaction.atomic
def feed_renew(*, by: Actor, at: datetime) -> CalendarFeed:
    """Give the acting person a new calendar address; the old one, if any, stops at once."""
    if by.person_id is None:
        raise NotAllowed("您的账号还没有对应的人员,不能订阅日历。请联系本级人大工作人员。")
    Person.objects.select_for_update().only("pk").get(pk=by.person_id)
    feed = CalendarFeed.objects.filter(person=by.person_id).first() or CalendarFeed(person_id=by.person_id)
    act = "notifications.feed.renewed" if feed.pk else "notifications.feed.opened"
    feed.serial, feed.made_at = uuid.uuid4(), at
    feed.token_index = blind_index(feed.token)
    feed.save()
    audit.record(act, on=feed, by=by)
    return feed
