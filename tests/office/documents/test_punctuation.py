"""Papers made from recorded facts have the punctuation of official papers; numbers stay as they are."""

import pytest

from apps.office.documents.rules.punctuation import full_width


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("张某(民政办),同意:可行;", "张某（民政办），同意：可行；"),
        ("约1,000元,占比(60%)。", "约1,000元，占比（60%）。"),
        ("2026-000020号", "2026-000020号"),
        ("at 10:30", "at 10:30"),
    ],
)
def test_punctuation_beside_hanzi_is_of_full_width(typed, printed):
    assert full_width(typed) == printed
