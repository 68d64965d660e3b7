"""What the ballot pages need."""

from django import template

from apps.congress.ballots.rules.secrecy import receipt_of
from apps.congress.ballots.selectors import marks_text

register = template.Library()
register.filter(marks_text)
register.filter("receipt", receipt_of)
