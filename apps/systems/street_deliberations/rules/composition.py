"""结构比例: targets of a body's composition against what it is; shown, never enforced."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from apps.foundation.core.dates import years_of

WOMEN = "street_deliberations.women_percent"
PARTY_MEMBERS = "street_deliberations.party_percent"
GRASSROOTS = "street_deliberations.grassroots_percent"
CADRES = "street_deliberations.cadres_percent"
KEYS = (WOMEN, PARTY_MEMBERS, GRASSROOTS, CADRES)
AT_LEAST, AT_MOST = "at_least", "at_most"
BANDS = ((0, 35, "35岁以下"), (36, 45, "36至45岁"), (46, 55, "46至55岁"), (56, 65, "56至65岁"), (66, 200, "66岁以上"))
GRASSROOTS_OCCUPATIONS = ("frontline", "professional", "new_form")
UNKNOWN = "未登记"


@dataclass(frozen=True, slots=True)
class Member:
    """What counts of one representative."""

    sex: str
    party: str
    ethnic_group: str
    born_on: date | None
    education: str
    occupation: str
    occupation_label: str
    category: str


@dataclass(frozen=True, slots=True)
class Target:
    """A share with its threshold in percent. `unknown`: how many have no entry and count as not belonging."""

    title: str
    count: int
    total: int
    threshold: int
    sense: str
    unknown: int = 0

    @property
    def is_met(self) -> bool:
        """Compared by cross-multiplication; nothing is said of an empty body."""
        if not self.total:
            return True
        left, right = self.count * 100, self.threshold * self.total
        return left >= right if self.sense == AT_LEAST else left <= right

    @property
    def percent(self) -> str:
        """Display only, one decimal, half up."""
        return percent_of(self.count, self.total)

    @property
    def wanted(self) -> str:
        return f"不低于{self.threshold}%" if self.sense == AT_LEAST else f"不高于{self.threshold}%"


@dataclass(frozen=True, slots=True)
class Share:
    """One bar of a breakdown."""

    title: str
    count: int
    total: int

    @property
    def percent(self) -> str:
        return percent_of(self.count, self.total)


def percent_of(count: int, total: int) -> str:
    if not total:
        return "—"
    tenths = (count * 2000 + total) // (2 * total)
    return f"{tenths // 10}.{tenths % 10}%"


def targets_of(members: Sequence[Member], thresholds: Mapping[str, int]) -> list[Target]:
    """Women, party members, grassroots, cadres."""
    total = len(members)
    no_work = sum(1 for one in members if not one.occupation)
    women = sum(1 for one in members if one.sex == "female")
    party = sum(1 for one in members if one.party.startswith("中共"))
    grassroots = sum(1 for one in members if one.occupation in GRASSROOTS_OCCUPATIONS)
    cadres = sum(1 for one in members if one.occupation == "cadre")
    no_sex, no_party = (sum(1 for one in members if not getattr(one, name)) for name in ("sex", "party"))
    return [
        Target("妇女", women, total, thresholds[WOMEN], AT_LEAST, no_sex),
        Target("中共党员", party, total, thresholds[PARTY_MEMBERS], AT_MOST, no_party),
        Target("基层和一线", grassroots, total, thresholds[GRASSROOTS], AT_LEAST, no_work),
        Target("党政机关领导干部", cadres, total, thresholds[CADRES], AT_MOST, no_work),
    ]


def breakdowns_of(members: Sequence[Member], on: date) -> dict[str, list[Share]]:
    """Age bands, education, origin, occupation, ethnic groups."""
    total = len(members)
    bands = Counter(_band(one.born_on, on) for one in members)
    titles = [*(title for _, _, title in BANDS), UNKNOWN]
    return {
        "年龄": [Share(title, bands[title], total) for title in titles if bands[title] or title != UNKNOWN],
        "学历": shares_of([one.education for one in members]),
        "代表来源": shares_of([one.category for one in members]),
        "职业": shares_of([one.occupation_label for one in members]),
        "民族": shares_of([one.ethnic_group for one in members]),
    }


def _band(born_on: date | None, on: date) -> str:
    if born_on is None:
        return UNKNOWN
    age = years_of(born_on, on)
    return next((title for first, last, title in BANDS if first <= age <= last), UNKNOWN)


def shares_of(values: Sequence[str]) -> list[Share]:
    counts = Counter(value or UNKNOWN for value in values)
    ordered = sorted(counts.items(), key=lambda pair: (pair[0] == UNKNOWN, -pair[1], pair[0]))
    return [Share(title, count, len(values)) for title, count in ordered]
