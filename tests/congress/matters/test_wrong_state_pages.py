"""The page of an act that the state does not allow says so before anything is typed, and leads back."""

import pytest
import time_machine
from django.urls import reverse

from apps.congress.matters.models import Handling
from tests.congress.matters.handled import on_day, taken
from tests.congress.matters.test_public_pages import TYPED, page_of, text_of


def refused(client, page, back):
    answer = client.get(page)
    assert answer.status_code == 409
    assert "请刷新页面,按当前状态办理。" in text_of(answer)
    assert f'href="{back}"' in text_of(answer)


@pytest.mark.parametrize("act", ["return", "refuse", "arrange", "pass_on", "mediate"])
def test_an_act_of_the_office_on_what_is_with_the_unit(cast, act):
    matter = taken(cast).matter
    refused(cast.client("staff"), reverse(f"matters_{act}", args=[matter.public_id]), matter.get_absolute_url())


@pytest.mark.parametrize("act", ["return", "contact", "extend", "reply", "submit"])
def test_an_act_of_the_unit_on_a_part_that_was_stopped(cast, act):
    part = taken(cast)
    Handling.objects.filter(pk=part.pk).update(state="stopped")
    with time_machine.travel(on_day(3, 24), tick=False):
        refused(cast.client("handler"), reverse(f"matters_handling_{act}", args=[part.public_id]),
                part.get_absolute_url())  # fmt: skip


def test_a_control_character_is_named(cast, client):
    page = text_of(client.post(page_of(cast.town), {**TYPED, "place": "三组\x00村口"}))
    assert "有不能保存的控制字符,请删去后重新填写。" in page
