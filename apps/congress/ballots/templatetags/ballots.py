"""What the ballot pages need."""

from django import template

from apps.congress.ballots.selectors import marks_text

register = template.Library()
register.filter(marks_text)
