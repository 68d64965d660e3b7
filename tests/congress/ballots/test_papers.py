"""What the papers of a poll say: the result sheet to be signed, the ballot to be stamped."""

import pytest

from apps.congress.ballots import ballot_paper, result_sheet
from apps.office.documents.rules.tree import Facts, SignatureLines, Table
from tests.congress.ballots.test_pages import counted, url
from tests.office.documents.paper import pages_of


def blocks_of(tree, kind):
    return [block for block in tree.blocks if isinstance(block, kind)]


def test_the_result_sheet_holds_turnout_and_items(hall):
    tree = result_sheet.tree(counted(hall), hall.staff)
    (facts,), (items,) = blocks_of(tree, Facts), blocks_of(tree, Table)
    assert facts.pairs[:4] == (("应到", "10"), ("实到", "10"), ("发出", "10"), ("收回", "8"))
    assert items.rows[0] == ("1", "道路硬化", "8", "80.00%", "通过")


def test_everybody_who_signs_has_a_line(hall):
    poll = counted(hall)
    names = [officer.person.name for officer in poll.officers.select_related("person")]
    (signatures,) = blocks_of(result_sheet.tree(poll, hall.staff), SignatureLines)
    assert sorted(label for label, value in signatures.lines if not value) == sorted(
        f"{officer.get_duty_display()}{name}" for officer, name in zip(poll.officers.all(), names, strict=True)
    )


def test_the_sheet_carries_both_digests_and_fits_one_page(hall):
    poll = counted(hall)
    pages = pages_of(hall.cast.client("staff").get(url(poll, "result_pdf")).getvalue())
    text = "".join(line.text for line in pages[0])
    assert len(pages) == 1
    assert poll.roll_hash in text
    assert poll.count.digest in text


@pytest.mark.parametrize(
    ("model", "headings"),
    [
        ("choose_up_to", ["序号", "事项", "同意"]),
        ("per_item", ["序号", "事项", "赞成", "反对", "弃权"]),
        ("preference", ["序号", "事项", "次序"]),
        ("election", ["序号", "姓名", "赞成", "反对", "弃权"]),
        ("assessment", ["序号", "事项", "满意", "基本满意", "不满意"]),
    ],
)
def test_a_ballot_has_the_columns_of_its_model(hall, model, headings):
    poll = hall.draft(model=model, seats=None if model == "assessment" else 2, method="paper")
    (table,) = blocks_of(ballot_paper.tree(poll), Table)
    assert [column.heading for column in table.columns] == headings
    assert [row[1] for row in table.rows[:3]] == ["道路硬化", "饮水改造", "路灯安装"]


def test_a_list_voted_as_a_whole_has_one_line_to_mark(hall):
    poll = hall.draft(model="whole_list", seats=None, method="paper")
    items, marks = blocks_of(ballot_paper.tree(poll), Table)
    assert [column.heading for column in items.columns] == ["序号", "事项"]
    assert [column.heading for column in marks.columns] == ["对以上全部事项", "赞成", "反对", "弃权"]


def test_an_election_ballot_leaves_lines_for_others(hall):
    (table,) = blocks_of(ballot_paper.tree(hall.draft(model="election", seats=2, method="paper")), Table)
    assert [row[1] for row in table.rows[3:]] == ["另选他人："] * 2


def test_the_ballot_is_the_offices_alone_and_has_place_for_the_seal(hall):
    poll = hall.draft(method="paper")
    statuses = [hall.cast.client(part).get(url(poll, "ballot_pdf")).status_code for part in ("leader", "other_staff")]
    assert statuses == [403, 404]
    (page,) = pages_of(hall.cast.client("staff").get(url(poll, "ballot_pdf")).getvalue())
    text = "".join(line.text for line in page)
    assert "所选不得超过2项" in text
    assert f"{poll.body.name}（盖章）" in text
