"""公开: nobody reads a draft, a phone number or a resident's name; what was withdrawn is gone."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.congress.matters.models import Matter, Publication
from apps.congress.matters.rules.publishing import Draft
from apps.congress.matters.rules.redaction import issues_in_public_text, proposal
from apps.congress.matters.selectors.publishing import proposal_of
from apps.congress.matters.services.publishing import publication_save, publication_withdraw
from apps.foundation.core.errors import Conflict, NotReady, WrongState
from tests.congress.matters.outcomes import (
    answered,
    handed_over,
    moment,
    replied,
    request_of_resident,
    suggestion,
)

DRAFT = Draft("关于增设村口路灯的建议", "新民村三组路口没有路灯。", "已安装路灯六盏。")
AT = moment(5, 20)


def publish(cast, matter, draft=DRAFT, revision=0):
    return publication_save(matter=matter, draft=draft, revision=revision, by=cast.actor("staff"), at=AT)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13800001234。", "电话138********。"),
        ("电话138-0000-1234", "电话138-****-****"),
        ("电话 +86 138 0000 1234", "电话 +86 *** **** ****"),
        ("电话１３８００００１２３４", "电话138********"),
        ("座机023-68812345转8", "座机023-********转8"),
        ("身份证510212198001011234", "身份证510***************"),
        ("身份证51021219800101123X", "身份证510***************"),
        ("卡号6222 0212 3456 7890 123", "卡号622* **** **** **** ***"),
        ("村民王小明家门口", "村民王某某家门口"),
        ("居民李四反映多次", "居民李某某反映多次"),
        ("张大爷说", "张某大爷说"),
    ],
)
def test_what_looks_private_is_masked(text, masked):
    assert proposal(text)[0] == masked


@pytest.mark.parametrize(
    "text", ["编号2026-000018", "投资1234567890元", "村民普遍反映", "群众安全第一", "2026年3月20日", "第20260320001号"]
)
def test_what_is_not_private_is_left(text):
    assert proposal(text) == (text, [])


def test_the_names_of_those_who_brought_it_are_masked_wherever_they_stand():
    text, findings = proposal("赵大姐家门口,赵大姐多次反映", ["赵大姐"])
    assert "赵大姐" not in text
    assert [one.kind for one in findings] == ["姓名"]


@pytest.mark.parametrize(("kind", "number"), [("手机号码", "138 0000 1234"), ("身份证号", "510212198001011234")])
def test_what_is_surely_private_is_refused(kind, number):
    (issue,) = issues_in_public_text("答复内容", f"请联系{number}。")
    assert kind in issue.sentence
    assert number not in issue.sentence


def test_the_public_version_begins_with_text_and_reply_masked(cast):
    matter, _ = request_of_resident(cast)
    Matter.objects.filter(pk=matter.pk).update(text="赵大姐家门口没有路灯,电话19900001101。")
    matter = answered(handed_over(cast, matter), text="已与赵大姐(19900001101)当面沟通,路灯已装。")
    made = proposal_of(Matter.objects.with_all().get(pk=matter.pk))
    assert made.draft.text == "赵某某家门口没有路灯,电话199********。"
    assert made.draft.reply == "已与赵某某(199********)当面沟通,路灯已装。"
    assert {one.kind for one in made.findings} == {"手机号码", "姓名"}


def test_it_is_published_and_everybody_finds_it(cast):
    matter = replied(cast)
    published = publish(cast, matter)
    html = Client().get(published.get_absolute_url()).content.decode()
    assert "已安装路灯六盏。" in html
    assert published.title in Client().get(reverse("matters_published_list"), {"q": "路灯 六盏"}).content.decode()
    assert published.title not in Client().get(reverse("matters_published_list"), {"q": "水库"}).content.decode()


def test_what_was_taken_out_finds_nothing(cast):
    matter, _ = request_of_resident(cast)
    answered(handed_over(cast, matter), text="请联系赵大姐。")
    publish(cast, matter)
    html = Client().get(reverse("matters_published_list"), {"q": "赵大姐"}).content.decode()
    assert "没有找到" in html


def test_a_phone_number_or_a_residents_name_is_refused_with_all_there_is(cast):
    matter, _ = request_of_resident(cast)
    answered(handed_over(cast, matter))
    with pytest.raises(NotReady) as refused:
        publish(cast, matter, Draft("标题", "赵大姐反映", "请打13800001234"))
    assert [issue.code for issue in refused.value.issues] == ["private_name", "private_number"]
    assert not Publication.objects.exists()


def test_no_consent_no_reply_and_a_closed_reply_are_refused(cast):
    secret = replied(cast)
    Matter.objects.filter(pk=secret.pk).update(may_be_published=False)
    waiting = handed_over(cast, suggestion(cast))
    closed = replied(cast, is_public=False)
    unasked = answered(handed_over(cast, request_of_resident(cast, may_be_published=False)[0]))
    for matter, code in (
        (secret, "no_consent"),
        (unasked, "no_consent"),
        (waiting, "not_replied"),
        (closed, "reply_closed"),
    ):
        with pytest.raises(NotReady) as refused:
            publish(cast, matter)
        assert [issue.code for issue in refused.value.issues] == [code]


def test_withdrawn_it_is_gone_and_may_come_again(cast):
    matter = replied(cast)
    published = publish(cast, matter)
    publication_withdraw(matter=matter, reason="提出人要求", by=cast.actor("staff"), at=AT)
    assert Client().get(published.get_absolute_url()).status_code == 404
    assert "还没有公开" in Client().get(reverse("matters_published_list")).content.decode()
    with pytest.raises(WrongState, match="现在没有公开"):
        publication_withdraw(matter=matter, reason="再撤", by=cast.actor("staff"), at=AT)
    publish(cast, matter, revision=1)
    assert Client().get(published.get_absolute_url()).status_code == 200


def test_consent_taken_back_closes_the_page(cast):
    matter = replied(cast)
    published = publish(cast, matter)
    Matter.objects.filter(pk=matter.pk).update(may_be_published=False)
    assert Client().get(published.get_absolute_url()).status_code == 404


def test_two_editors_do_not_overwrite_each_other(cast):
    matter = replied(cast)
    publish(cast, matter)
    with pytest.raises(Conflict, match="刚被他人修改过"):
        publish(cast, matter, revision=0)
    assert Publication.objects.get().revision == 1


def test_the_office_sees_what_was_masked_and_keeps_its_typing(cast):
    matter, _ = request_of_resident(cast)
    answered(handed_over(cast, matter), text="已与赵大姐沟通。")
    client, path = cast.client("staff"), reverse("matters_publish", args=[matter.public_id])
    assert "<mark>赵大姐</mark> → 赵某某" in client.get(path).content.decode()
    typed = {"title": "标题", "text": "我写的公开稿", "reply": "电话13800001234", "revision": 0}
    page = client.post(path, typed).content.decode()
    assert "答复内容中还有手机号码“138********”" in page
    assert "我写的公开稿" in page
    typed["reply"] = "已当面沟通。"
    assert client.post(path, typed).status_code == 302
    assert Publication.objects.get().reply == "已当面沟通。"


def test_the_office_of_another_town_has_no_such_page(cast):
    matter = replied(cast)
    path = reverse("matters_publish", args=[matter.public_id])
    assert cast.client("other_staff").get(path).status_code == 404
    assert cast.client("leader").get(path).status_code == 403
