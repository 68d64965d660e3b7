"""A suggestion or opinion on the phone of the member who puts it forward."""

from typing import Any

from django import forms
from django.utils import timezone

from apps.congress.matters.models import Matter, Submission
from apps.congress.matters.rules.writing import TITLE_LIMIT, WRITTEN_LIMIT
from apps.congress.matters.selectors.writing import categories_at, colleagues_of, voiced_options
from apps.congress.matters.services.writing import SuggestionDraft
from apps.foundation.core.actors import Actor
from apps.foundation.core.forms import OnceForm, RevisedForm
from apps.foundation.people.forms.colleagues import ColleaguesField
from apps.foundation.people.models import Person, Term
from apps.office.files.forms import UploadsField

DRAFT_FIELDS = tuple(SuggestionDraft.__dataclass_fields__)
ASK_HELP = "所选代表会收到消息,由本人在手机上确认;以后还可以再请。"


class VoicedField(forms.ModelChoiceField):
    def label_from_instance(self, submission: Submission) -> str:
        return f"{submission.number}号 {submission.excerpt(24)}"


class SuggestionForm(RevisedForm):
    """One matter in each. `revision` names the text it was made from."""

    title = forms.CharField(label="标题", max_length=TITLE_LIMIT, help_text="一事一议,如:关于增设新民村三组路灯的建议")
    text = forms.CharField(
        label="内容", max_length=WRITTEN_LIMIT, widget=forms.Textarea({"rows": 12}),
        help_text="写清情况、问题和建议。",
    )  # fmt: skip
    category = forms.ChoiceField(label="类别")
    may_be_published = forms.BooleanField(label="同意公开内容和答复", required=False, initial=True)
    wants_to_join = forms.BooleanField(label="愿意参加承办单位的调研、座谈", required=False)
    files = UploadsField(label="照片、附件(可不填)")
    revision = forms.IntegerField(min_value=1, max_value=30000, widget=forms.HiddenInput, initial=1)

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = categories_at(term.body.area, timezone.localdate())
        self.fields["category"].choices = [("", "请选择"), *((word, word) for word in words)]

    def draft(self) -> SuggestionDraft:
        return SuggestionDraft(**{name: self.cleaned_data[name] for name in DRAFT_FIELDS})


class NewSuggestionForm(OnceForm, SuggestionForm):
    """Begins one: whom it asks to co-sign, and whose words it carries."""

    ask = ColleaguesField(required=False, help_text=ASK_HELP)

    def __init__(self, *args: Any, term: Term, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, term=term, **kwargs)
        voiced = voiced_options(actor, term)
        if voiced.exists():
            self.fields["voiced"] = VoicedField(
                voiced, label="据哪一件群众反映提出(可不选)", required=False, empty_label="(不选)",
                to_field_name="public_id", help_text="选了以后,群众凭查询码可以看到办理进展。",
            )  # fmt: skip
        people = colleagues_of(term, timezone.localdate())
        self.fields["ask"].offer(one for one in people if one.pk != actor.person_id)

    def asked(self) -> list[Person]:
        return self.fields["ask"].chosen(self.cleaned_data["ask"])


def initial_of(matter: Matter) -> dict[str, Any]:
    """The values of a draft, for its form."""
    return {name: getattr(matter, name) for name in (*DRAFT_FIELDS, "revision")}


class AskForm(forms.Form):
    """More colleagues to be asked."""

    ask = ColleaguesField(help_text="所选代表会收到消息,由本人在手机上确认。")

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {matter.lead_id, *matter.signers.values_list("person_id", flat=True)}
        people = colleagues_of(matter.term, timezone.localdate()) if matter.term else []
        self.fields["ask"].offer(one for one in people if one.pk not in known)

    def asked(self) -> list[Person]:
        return self.fields["ask"].chosen(self.cleaned_data["ask"])


class WithdrawForm(forms.Form):
    """Why it is taken back."""

    reason = forms.CharField(label="撤回理由", max_length=300)
