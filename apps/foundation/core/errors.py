"""What can go wrong in an act, each with a Chinese sentence for the person in front of the screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is missing or wrong: a stable code for programs, a sentence for people."""

    code: str
    sentence: str


class DomainError(Exception):
    """An act was refused; `sentence` says in Chinese why and what to do."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    back = ""
    """The page to go back to, where the browser does not say which one led here."""

    def __init__(self, sentence: str, issues: Iterable[Issue] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.issues = tuple(issues)


class WrongState(DomainError):
    """The thing is not in a state that allows this act."""

    status = HTTPStatus.CONFLICT


class Conflict(DomainError):
    """Somebody else was first: the act collides with what is already recorded."""

    status = HTTPStatus.CONFLICT


COMPARE = "没有保存。您填写的内容仍在本页,已保存的写在各栏下面,请对照合并后再保存。"
"""How a Conflict ends where the page shows both (`core.forms.RevisedForm`)."""


CHANGED_MEANWHILE = "内容刚被他人修改过,没有保存。您填写的内容仍在本页,请另开窗口查看最新内容,合并后再保存。"
"""The sentence of a Conflict where the page shows only what was typed."""


class NotAllowed(DomainError):
    """This role may not do this act."""

    status = HTTPStatus.FORBIDDEN


class NotReady(DomainError):
    """Conditions are missing; `issues` lists every one of them."""

    def __init__(self, issues: Iterable[Issue], sentence: str = "还不能办理,请先处理以下事项。") -> None:
        super().__init__(sentence, issues)

    def __str__(self) -> str:
        return self.sentence + "".join(issue.sentence for issue in self.issues)


def require_ready(issues: Iterable[Issue]) -> None:
    """Raise NotReady when there is any issue."""
    found = tuple(issues)
    if found:
        raise NotReady(found)


def required(text: str, sentence: str) -> str:
    """The text without blanks around it. Raises DomainError with the sentence where there is none."""
    if not text.strip():
        raise DomainError(sentence)
    return text.strip()


def require_newest(revision: int, newest: int) -> None:
    """Raises Conflict where somebody saved since the page was read."""
    if revision != newest:
        raise Conflict(CHANGED_MEANWHILE)
