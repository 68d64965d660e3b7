"""Names are found as people spell them: surnames in their own reading."""

import pytest

from apps.foundation.people.rules import initials_of, pinyin_of


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("王小明", "wang xiao ming", "wxm"),
        ("曾庆红", "zeng qing hong", "zqh"),
        ("单田芳", "shan tian fang", "stf"),
        ("尉迟恭", "yu chi gong", "ycg"),
        ("曾", "ceng", "c"),
        ("Tom", "tom", "tom"),
    ],
)
def test_a_surname_is_read_as_a_surname(name, pinyin, initials):
    assert (pinyin_of(name), initials_of(name)) == (pinyin, initials)
