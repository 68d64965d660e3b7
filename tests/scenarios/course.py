"""What is particular about each session: how many stay away or come late, what is voted on, how the votes fall."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tests.scenarios.year import DAYS, FLOOD, FLOOD_NOTICED, FLOOD_REASON


@dataclass(frozen=True)
class Course:
    """Numbers of people. `ballots`: option -> (approve, oppose), out of `cast` ballots.

    `grades`: item -> (best, middle, worst), the rest of `cast` gives no grade. `motion` and `hands` are approve,
    oppose, abstain.
    """

    day: date
    leave: int
    absent: int
    late: int
    absent_later: int
    title: str
    model: str
    seats: int | None
    ballots: Mapping[str, tuple[int, int]]
    grades: Mapping[str, tuple[int, int, int]]
    cast: int
    motion: tuple[int, int, int]
    hands: tuple[int, int, int]
    motion_title: str
    reason: str = ""

    @property
    def noticed_on(self) -> date:
        return FLOOD_NOTICED if self.reason else self.day - timedelta(days=12)


COURSES = (
    Course(
        DAYS[0], leave=2, absent=1, late=3, absent_later=2, title="2026年民生实事项目票决", model="choose_up_to",
        seats=2, ballots={"农村道路硬化": (51, 0), "饮水管网改造": (38, 0), "路灯安装": (11, 0)},
        grades={"民生服务办公室": (40, 10, 3), "规划建设办公室": (29, 17, 6)}, cast=55, motion=(47, 5, 2),
        hands=(52, 3, 1), motion_title="关于加强饮用水水源保护的议案",
    ),
    Course(
        DAYS[1], leave=4, absent=2, late=1, absent_later=3, title="代表议事规则", model="whole_list", seats=None,
        ballots={"代表议事规则": (45, 4)}, grades={"农村饮水安全工作": (21, 19, 11)}, cast=52, motion=(50, 1, 0),
        hands=(41, 8, 4), motion_title="关于整治农村污水的议案",
    ),
    Course(
        FLOOD, leave=6, absent=5, late=2, absent_later=6, title="防汛应急措施", model="per_item", seats=None,
        ballots={"提前转移低洼住户": (48, 0), "关闭河道采砂": (33, 9)}, grades={"防汛准备工作": (16, 25, 7)}, cast=48,
        motion=(31, 12, 5), hands=(44, 0, 3), motion_title="关于加固柏林水库的议案", reason=FLOOD_REASON,
    ),
    Course(
        DAYS[2], leave=3, absent=0, late=0, absent_later=1, title="财政资金监督办法", model="whole_list", seats=None,
        ballots={"财政资金监督办法": (54, 1)}, grades={"代表建议办理工作": (39, 13, 2)}, cast=56, motion=(36, 14, 6),
        hands=(55, 1, 0), motion_title="关于改善乡村公交的议案",
    ),
    Course(
        DAYS[3], leave=5, absent=4, late=6, absent_later=2, title="下一年度候选项目初步名单", model="per_item",
        seats=None, ballots={"乡村养老食堂": (49, 2), "灌溉渠整修": (42, 7), "文化广场": (26, 20)},
        grades={"道路硬化项目": (37, 9, 5), "饮水改造项目": (43, 8, 1), "路灯安装项目": (20, 18, 14)}, cast=53,
        motion=(34, 10, 3), hands=(31, 17, 5), motion_title="关于建设乡村图书室的议案",
    ),
)  # fmt: skip
