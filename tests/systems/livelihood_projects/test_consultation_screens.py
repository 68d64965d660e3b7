"""Pages of a consultation: the sheet a unit fills in, and the table worked through line by line."""

import pytest
from django.urls import reverse

from apps.congress.matters.services import Proposer, submission_withdraw
from apps.foundation.core.actors import Actor
from apps.systems.livelihood_projects.models import Consultation
from apps.systems.livelihood_projects.services import studying
from tests.systems.livelihood_projects.pages import at, noon, text
from tests.systems.livelihood_projects.place import NOON

__all__ = ["noon"]


@pytest.mark.parametrize(("part", "status"), [("handler", 200), ("staff", 403), ("deputy", 403)])
def test_a_unit_sees_only_what_it_was_asked_about(pool, cast, part, status):
    clue = pool.clue(proposer=Proposer("resident", None, "赵大姐", "19900001101"))
    assert cast.client("handler").get(at("livelihood_unit_clue", clue)).status_code == 404
    studying.clue_study(clue=clue, unit=pool.place.office, by=pool.place.staff, at=NOON)
    response = cast.client(part).get(at("livelihood_unit_clue", clue))
    assert response.status_code == status
    assert "赵大姐" not in text(response)


def test_a_handler_finds_the_sheet_in_the_list_of_things_to_do_and_fills_it_in(pool, cast):
    clue = pool.clue()
    studying.clue_study(clue=clue, unit=pool.place.office, by=pool.place.staff, at=NOON)
    client = cast.client("handler")
    assert "填写可行性论证表:装路灯" in text(client.get("/"))
    typed = {
        **pool.sheet(estimate="12", responsible_unit=pool.place.office.public_id), "conclusion": "feasible",
        **{f"scope_{question}": "yes" for question in
           ("inclusive", "basic", "public_benefit", "fiscal", "within_year", "no_burden", "not_assigned")},
    }  # fmt: skip
    response = client.post(at("livelihood_clue_feasibility", clue), typed)
    assert response.status_code == 302
    sheet = pool.fresh(clue).feasibility
    assert (sheet.conclusion, sheet.estimate, sheet.filled_by) == ("feasible", 120000, "示例handler")
    assert "填写可行性论证表" not in text(client.get("/"))


def test_what_a_sheet_lacks_is_named_and_nothing_typed_is_lost(pool, cast):
    clue = pool.clue()
    studying.clue_study(clue=clue, unit=pool.place.office, by=pool.place.staff, at=NOON)
    typed = {"content": "安装路灯40盏", "conclusion": "feasible", "opinion": "可行"}
    shown = text(cast.client("handler").post(at("livelihood_clue_feasibility", clue), typed))
    assert "请填写资金来源。" in shown
    assert "安装路灯40盏" in shown


def test_a_unit_that_was_only_asked_gives_its_opinion(pool, cast):
    clue, office = pool.clue(), cast.town.units.get(kind="town_congress")
    studying.clue_study(clue=clue, unit=office, others=[pool.place.office], by=pool.place.staff, at=NOON)
    client = cast.client("handler")
    client.post(at("livelihood_unit_clue", clue), {"text": "同意,建议与道路改造同步"})
    assert clue.opinions.get().text == "同意,建议与道路改造同步"
    assert client.get(at("livelihood_clue_feasibility", clue)).status_code == 403


def line_of(clue):
    return clue.conclusions.get()


def typed_line(line, **values):
    return {f"{line.public_id.hex[:12]}-{name}": value for name, value in values.items()}


def test_the_table_is_worked_through_line_by_line(pool, cast):
    clue = pool.studied()
    held = pool.consultation()
    client, line = cast.client("staff"), line_of(clue)
    values = typed_line(line, verdict="keep", unit=pool.place.office.public_id, text="可以实施")
    answer = client.post(at("livelihood_conclusion_write", line), values, headers={"HX-Request": "true"})
    assert "已保存" in text(answer)
    assert "可以实施" in text(answer)
    assert line_of(clue).verdict == "keep"
    client.post(at("livelihood_consultation_close", held))
    assert pool.fresh(clue).state == "preliminary"
    assert "会商会议纪要" in text(client.get(held.get_absolute_url()))


def test_a_unit_that_spoke_at_the_table_without_a_sheet_reads_its_list(pool, cast):
    clue = pool.clue()
    pool.consultation()
    line = line_of(clue)
    values = typed_line(line, verdict="", unit=pool.place.office.public_id, text="建议暂缓")
    cast.client("staff").post(at("livelihood_conclusion_write", line), values)
    page = text(cast.client("handler").get(reverse("livelihood_unit_clues")))
    assert "装路灯" in page
    assert "待论证" in page


def test_a_line_whose_opinion_is_refused_is_not_saved_by_half(pool, cast):
    clue = pool.clue()
    pool.consultation()
    line = line_of(clue)
    submission_withdraw(submission=clue.submission, by=Actor.guest(), at=NOON)
    values = typed_line(line, verdict="drop", reason="重复", unit=pool.place.office.public_id, text="建议暂缓")
    shown = text(cast.client("staff").post(at("livelihood_conclusion_write", line), values))
    assert "不再征求意见" in shown
    assert line_of(clue).verdict == ""


def test_a_wrong_line_comes_back_with_what_is_wrong_and_what_was_typed(pool, cast):
    clue = pool.clue()
    pool.consultation()
    line = line_of(clue)
    values = typed_line(line, verdict="drop", text="不同意")
    shown = text(
        cast.client("staff").post(at("livelihood_conclusion_write", line), values, headers={"HX-Request": "true"})
    )
    assert "请选择是哪个单位的意见" in shown
    assert "不同意" in shown
    assert line_of(clue).verdict == ""


def test_the_other_town_writes_no_conclusion(pool, cast):
    clue = pool.clue()
    held = pool.consultation()
    client = cast.client("other_staff")
    assert client.post(at("livelihood_conclusion_write", line_of(clue)), {}).status_code == 404
    assert client.get(held.get_absolute_url()).status_code == 404
    assert Consultation.objects.get().closed_at is None
