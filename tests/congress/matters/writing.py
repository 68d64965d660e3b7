"""Suggestions of the cast's town and opinions of its street, by the services that members and the office use."""

from datetime import datetime
from zoneinfo import ZoneInfo

from apps.congress.matters.models import Matter
from apps.congress.matters.services.reviewing import matter_accept
from apps.congress.matters.services.submitting import suggestion_submit
from apps.congress.matters.services.writing import SuggestionDraft, suggestion_create
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import acting_roles, actor_of
from tests.cast import TODAY, Cast

AT = datetime(2026, 3, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
TEXT = "情况:新民村三组到小学的路没有路灯。\n问题:孩子晚上走路不安全。\n建议:请安装路灯。"
LAMPS = SuggestionDraft("关于增设村口路灯的建议", TEXT, "城乡建设")


def acting(person: Person) -> Actor:
    """A member in their seat."""
    assert person.user is not None
    actor = actor_of(person.user, acting_roles(person.user, TODAY)[0].choice, TODAY)
    assert actor is not None
    return actor


def drafted(cast: Cast, draft: SuggestionDraft = LAMPS, **values) -> Matter:
    """A draft of the town's first deputy."""
    return suggestion_create(term=cast.term, draft=draft, by=cast.actor("deputy"), at=AT, **values)


def submitted(cast: Cast, draft: SuggestionDraft = LAMPS, **values) -> Matter:
    return suggestion_submit(matter=drafted(cast, draft, **values), by=cast.actor("deputy"), at=AT)


def accepted(cast: Cast, draft: SuggestionDraft = LAMPS, **values) -> Matter:
    return matter_accept(matter=submitted(cast, draft, **values), by=cast.actor("staff"), at=AT)


def opinion(cast: Cast, text: str = TEXT) -> Matter:
    """What a representative of the street handed in."""
    by = cast.actor("representative")
    draft = SuggestionDraft("关于滨江路停车难的意见", text, "城乡建设")
    return suggestion_submit(matter=suggestion_create(term=cast.street_term, draft=draft, by=by, at=AT), by=by, at=AT)


def government() -> Unit:
    return Unit.objects.get(name="青禾镇人民政府")


def told(matter: Matter) -> list[str]:
    """What the proposer reads."""
    assert matter.submission is not None
    return list(matter.submission.updates.values_list("sentence", flat=True))
