"""Pages of acts: a form, the service, and what the service refused shown above the form with nothing lost."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.foundation.core.errors import Conflict, DomainError
from apps.foundation.core.typed import SYMBOL_BULLETS

Result = TypeVar("Result")

REASON_LENGTH = 300


def reason_of(request: HttpRequest) -> str:
    """The reason typed into the dialog of an act; whether it may be empty, the service says.

    Raises DomainError where it is too long; the refusal offers the text again. A line's end counts as one sign.
    """
    reason = request.POST.get("reason", "").replace("\r\n", "\n").replace("\x00", "").strip()
    if len(reason) > REASON_LENGTH:
        raise DomainError(f"理由写了{len(reason)}字,最多{REASON_LENGTH}字。您写的内容仍在下面,请删减后重新提交。")
    return reason


def attempt(form: BaseForm, act: Callable[[], Result]) -> Result | None:
    """Run the service of a valid form; a refusal becomes an error of the form, and None comes back."""
    if not form.is_valid():
        return None
    _mend_bullets(form)
    try:
        return act()
    except DomainError as error:
        form.add_error(None, [error.sentence, *(issue.sentence for issue in error.issues)])
        if isinstance(error, Conflict) and hasattr(form, "upon_newest"):
            form.upon_newest()
        return None


def _mend_bullets(form: BaseForm) -> None:
    """What was pasted from Word is read by services and on paper without empty boxes."""
    values = getattr(form, "cleaned_data", None)
    if isinstance(values, dict):  # lists of rows keep theirs
        values |= {name: text.translate(SYMBOL_BULLETS) for name, text in values.items() if isinstance(text, str)}


def form_page(
    request: HttpRequest, form: BaseForm, *, title: str, cancel: str, submit: str = "保存", **context: Any
) -> HttpResponse:
    """The page of one form. `pretitle` and `hint` may be given besides."""
    values = {"form": form, "title": title, "cancel": cancel, "submit": submit, **context}
    return render(request, "components/form_page.html", values)
