"""Who may do what: the office keeps the stations of its area, the liaison officer runs one of them."""

from typing import Any

import rules

from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.permissions import is_member, is_office
from apps.foundation.organisations.models import Area, AreaKind
from apps.systems.deputy_stations.models import Chain, DeputyPage, Station


def station_of(subject: Any) -> Station:
    """The station to which a row of this app belongs."""
    while not isinstance(subject, Station):
        subject = next(
            getattr(subject, step) for step in ("station", "slot", "activity", "plan", "rota") if hasattr(subject, step)
        )
    return subject


@rules.predicate
def covers_station(actor: Actor, subject: Any) -> bool:
    return subject is None or actor.covers(station_of(subject).area.path)


@rules.predicate
def is_liaison(actor: Actor, subject: Any) -> bool:
    """The liaison officer (联络员) of this very station."""
    return actor.role == HANDLER and subject is not None and actor.unit_id == station_of(subject).unit_id


@rules.predicate
def covers_chain(actor: Actor, chain: Chain | None) -> bool:
    return chain is None or actor.covers(chain.office.path)


@rules.predicate
def is_own_page(actor: Actor, page: DeputyPage | None) -> bool:
    return actor.is_member and page is not None and actor.person_id == page.person_id


@rules.predicate
def covers_person(actor: Actor, page: DeputyPage | None) -> bool:
    return page is not None and actor.covers(page.person.area.path)


rules.add_perm("deputy_stations.manage", is_office & covers_station)
rules.add_perm("deputy_stations.run", (is_office & covers_station) | is_liaison)
rules.add_perm("deputy_stations.serve", is_member)


@rules.predicate
def received_it(actor: Actor, subject: Any) -> bool:
    """The deputy who took it down, or to whom it was left."""
    return actor.is_member and subject is not None and actor.person_id == subject.deputy_id


@rules.predicate
def receives_there(actor: Actor, subject: Any) -> bool:
    """Members at the stations they see, which are those in which they are stationed."""
    return actor.is_member


rules.add_perm("deputy_stations.log", (is_office & covers_station) | is_liaison | receives_there)
rules.add_perm("deputy_stations.answer", (is_office & covers_station) | is_liaison | received_it)
rules.add_perm("deputy_stations.suggest", is_liaison | received_it)
rules.add_perm("deputy_stations.rate_outcome", received_it)
rules.add_perm("deputy_stations.keep_chain", is_office & covers_chain)
rules.add_perm("deputy_stations.change_page", is_own_page | (is_office & covers_person))


@rules.predicate
def keeps_office(actor: Actor, subject: Any) -> bool:
    """The district's office, of a standard or a round; no town rates by itself, nor takes stars down."""
    if subject is None:
        return Area.objects.filter(path=actor.area_path, kind=AreaKind.DISTRICT).exists()
    return actor.covers(subject.office.path)


@rules.predicate
def is_rater(actor: Actor, rating: Any) -> bool:
    """Asked to rate this very station on the spot."""
    return actor.person_id is not None and rating.raters.filter(person=actor.person_id).exists()


rules.add_perm("deputy_stations.rate", is_office & keeps_office)
rules.add_perm("deputy_stations.score", is_rater)
