"""As of which moment the figures of a meeting are asked."""

from datetime import datetime

from django import forms
from django.utils import timezone

from apps.foundation.core.forms import MomentField


class AsOfForm(forms.Form):
    as_of = MomentField(label="截至", required=False, widget=forms.DateTimeInput)

    def moment(self) -> datetime:
        """The moment asked for, never one to come; now where none was."""
        now = timezone.now()
        given = self.cleaned_data.get("as_of") if self.is_bound and self.is_valid() else None
        return min(given or now, now)
