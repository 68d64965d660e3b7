"""{% prints_large as is_large %}: whether this page is shown in large print."""

from django import template
from django.template.context import Context

from apps.foundation.accounts.rules import LARGE_PRINT_COOKIE

register = template.Library()


@register.simple_tag(takes_context=True)
def prints_large(context: Context) -> bool:
    """As the account's holder chose; who never did, and guests, as this browser was told."""
    request = context.get("request")
    chosen = getattr(getattr(request, "user", None), "large_print", None)
    return bool(request and request.COOKIES.get(LARGE_PRINT_COOKIE)) if chosen is None else chosen
