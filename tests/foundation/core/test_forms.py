"""What a form says to whoever typed too much."""

import pytest
from django import forms


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (forms.CharField(max_length=5), "希望修一座桥", "最多5个字,现在有6个字,请缩短。"),
        (forms.IntegerField(min_value=0), "-3", "不能小于0,请核对。"),
        (forms.IntegerField(max_value=9), "10", "不能大于9,请核对。"),
        (forms.DecimalField(max_digits=4, decimal_places=2), "123", "小数点前最多2位,请核对。"),
    ],
)
def test_a_refusal_speaks_of_what_was_typed(field, typed, said):
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [said]
