"""Numbers of exams for leaders; the list behind them has numbers of nominations, states and days, no names."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from apps.foundation.core.measures import list_of
from apps.foundation.core.registry import Measure
from apps.systems.legal_exams.selectors import progress

WHERE = "本届登记的提请任命中"


def _list(group: str, area: Any) -> str:
    return list_of("legal_exams_progress", area, group=group)


MEASURES: Sequence[Measure] = (
    Measure(
        "legal_exams_waiting", "任前考试待考", f"{WHERE},应考、已排考或者等待补考的人数", progress.waiting,
        partial(_list, progress.WAITING), unit="人",
    ),
    Measure(
        "legal_exams_examined", "参加任前考试", f"{WHERE},已参加考试并已评分的人数(缺考不计)", progress.examined,
        partial(_list, progress.EXAMINED), unit="人",
    ),
    Measure(
        "legal_exams_passed", "任前考试及格", f"{WHERE},考试及格(含补考及格)的人数", progress.passed,
        partial(_list, progress.PASSED), unit="人", base="legal_exams_examined",
    ),
    Measure(
        "legal_exams_resat", "任前考试补考", f"{WHERE},参加过补考并已评分的人数", progress.resat,
        partial(_list, progress.RESAT), unit="人", base="legal_exams_examined",
    ),
)  # fmt: skip
