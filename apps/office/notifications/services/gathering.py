"""Many notices of one occasion (a batch, a day's reminders) become one message to each person.

Each stands in the inbox by itself; the outside hears of all of them once, by a digest that lists them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import cache, partial
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db import connection, transaction
from django.db.models import Count, F, Min, OuterRef, QuerySet, Subquery

from apps.foundation.core import registry
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person
from apps.office.notifications import rules, selectors
from apps.office.notifications.models import DIGEST, Notice
from apps.office.notifications.selectors import Wording
from apps.office.notifications.services.queueing import attempts_start, first_tries

PEOPLE = 200
"""So many people are told in one transaction."""
WordingIn = Callable[[Area], Wording]
_under: ContextVar[str] = ContextVar("gathering", default="")


@contextmanager
def gathering(key: str) -> Iterator[None]:
    """Notices sent inside (urgent ones aside) wait for `notices_gather` of the same key, also after a restart."""
    token = _under.set(key)
    try:
        yield
    finally:
        _under.reset(token)


def gathered_under() -> str:
    return _under.get()


def notices_gather(*, gather: str, text: str, by: Actor, at: datetime) -> int:
    """Tell each person in one message what waits under `gather`; a single notice goes out as it is.

    `text` is the slug of a NoticeText with the fields count and first. Returns how many people were told; run twice it
    tells nobody twice.
    """
    wording = cache(partial(selectors.wording_of, registry.notice_texts()[text]))
    total = 0
    while count := _gather_some(gather, wording, by, at):
        total += count
    return total


@transaction.atomic
def _gather_some(gather: str, wording: WordingIn, by: Actor, at: datetime) -> int:
    """The next few people. Two workers take turns: the second finds only what the first has left."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"gather {gather}"])
    waiting = Notice.objects.filter(gather=gather)
    ids = list(waiting.order_by("recipient").values_list("recipient", flat=True).distinct()[:PEOPLE])
    if not ids:
        return 0
    waiting = waiting.filter(recipient__in=ids)
    sums = list(waiting.order_by().values("recipient").annotate(
        count=Count("pk"), one=Min("pk"), due=Min("due"), outside=BoolOr("is_outside")
    ))  # fmt: skip
    alone = [each["one"] for each in sums if each["count"] == 1]
    digests = _digests([each for each in sums if each["count"] > 1], waiting, wording, by, at)
    made = Notice.objects.bulk_create(Notice(key=_key(gather, at), **digest) for digest in digests)
    told = [*Notice.objects.filter(pk__in=alone).select_related("recipient"), *made]
    attempts_start(first_tries(told, at=at))
    Notice.objects.filter(pk__in=alone).update(gather="")
    own = Notice.objects.filter(key=_key(gather, at), recipient=OuterRef("recipient"))
    waiting.update(digest=Subquery(own.values("pk")[:1]), gather="")
    return len(ids)


def _digests(
    sums: Sequence[Mapping[str, Any]], waiting: QuerySet[Notice], wording: WordingIn, by: Actor, at: datetime
) -> Iterator[dict[str, Any]]:
    """What each person is told, naming what is due first."""
    people = Person.objects.select_related("area").in_bulk([each["recipient"] for each in sums])
    urgent_first = waiting.order_by("recipient", F("due").asc(nulls_last=True), "pk").distinct("recipient")
    first = dict(urgent_first.values_list("recipient", "title"))
    for each in sums:
        person = people[each["recipient"]]
        words, values = wording(person.area), {"count": each["count"], "first": first[person.pk]}
        yield {
            "recipient": person, "title": rules.title_of(words.subject, values),
            "body": rules.filled(words.body, values).strip(), "due": each["due"], "is_outside": each["outside"],
            "sender": by.name, "created_at": at,
        }  # fmt: skip


def _key(gather: str, at: datetime) -> str:
    return f"{DIGEST}{gather}:{at.isoformat()}"
