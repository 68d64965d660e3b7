"""Beginning an election or a question, and its smaller acts."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from apps.congress.elections.models import Election, Kind, Mover
from apps.congress.elections.selectors.rules_here import deputies_of, rules_for
from apps.congress.elections.selectors.settings import SETTINGS, settings_mark
from apps.congress.elections.services.setting_up import ElectionDraft, QuestionDraft
from apps.foundation.core.actors import Actor
from apps.foundation.core.forms import DayField, MarkedForm, MomentField, OnceForm
from apps.foundation.organisations.models import UnitKind
from apps.foundation.people.models import Mandate, Post, Term
from apps.foundation.people.rules.strokes import stroke_key

CONGRESSES = (UnitKind.TOWN_CONGRESS, UnitKind.DISTRICT_CONGRESS)
POSTS = ("镇人大主席", "镇人大副主席", "镇长", "副镇长")


class TermChoice(forms.ModelChoiceField):
    """Running terms of the congresses the actor keeps."""

    def __init__(self, *, actor: Actor) -> None:
        terms = Term.objects.visible_to(actor).filter(ended_on=None, body__kind__in=CONGRESSES)
        terms = terms.select_related("body__area").order_by("body__area__path")
        super().__init__(terms, label="人民代表大会", empty_label=None)


class ElectionForm(forms.ModelForm):
    """What the measures settle for one post; the rules of the place are shown beside it."""

    nominate_by = MomentField(label="提名截止时间", widget=forms.DateTimeInput())

    class Meta:
        model = Election
        fields = SETTINGS
        help_texts = {
            "post": "如:" + "、".join(POSTS),
            "extra": "候选人比应选名额多几名。正职一般多1名;副职多1至3名;补选按办法可以等额(填0)",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in (Kind.ELECTION, Kind.BY_ELECTION)]
        self.fields["post"].widget.attrs["list"] = "posts"

    def draft(self) -> ElectionDraft:
        return ElectionDraft(**{field: self.cleaned_data[field] for field in self.Meta.fields})


class NewElectionForm(OnceForm, ElectionForm):
    """The first settings, with the congress that elects."""

    field_order = ("term",)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"] = TermChoice(actor=actor)
        self.order_fields(self.field_order)
        first = self.fields["term"].queryset.first()
        if first:
            extra = rules_for(first.body, timezone.localdate())["elections.head_extra"].value
            self.initial = {"extra": extra, "seats": 1, "held_under": f"{first.body.area}选举办法"} | self.initial


class ChangeElectionForm(MarkedForm, ElectionForm):
    """The settings anew; `seen` is the mark of those that are changed."""

    def __init__(self, *args: Any, instance: Election, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, initial={"seen": settings_mark(instance)}, **kwargs)


class QuestionForm(OnceForm):
    """A resignation, or a motion of removal, of somebody in a post of the area or in a seat."""

    kind = forms.ChoiceField(
        label="类别", choices=[(kind.value, kind.label) for kind in (Kind.RESIGNATION, Kind.REMOVAL)]
    )
    held = forms.ChoiceField(label="本人及职务", help_text="名册中没有的职务,请先在人员页面登记")
    mover = forms.ChoiceField(
        label="罢免案由谁提出", choices=[("", "(辞职不填)"), *Mover.choices], required=False,
        help_text="代表联名须有全体代表五分之一以上",
    )  # fmt: skip
    nominate_by = MomentField(
        label="联名截止时间", required=False, widget=forms.DateTimeInput(), help_text="仅代表联名提出的罢免案填写"
    )
    stated_on = DayField(label="提出日期", widget=forms.DateInput())
    statement = forms.CharField(
        label="辞职请求(罢免理由)全文", max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    held_under = forms.CharField(label="依据的办法", max_length=120, initial="本级人民代表大会议事规则")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"] = TermChoice(actor=actor)
        self.order_fields(("term", "kind", "held"))
        terms = list(self.fields["term"].queryset)
        self._held = _holders(terms, timezone.localdate())
        self.fields["held"].choices = [(key, label) for key, (label, _) in self._held.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        term, held = data.get("term"), self._held.get(data.get("held", ""))
        if term and held and _area_of(held[1]) != term.body.area_id:
            self.add_error("held", "所选职务不属于这一机关所在的区划,请重新选择。")
        if held and isinstance(held[1], Mandate) and data.get("kind") == Kind.REMOVAL:
            self.add_error("held", "镇人大代表由选民罢免,不由代表大会罢免;代表大会只罢免由它选出的职务。")
        return data

    def draft(self) -> QuestionDraft:
        data, held = self.cleaned_data, self._held[self.cleaned_data["held"]][1]
        is_post = isinstance(held, Post)
        post = held.title if is_post else "代表"
        verb = "接受{}辞去{}职务" if data["kind"] == Kind.RESIGNATION else "罢免{}的{}职务"
        fields = ("kind", "held_under", "statement", "stated_on", "mover", "nominate_by")
        return QuestionDraft(
            **{field: data[field] for field in fields},
            title=verb.format(held.person.name, post)[:100],
            person=held.person,
            post=post,
            post_held=held if is_post else None,
            mandate=None if is_post else held,
        )


def _holders(terms: list[Term], on: date) -> dict[str, tuple[str, Post | Mandate]]:
    """Who holds a post in the areas of these terms, then who sits in them; by surname strokes."""
    areas = [term.body.area_id for term in terms]
    posts = Post.objects.on(on).filter(unit__area__in=areas).select_related("person", "unit")
    rows = sorted(posts, key=lambda post: (post.unit.pk, stroke_key(post.person.name)))
    found: dict[str, tuple[str, Post | Mandate]] = {
        f"post-{post.pk}": (f"{post.person.name} {post.unit}{post.title}", post) for post in rows
    }
    for term in terms:
        for seat in deputies_of(term, on):
            found[f"seat-{seat.pk}"] = (f"{seat.person.name} {term.body}代表", seat)
    return found


def _area_of(held: Post | Mandate) -> int:
    return held.unit.area_id if isinstance(held, Post) else held.term.body.area_id


class DefenceForm(forms.Form):
    """What the person says in defence."""

    text = forms.CharField(
        label="申辩意见", max_length=4000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="本人不申辩的,写“本人不申辩”。意见会印发会议。",
    )  # fmt: skip


class ReopenForm(forms.Form):
    """Until when nominations are taken again."""

    nominate_by = MomentField(label="新的提名截止时间", widget=forms.DateTimeInput())
