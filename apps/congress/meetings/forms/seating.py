"""How the hall is furnished."""

from django import forms

from apps.congress.meetings.models import Meeting, SeatingPlan


class SeatingForm(forms.Form):
    """Rows, seats, stage."""

    rows = forms.IntegerField(label="排数", min_value=1, max_value=60, help_text="会场座席的排数,不含主席台")
    seats = forms.IntegerField(label="每排座位数", min_value=1, max_value=60)
    has_stage = forms.BooleanField(
        label="主席团在主席台就座", required=False, help_text="不勾选的,主席团成员排在会场前排"
    )

    def __init__(self, *args: object, meeting: Meeting, plan: SeatingPlan | None, **kwargs: object) -> None:
        is_congress = not meeting.body.is_street_body
        values = {"rows": plan.rows, "seats": plan.seats, "has_stage": plan.has_stage} if plan else {}
        super().__init__(*args, initial=values or {"has_stage": is_congress}, **kwargs)
        if not is_congress:
            del self.fields["has_stage"]

    def values(self) -> dict[str, object]:
        return {"has_stage": False, **self.cleaned_data}
