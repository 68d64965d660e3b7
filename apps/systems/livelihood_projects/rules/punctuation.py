"""Papers are set with full-width punctuation (GB/T 15834), whatever somebody typed on a screen."""

import re
from typing import Any

FULL = str.maketrans(",;:?!()", "\uff0c\uff1b\uff1a\uff1f\uff01\uff08\uff09")
CHINESE = r"[\u2018-\u201d\u3000-\u9fff\uff00-\uffef]"
HALF = re.compile(rf"(?<={CHINESE})[,;:?!()]+|[,;:?!()]+(?={CHINESE})")


def full_width(text: str) -> str:
    """Half-width marks beside a Chinese character become full-width; numbers such as 1,000 stay."""
    return HALF.sub(lambda found: found[0].translate(FULL), text)


def full_width_all(value: Any) -> Any:
    """The same for every text inside lists and mappings."""
    if isinstance(value, str):
        return full_width(value)
    if isinstance(value, list):
        return [full_width_all(one) for one in value]
    return {name: full_width_all(one) for name, one in value.items()} if isinstance(value, dict) else value
