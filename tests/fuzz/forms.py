"""The forms of a page as a browser would submit them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

SILENT = {"submit", "button", "image", "reset"}
PLAUSIBLE = {
    "number": "3", "date": "2026-03-25", "datetime-local": "2026-03-25T09:00", "time": "09:00", "month": "2026-03",
    "email": "a@example.cn", "tel": "13900000000", "url": "https://example.cn/", "checkbox": "on", "color": "#123456",
}  # fmt: skip


@dataclass
class Field:
    """One name of a form; `options` are what a list, a group of radios or of boxes offers."""

    name: str
    type: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    required: bool = False
    limit: int = 0

    @property
    def filled(self) -> list[str]:
        """What somebody would leave or enter in it."""
        if self.type == "file":
            return []
        if self.value or self.type == "hidden":
            return [self.value]
        if self.options:
            return [next((one for one in self.options if one), "")]
        if self.type == "checkbox" and not self.required:
            return []
        text = PLAUSIBLE.get(self.type, "测试内容")
        return [text[: self.limit] if self.limit else text]


@dataclass
class Form:
    action: str
    method: str = "get"
    is_multipart: bool = False
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.forms, self.open = url, [], None
        self.by_id: dict[str, Form] = {}
        self.list: Field | None = None
        self.text: Field | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._begin(given)
        elif action := given.get("hx-post"):
            self.forms.append(Form(urljoin(self.url, action), "post"))
        form = self.by_id.get(given.get("form", ""), self.open)
        if form is None:
            return
        if tag in ("input", "select", "textarea") and given.get("name"):
            self._field(form, tag, given)
        elif tag == "button" and given.get("name"):
            form.buttons.append((given["name"], given.get("value", "")))
        elif tag == "option" and self.list is not None:
            self.list.options.append(given.get("value", ""))
            if "selected" in given:
                self.list.value = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.value += data.strip("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.list = None
        elif tag == "textarea":
            self.text = None

    def _begin(self, given: dict[str, str]) -> None:
        action = given.get("hx-post") or given.get("action") or self.url
        method = "post" if "hx-post" in given else given.get("method", "get").lower()
        self.open = Form(urljoin(self.url, action), method, "multipart" in given.get("enctype", ""))
        self.forms.append(self.open)
        if given.get("id"):
            self.by_id[given["id"]] = self.open

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        kind = tag if tag != "input" else given.get("type", "text")
        if kind in SILENT:
            form.buttons.append((given["name"], given.get("value", "")))
            return
        limit = int(given["maxlength"]) if given.get("maxlength", "").isdigit() else 0
        known = form.fields.setdefault(given["name"], Field(given["name"], kind, limit=limit))
        known.required |= "required" in given
        if kind in ("radio", "checkbox"):
            known.options.append(given.get("value", "on"))
            known.value = given.get("value", "on") if "checked" in given else known.value
        elif tag == "input":
            known.value = given.get("value", "")
        elif tag == "select":
            self.list = known
        else:
            self.text = known


def forms_of(html: str, url: str) -> list[Form]:
    """Every form of a page of this address that submits within the portal."""
    reader = _Reader(url)
    reader.feed(html)
    return [form for form in reader.forms if not urlsplit(form.action).netloc]
