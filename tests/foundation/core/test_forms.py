"""What a form says to whoever typed too much."""

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines

from apps.foundation.core.acts import attempt
from apps.foundation.core.forms import DayField, RevisedForm, row_set


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


class Plan(RevisedForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    place = forms.CharField(label="地点")
    day = DayField(label="日期")
    kind = forms.ChoiceField(label="类别", choices=[("a", "视察"), ("b", "调研")])
    is_open = forms.BooleanField(label="公开", required=False)
    note = forms.CharField(label="备注", required=False)


class Stop(forms.Form):
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    place = forms.CharField(label="地点", required=False)


SAVED = {"revision": 2, "place": "三楼", "day": date(2026, 3, 20), "kind": "b", "is_open": True, "note": ""}
TYPED = {"revision": "1", "place": "二楼", "day": "2026-03-21", "kind": "a", "note": ""}


def shown(form):
    template = engines["django"].from_string("{% for field in form %}{% include 'components/field.html' %}{% endfor %}")
    return template.render({"form": form})


def beside(form):
    """What the page says is saved, in the order of its fields."""
    return [part.split("</div>")[0] for part in shown(form).split("<span>已保存的是</span>")[1:]]


def test_after_a_conflict_what_is_saved_stands_under_what_was_typed():
    form = Plan(TYPED, initial=SAVED)
    assert beside(form) == []
    form.upon_newest()
    assert beside(form) == ["三楼", "2026年3月20日", "调研", "已勾选"]
    assert 'value="二楼"' in shown(form)
    assert form["revision"].value() == 2


def test_what_is_the_same_is_not_repeated_and_what_is_empty_is_said():
    form = Plan({**TYPED, "note": "备用"}, initial={**SAVED, "place": "二楼"})
    form.upon_newest()
    assert beside(form) == ["2026年3月20日", "调研", "已勾选", "(空)"]


def stops(*rows, initial):
    made = row_set(Stop, 10, known_by="key", told_by="place", extra=0)
    data = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for index, (key, place) in enumerate(rows):
        data |= {f"form-{index}-key": key, f"form-{index}-place": place}
    return made(data, initial=initial)


def test_an_empty_spare_row_stays_empty_where_others_added_rows():
    rows = row_set(Stop, 10, known_by="key", told_by="place", extra=1)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "1", "form-0-key": "a", "form-0-place": "甲村"}
    saved = [{"key": "a", "place": "甲村"}, {"key": "b", "place": "他人加的"}]
    assert [form.has_changed() for form in rows(data, initial=saved)] == [False, False]


def test_a_row_stands_beside_the_row_it_changes_wherever_others_put_it():
    saved = [{"key": "z", "place": "新点"}, {"key": "b", "place": "乙村"}, {"key": "a", "place": "甲村新址"}]
    rows = stops(("a", "甲村"), ("b", "乙村"), ("c", "丙村"), ("", "丁村"), initial=saved)
    assert rows.is_valid()
    rows.upon_newest()
    assert [beside(form) for form in rows] == [["甲村新址"], [], ["这一行已被他人删去"], []]
    assert rows.added == ["新点"]


class Letter(forms.Form):
    title = forms.CharField(label="标题")
    file = forms.FileField(label="文件", help_text="扫描件", required=False)


def sent(title, **files):
    return Letter({"title": title}, {name: SimpleUploadedFile("a.pdf", b"%PDF-1.7") for name in files})


def test_a_refused_form_says_of_a_chosen_file_that_it_must_be_chosen_again():
    page = shown(sent("", file=True))
    assert "文件没有保留,请重新选择。" in page
    assert 'aria-describedby="id_file_helptext id_file_again"' in page
    assert 'id="id_file_again"' in page


def test_nothing_is_said_of_files_where_none_was_chosen_or_nothing_was_refused():
    refused_itself = sent("公函", file=True)
    refused_itself.add_error("file", "这个文件打不开。")
    for form in (Letter(), sent(""), sent("公函", file=True), refused_itself):
        assert "没有保留" not in shown(form)


def test_bullets_pasted_from_word_are_kept_as_dots():
    form = Letter({"title": "\uf0b7\t修路\n\uf0d8 架桥"}, {})
    assert attempt(form, lambda: form.cleaned_data["title"]) == "·\t修路\n· 架桥"


class Choice(forms.Form):
    kind = forms.ChoiceField(label="类别", choices=[("a", "视察")], widget=forms.RadioSelect, help_text="只选一项")


def test_a_group_of_buttons_is_described_by_its_help_and_by_what_is_wrong_with_it():
    assert 'aria-describedby="id_kind_helptext">' in shown(Choice())
    refused = shown(Choice({}))
    assert 'aria-describedby="id_kind_helptext id_kind_error">' in refused
    assert 'id="id_kind_error"' in refused


def test_only_a_refused_page_looks_for_its_first_field_in_error():
    assert "elements/first-error.js" in shown(Choice({}))
    assert "elements/first-error.js" not in shown(Choice())
