"""The call for clues and the pool they make: whether it is open, what is alike, where things came from."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet

from apps.congress.matters.models import Submission
from apps.congress.matters.selectors import Likeness, contact_of, is_open, likely_duplicates
from apps.foundation.core.actors import HANDLER
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import RoleAssignment
from apps.foundation.policies.selectors import resolve
from apps.systems.livelihood_projects import rules
from apps.systems.livelihood_projects.models import GOING_ON, Clue, Collection, Season

QUARTER = "livelihood.collection_start_quarter"


def call_of(season: Season) -> Collection | None:
    """The season's call for clues, None where none was planned."""
    return Collection.objects.filter(season=season).first()


def call_facts(collection: Collection) -> rules.CallFacts:
    return rules.CallFacts(
        opens_on=collection.opens_on,
        closes_on=collection.closes_on,
        opened=collection.opened_at is not None,
        closed=collection.closed_at is not None,
    )


def call_stage(collection: Collection, on: date) -> str:
    """`planned`, `open` or `over`."""
    return call_facts(collection).stage(on)


def call_refusal(collection: Collection, on: date, *, is_public: bool = True) -> str:
    """Why nobody can hand in a clue today, with where to go instead; "" while they can.

    The public's page has a button for it; members and the office have pages of their own.
    """
    area = collection.season.body.area
    web = f"请点“改交{area}意见建议”提交," if is_open(area, on) else ""
    web = web if is_public else "请改在“意见建议”中反映、登记,"
    contact = contact_of(area, on)
    elsewhere = f"{web}或直接到{area}人大办公室、代表家站反映{f'({contact})' if contact else ''}。"
    return rules.call_refusal(call_facts(collection), on, elsewhere=elsewhere)


def start_warning(season: Season, opens_on: date, on: date) -> str:
    """What is wrong with a start on `opens_on` by the rule of the place; "" where nothing is."""
    quarter = resolve(QUARTER, area=season.body.area, on=on, body_kind=season.body.kind).value
    return rules.start_warning(opens_on, year=season.year, quarter=quarter)


def open_calls(body_ids: Iterable[int], on: date) -> QuerySet[Collection]:
    """Calls of these bodies to which something can be handed in today."""
    running = Collection.objects.filter(opened_at__isnull=False, closed_at__isnull=True, opens_on__lte=on)
    return running.filter(season__term__body__in=list(body_ids), closes_on__gte=on).with_season().order_by("closes_on")


def call_areas(season: Season, on: date) -> QuerySet[Area]:
    """Where a clue may lie: the area itself and what is one level below it."""
    area = season.body.area
    rows = Area.objects.on(on).filter(path__startswith=area.path, depth__lte=area.depth + 1)
    return rows.order_by("path")


def clue_duplicates(clue: Clue, limit: int = 5) -> list[Likeness]:
    """Clues of the same season that probably say the same and could go on for this one, the likest first."""
    among = Submission.objects.filter(
        livelihood_clue__season=clue.season_id, livelihood_clue__state__in=GOING_ON, withdrawn=False
    ).exclude(pk=clue.submission_id)
    rows = among.select_related("livelihood_clue", "area")
    return likely_duplicates(text=f"{clue.submission.text} {clue.submission.place}", among=rows, limit=limit)


def clues_to_sort(season: Season) -> QuerySet[Clue]:
    """Clues that nobody has put under a category, the oldest first."""
    rows = Clue.objects.open().filter(season=season, category="")
    return rows.select_related("submission__area").order_by("submission__received_at", "pk")


def origins_of(clues: Iterable[Clue]) -> list[str]:
    """Where clues came from, each with those merged into it; needs `submission` and its `merged` clues."""
    found = []
    for clue in clues:
        for one in [clue, *clue.merged.select_related("submission")]:
            brought = one.submission
            found.append(rules.origin_of(channel=brought.channel, proposer_kind=brought.proposer_kind))
    return found


def call_figures(season: Season) -> list[tuple[str, int]]:
    """(channel, clues) of a season, the most first; one query."""
    counted = Clue.objects.filter(season=season).order_by().values_list("submission__channel").annotate(n=Count("pk"))
    labels = dict(Submission._meta.get_field("channel").flatchoices)
    return sorted(((labels[channel], number) for channel, number in counted), key=lambda pair: -pair[1])


def handlers_of(units: Iterable[Unit], on: date) -> list[int]:
    """Ids of the people who handle what is sent to these units."""
    held = RoleAssignment.objects.on(on).filter(role=HANDLER, unit__in=list(units))
    return list(held.values_list("person_id", flat=True))


def public_seasons(on: date) -> QuerySet[Season]:
    """What everybody may see: seasons whose call was opened, or whose list was sent; the latest years first."""
    shown = Q(collection__opened_at__isnull=False) | Q(sent_at__isnull=False)
    rows = Season.objects.filter(shown, year__gte=on.year - 1).with_front()
    return rows.order_by("-year", "term__body__area__path")
