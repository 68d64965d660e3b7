"""Form fields for days and moments: a slip of the keyboard (year 1, year 9999) is refused where it is typed.

PostgreSQL keeps the first hours of year 1 as a day before Christ, which Python cannot read back.
"""

from datetime import date, datetime

from django import forms
from django.core.exceptions import ValidationError

FIRST_YEAR, LAST_YEAR = 1900, 2100


def plausible_year(value: date | datetime) -> None:
    """Refuse a year that no office can mean."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(f"年份应在{FIRST_YEAR}年至{LAST_YEAR}年之间,请核对。")


class DayField(forms.DateField):
    default_validators = [plausible_year]


class MomentField(forms.DateTimeField):
    default_validators = [plausible_year]
