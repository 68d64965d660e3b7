"""The position of a phone that looks for the nearest station."""

from django import forms


class PositionForm(forms.Form):
    latitude = forms.FloatField(min_value=-90, max_value=90, widget=forms.HiddenInput)
    longitude = forms.FloatField(min_value=-180, max_value=180, widget=forms.HiddenInput)

    def position(self) -> tuple[float, float]:
        return self.cleaned_data["latitude"], self.cleaned_data["longitude"]
