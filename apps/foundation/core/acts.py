"""Pages of acts: a form, the service, and what the service refused shown above the form with nothing lost."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.foundation.core.errors import Conflict, DomainError

Result = TypeVar("Result")


def attempt(form: BaseForm, act: Callable[[], Result]) -> Result | None:
    """Run the service of a valid form; a refusal becomes an error of the form, and None comes back."""
    if not form.is_valid():
        return None
    try:
        return act()
    except DomainError as error:
        form.add_error(None, [error.sentence, *(issue.sentence for issue in error.issues)])
        if isinstance(error, Conflict) and hasattr(form, "upon_newest"):
            form.upon_newest()
        return None


def form_page(
    request: HttpRequest, form: BaseForm, *, title: str, cancel: str, submit: str = "保存", **context: Any
) -> HttpResponse:
    """The page of one form. `pretitle` and `hint` may be given besides."""
    values = {"form": form, "title": title, "cancel": cancel, "submit": submit, **context}
    return render(request, "components/form_page.html", values)
