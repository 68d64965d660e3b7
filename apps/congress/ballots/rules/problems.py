"""What is wrong with the numbers or the file that were handed in."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One contradiction: a stable code, the place (`items[2].approve`), a Chinese sentence."""

    code: str
    field: str
    sentence: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)
