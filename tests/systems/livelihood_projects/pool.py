"""A season's call and its pool of clues, as far as a test needs them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from apps.congress.matters.services import Proposer
from apps.foundation.core.actors import Actor
from apps.systems.livelihood_projects.models import Clue, Collection, Consultation, Season
from apps.systems.livelihood_projects.services import collecting, consulting, studying
from tests.systems.livelihood_projects.place import SENT_AT, YES, Place

ANONYMOUS = Proposer("anonymous")
LAMP = "新民村三组村口到小学的路没有路灯,孩子晚上走路很不安全,希望装上路灯。"
BUS = "希望开通红星村到镇上的公交班车,老人赶场看病方便一些。"


@dataclass
class Pool:
    """A drafting season of a place with an open call."""

    place: Place
    season: Season
    call: Collection

    def clue(self, text: str = LAMP, title: str = "装路灯", at: datetime = SENT_AT, **values) -> Clue:
        return self.brought(text, title, at, **values)[0]

    def brought(self, text: str = LAMP, title: str = "装路灯", at: datetime = SENT_AT, **values) -> tuple[Clue, str]:
        given = {"channel": "online", "by": Actor.guest(), "area": self.season.body.area, "category": "municipal"}
        said = {"text": text, "proposer": values.pop("proposer", ANONYMOUS)}
        return collecting.clue_collect(collection=self.call, title=title, values=said, at=at, **given | values)

    def studied(self, title: str = "装路灯", conclusion: str = "feasible", clue: Clue | None = None, **values) -> Clue:
        """A clue with a concluded sheet."""
        clue = clue or self.clue(title=title)
        studying.clue_study(clue=clue, unit=self.place.office, by=self.place.staff, at=SENT_AT)
        studying.feasibility_fill(
            clue=clue, values=self.sheet(**values), scope=YES, conclusion=conclusion, by=self.place.staff, at=SENT_AT
        )
        return self.fresh(clue)

    def sheet(self, **values) -> dict:
        return {
            "content": "安装路灯40盏", "place": "新民村三组", "estimate": Decimal(120000), "fund_source": "镇级财政",
            "responsible_unit": self.place.office, "responsible_leader": "刘副镇长", "starts_on": date(2027, 3, 1),
            "finishes_on": date(2027, 9, 1), "beneficiaries": 800, "expected_result": "夜间出行安全",
            "yearly_goal": "", "opinion": "资金可以落实,用地无障碍",
        } | values  # fmt: skip

    def consultation(self, at: datetime = SENT_AT) -> Consultation:
        return consulting.consultation_create(
            season=self.season, held_on=date(2026, 3, 8), place="会议室", chaired_by="张镇长", recorder="李某",
            attendees="张镇长、王某", by=self.place.staff, at=at,
        )  # fmt: skip

    def conclude(
        self, consultation: Consultation, clue: Clue, verdict: str, reason: str = "", into: Clue | None = None
    ):
        line = consultation.conclusions.get(clue=clue)
        return consulting.conclusion_write(
            conclusion=line, verdict=verdict, reason=reason, into=into, by=self.place.staff, at=SENT_AT
        )

    def kept(self, title: str = "装路灯") -> Clue:
        """On the preliminary list, after a consultation of its own."""
        clue = self.studied(title)
        held = self.consultation()
        self.conclude(held, clue, "keep")
        consulting.consultation_close(consultation=held, by=self.place.staff, at=SENT_AT)
        return self.fresh(clue)

    def fresh(self, clue: Clue) -> Clue:
        return Clue.objects.with_all().get(pk=clue.pk)

    def told(self, clue: Clue) -> list[str]:
        return list(clue.submission.updates.values_list("sentence", flat=True))


def pool_of(
    place: Place, opens: date = date(2026, 3, 1), closes: date = date(2026, 3, 31), year: int = 2027,
    at: datetime = SENT_AT,
) -> Pool:  # fmt: skip
    season = place.season(year=year)
    call = collecting.collection_set(
        season=season, opens_on=opens, closes_on=closes, appeal="请提出您的愿望。", channels=["online", "scan"],
        by=place.staff, at=at,
    )  # fmt: skip
    collecting.collection_open(collection=call, by=place.staff, at=at)
    return Pool(place, season, Collection.objects.with_season().get(pk=call.pk))
