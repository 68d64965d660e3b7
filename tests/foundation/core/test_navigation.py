"""What is folded away in the menu, and when it stands open."""

from apps.foundation.core.actors import HANDLER, STAFF
from apps.foundation.core.navigation import Link, Section, menu_for


def _section(*links):
    return Section(
        "示例", tuple(Link(title, f"/{title}/", "point", title == current, folded) for title, folded, current in links)
    )


def test_what_is_seldom_opened_is_behind_more():
    section = _section(("甲", False, ""), ("乙", True, ""), ("丙", True, ""))
    assert [link.title for link in section.shown] == ["甲"]
    assert [link.title for link in section.more] == ["乙", "丙"]
    assert not section.opens


def test_it_stands_open_while_one_of_its_pages_is_shown():
    assert _section(("甲", False, ""), ("乙", True, "乙"), ("丙", True, "")).opens


def test_a_single_line_is_not_folded_and_neither_is_everything():
    assert [link.title for link in _section(("甲", False, ""), ("乙", True, "")).shown] == ["甲", "乙"]
    assert [link.title for link in _section(("乙", True, ""), ("丙", True, "")).shown] == ["乙", "丙"]


def test_what_is_folded_stands_at_the_end_of_its_heading_after_the_systems_without_one():
    sections = {section.title: section for section in menu_for(STAFF, "/")}
    assert [link.title for link in sections["会议"].shown] == ["会议", "记录纪要", "表决", "议案与重大事项", "选举"]
    assert [link.title for link in sections["会议"].more] == ["决议决定", "询问"]
    assert "表决" not in sections


def test_the_place_of_a_page_is_its_own_system_whatever_its_heading():
    (section,) = [section for section in menu_for(STAFF, "/ballots/new/") if section.is_current]
    assert (section.title, section.place) == ("会议", "表决")


def test_a_department_is_not_shown_what_is_for_those_of_a_station():
    def titles(unit_kind: str) -> set[str]:
        return {section.title for section in menu_for(HANDLER, "/", unit_kind)}

    assert "代表家站" in titles("station")
    assert "代表家站" not in titles("department")
    assert titles("station") - {"代表家站"} == titles("department")
