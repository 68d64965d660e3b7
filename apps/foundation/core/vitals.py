"""How the parts of an installation do: each app names its own; the status page, probes and metrics read them."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

logger = logging.getLogger(__name__)


class Light(StrEnum):
    GREEN, YELLOW, RED = "green", "yellow", "red"


LABELS = {Light.GREEN: "正常", Light.YELLOW: "留意", Light.RED: "故障"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence on a part and, where it is not green, what to do. `gauges`: figures for metrics, by name.

    No finding names a person, a title or an address with a secret: it is read by machines outside the portal, too.
    """

    light: Light
    sentence: str
    advice: str = ""
    gauges: Mapping[str, float] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return LABELS[self.light]


@dataclass(frozen=True, slots=True)
class Vital:
    """A part that is looked at. `needed`: without it no page can be served, and a load balancer shall know.

    `rests_on` is the slug of a part without which this one cannot be looked at. `advice` is given where looking at it
    failed altogether.
    """

    slug: str
    title: str
    look: Callable[[datetime], Finding]
    advice: str
    rests_on: str = ""
    needed: bool = False

    def examine(self, at: datetime) -> Finding:
        """A part that cannot even be looked at is red."""
        try:
            return self.look(at)
        except Exception as error:
            logger.warning("%s could not be looked at", self.slug, exc_info=True)
            return Finding(Light.RED, f"检查没有完成({type(error).__name__})。", self.advice)


@dataclass(frozen=True, slots=True)
class Examined:
    """A part and what was found of it."""

    vital: Vital
    finding: Finding


def examine(vitals: Iterable[Vital], at: datetime) -> Iterator[Examined]:
    """Every part in its order; what rests on a red one is not asked, it would only keep everybody waiting."""
    red: set[str] = set()
    for vital in vitals:
        finding = vital.examine(at) if vital.rests_on not in red else Finding(Light.RED, "因上述故障无法检查。")
        if finding.light is Light.RED:
            red.add(vital.slug)
        yield Examined(vital, finding)


def serves(examined: Iterable[Examined]) -> bool:
    """Whether pages can be served: no needed part is red."""
    return not any(each.vital.needed and each.finding.light is Light.RED for each in examined)
