"""Pure rules about people: names and numbers, the seat and its end, the cells of a roster."""

from apps.foundation.people.rules.names import (
    MOBILE,
    identity_number_is_valid,
    initials_of,
    masked_phone,
    pinyin_of,
)

__all__ = ["MOBILE", "identity_number_is_valid", "initials_of", "masked_phone", "pinyin_of"]
