"""Writing a proposal: by kind, on the phone of a deputy or at the desk of the office."""

from typing import Any

from django import forms
from django.utils import timezone

from apps.congress.elections.selectors.rules_here import deputies_of
from apps.congress.meetings.models import Meeting
from apps.congress.proposals.models import Kind, Proposal, Source
from apps.congress.proposals.rules.signing import SOURCES
from apps.congress.proposals.selectors.rules_here import meetings_to_come, organs_of, posts_of
from apps.congress.proposals.services.writing import ProposalDraft
from apps.foundation.core.actors import Actor
from apps.foundation.core.forms import OnceForm, RevisedForm
from apps.foundation.organisations.models import Unit
from apps.foundation.people.forms.colleagues import ColleaguesField
from apps.foundation.people.models import Person, Post, Term

ASK = "请哪些代表联名"
TITLES = {
    Kind.MOTION: "如:关于加强农村饮用水水源保护的议案",
    Kind.INTERPELLATION: "如:关于乡村道路养护资金使用情况的质询案",
    Kind.REMOVAL: "如:关于罢免××副镇长职务的议案",
    Kind.MAJOR_MATTER: "如:关于镇级集中供水工程建设方案",
}
TEXTS = {Kind.MOTION: "方案", Kind.MAJOR_MATTER: "方案", Kind.INTERPELLATION: "质询的问题和内容"}
TEXT_HELP = {
    Kind.MOTION: "拟请会议决定的内容",
    Kind.MAJOR_MATTER: "拟请会议决定的内容",
    Kind.INTERPELLATION: "写明质询的问题和要求答复的内容",
}


class PostField(forms.ModelChoiceField):
    def label_from_instance(self, post: Post) -> str:
        return f"{post.person.name} {post.unit}{post.title}"


class ProposalForm(RevisedForm):
    """One proposal of a kind; what its kind has no use for is left out. `revision` names the text it was made from."""

    title = forms.CharField(label="标题", max_length=100)
    source = forms.ChoiceField(label="提出主体")
    subject = forms.CharField(label="案由", max_length=500, required=False, widget=forms.Textarea({"rows": 2}))
    unit = forms.ModelChoiceField(Unit.objects.none(), required=False, empty_label="请选择")
    post_held = PostField(Post.objects.none(), label="拟罢免的人员和职务", required=False, empty_label="请选择")
    grounds = forms.CharField(label="案据", max_length=8000, required=False, widget=forms.Textarea({"rows": 5}))
    text = forms.CharField(max_length=8000, required=False, widget=forms.Textarea({"rows": 6}))
    feasibility = forms.CharField(
        label="可行性说明", max_length=8000, required=False, widget=forms.Textarea({"rows": 4})
    )
    comments = forms.CharField(
        label="征求意见情况", max_length=8000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text="向谁、以什么方式征求,主要意见和采纳情况",
    )  # fmt: skip
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label="拟提交的会议", required=False, empty_label="由主席团确定"
    )
    revision = forms.IntegerField(min_value=1, max_value=30000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, term: Term, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kind = kind
        self._by_kind(Kind(kind), term)
        self._by_actor(kind, actor)

    def _by_kind(self, kind: Kind, term: Term) -> None:
        today = timezone.localdate()
        self.fields["title"].help_text = TITLES[kind]
        self.fields["meeting"].queryset = meetings_to_come(term)
        self.fields["unit"].queryset = organs_of(term, today)
        self.fields["post_held"].queryset = posts_of(term, today)
        self.fields["unit"].label = "受质询机关" if kind == Kind.INTERPELLATION else "执行机关"
        self.fields["grounds"].label = "罢免理由" if kind == Kind.REMOVAL else "案据"
        self.fields["grounds"].help_text = "提出的理由和依据" if kind != Kind.REMOVAL else ""
        self.fields["text"].label = TEXTS.get(kind, "方案")
        self.fields["text"].help_text = TEXT_HELP.get(kind, "")
        unused = {
            Kind.MOTION: ("unit", "post_held", "feasibility", "comments"),
            Kind.INTERPELLATION: ("post_held", "feasibility", "comments"),
            Kind.REMOVAL: ("unit", "text", "feasibility", "comments"),
            Kind.MAJOR_MATTER: ("post_held",),
        }
        for name in unused[kind]:
            del self.fields[name]

    def _by_actor(self, kind: str, actor: Actor) -> None:
        if actor.is_member:
            del self.fields["source"]
            return
        sources = [Source(source) for source in SOURCES[kind] if source != Source.DEPUTIES]
        self.fields["source"].choices = [(source.value, source.label) for source in sources]

    def draft(self) -> ProposalDraft:
        names = set(ProposalDraft.__dataclass_fields__) & set(self.cleaned_data)
        return ProposalDraft(kind=self._kind, **{name: self.cleaned_data[name] for name in names})


class NewProposalForm(OnceForm, ProposalForm):
    """The first text; a deputy asks colleagues to co-sign by the same page."""

    def __init__(self, *args: Any, term: Term, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, term=term, actor=actor, **kwargs)
        self._people = dict[str, Person]()
        del self.fields["revision"]
        if actor.is_member:
            self._ask(term, actor)

    def _ask(self, term: Term, actor: Actor) -> None:
        deputies = [seat.person for seat in deputies_of(term, timezone.localdate())]
        self._people = {str(person.pk): person for person in deputies if person.pk != actor.person_id}
        self.fields["ask"] = ColleaguesField(
            label=ASK, required=False, help_text="所选代表会收到消息,由本人在手机上确认;以后还可以再请"
        )
        self.fields["ask"].offer(self._people.values())

    def asked(self) -> list[Person]:
        return [self._people[key] for key in self.cleaned_data.get("ask", ())]


def initial_of(proposal: Proposal) -> dict[str, Any]:
    """The values of a draft, for its form."""
    names = (*ProposalDraft.__dataclass_fields__, "revision")
    return {name: getattr(proposal, name) for name in names}


class AskForm(forms.Form):
    """More deputies to be asked to co-sign."""

    ask = ColleaguesField(label=ASK)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = set(proposal.signers.values_list("person_id", flat=True))
        deputies = [seat.person for seat in deputies_of(proposal.term, timezone.localdate())]
        self._people = {str(one.pk): one for one in deputies if one.pk not in asked}
        self.fields["ask"].offer(self._people.values())

    def asked(self) -> list[Person]:
        return [self._people[key] for key in self.cleaned_data["ask"]]
