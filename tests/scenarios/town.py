"""青禾镇 with sixty deputies in two delegations, its presidium and organs, and who signs its papers."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from zoneinfo import ZoneInfo

from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person, Term
from apps.foundation.people.rules import pinyin_of
from apps.office.documents.services.numbering import letterhead_set
from tests import factories as make
from tests.cast import Cast, _people, _seat
from tests.congress.meetings.groups import make_group
from tests.office.documents.desk import reviewer

ZONE = ZoneInfo("Asia/Shanghai")
NEW_YEAR = datetime(2026, 1, 10, 10, tzinfo=ZONE)
NAMES = ["".join(parts) for parts in product("赵钱孙李周吴郑王冯陈", ("建国", "秀英", "志强", "丽华", "国栋"))]
"""Fifty more than the ten deputies of the cast."""
PRESIDIUM = 9


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


@dataclass
class Town:
    """`deputies` by pinyin; the first nine are the presidium, thirty sit in either delegation."""

    cast: Cast
    staff: Actor
    term: Term
    deputies: list[Person]
    government: Unit
    presidium: Unit
    party: Unit
    signers: list[Person]

    def acting(self, person: Person) -> Actor:
        """A deputy or signer at work."""
        return Actor(
            name=person.name, role="deputy", person_id=person.pk, user_id=person.user_id,
            body_ids=(self.cast.congress.pk,), role_title="代表",
        )  # fmt: skip


def town_of(cast: Cast) -> Town:
    _seat([(person, cast.term) for person in _people([(name, pinyin_of(name), cast.town) for name in NAMES])])
    Term.objects.filter(pk=cast.term.pk).update(quota=60, elected=60)
    cast.term.refresh_from_db()
    people = cast.deputies()
    for number, name in enumerate(("第一代表团", "第二代表团"), start=1):
        make_group(cast.term, "delegation", name, people[30 * number - 30 : 30 * number], number)
    make_group(cast.term, "presidium", "主席团", people[:PRESIDIUM])
    presidium = make.make_unit(cast.town, "presidium", "青禾镇人大主席团")
    town = Town(
        cast, cast.actor("staff"), cast.term, people, Unit.objects.get(name="青禾镇人民政府"), presidium,
        make.make_unit(cast.town, "party_committee", "中共青禾镇委员会"),
        [reviewer(cast, "核稿人", "staff"), reviewer(cast, "白主席", "leader")],
    )  # fmt: skip
    letterhead_set(
        organ=presidium, mark="青禾镇人大主席团文件", code="青人", office="青禾镇人大办公室", by=town.staff, at=NEW_YEAR
    )
    return town
