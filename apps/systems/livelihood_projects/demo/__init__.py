"""The livelihood projects of 示例区, one place in every stage of the chain. All invented."""

from datetime import datetime, timedelta

from apps.foundation.core.dates import local_day
from apps.systems.livelihood_projects.demo import closing, delivery, front, judged, votes
from apps.systems.livelihood_projects.demo.places import place_of
from apps.systems.livelihood_projects.models import Season


def load(at: datetime) -> None:
    """Write the seasons; the people, bodies and accounts must be there."""
    year = local_day(at).year + 1
    qinghe = place_of("青禾镇人民代表大会", "qinghe", at)
    votes.open_now(qinghe, year, at)
    baisha = place_of("白沙镇人民代表大会", "quwei", at)
    judged.graded(baisha, year - 2, at)
    closing.handed_over(votes.finished(baisha, year, votes.TOWN[1:13], 10, at - timedelta(days=20)), at)
    shiqiao = place_of("石桥镇人民代表大会", "quwei", at)
    votes.being_prepared(shiqiao, year, at)
    delivery.on_its_way(shiqiao, Season.objects.get(term=shiqiao.term, year=year - 1), at)
    binjiang = place_of("滨江街道议事代表会议", "binjiang", at)
    chosen = votes.finished(binjiang, year, votes.STREET, 5, at - timedelta(days=9), from_clues=True)
    closing.announced(chosen, at)
    votes.with_the_members(place_of("示例区人民代表大会", "quwei", at), year, at)
    front.collecting_now(qinghe, year + 1, at)
    front.before_consultation(place_of("云岭镇人民代表大会", "quwei", at), year, at)
    front.in_consultation(place_of("东湖街道议事代表会议", "quwei", at), year, at)
