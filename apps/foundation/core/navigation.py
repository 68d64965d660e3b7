"""The navigation of one request: the registry's menu items that the acting role may open, by system."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse

from apps.foundation.core import registry
from apps.foundation.core.audiences import may_enter


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the navigation, of the system of that title."""

    title: str
    url: str
    icon: str
    is_current: bool = False
    folded: bool = False
    system: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the links the acting role may open: of a system, and of the systems of one line after it."""

    title: str
    links: tuple[Link, ...]

    @property
    def shown(self) -> list[Link]:
        """In sight; a single line is not folded away."""
        return [link for link in self.links if not link.folded or not self.more]

    @property
    def more(self) -> list[Link]:
        """Behind 更多."""
        folded = [link for link in self.links if link.folded]
        return folded if 1 < len(folded) < len(self.links) else []

    @property
    def opens(self) -> bool:
        """Whether 更多 stands open: one of its links is the page that is shown."""
        return any(link.is_current for link in self.more)

    @property
    def is_current(self) -> bool:
        return any(link.is_current for link in self.links)

    @property
    def place(self) -> str:
        """Title of the system whose page is shown."""
        return next((link.system for link in self.links if link.is_current), "")


def menu_for(role: str, path: str, unit_kind: str = "") -> list[Section]:
    """Sections for somebody in `role`, for a unit of `unit_kind`, who looks at `path`; systems without an open item are
    left out.

    A system of one line that bears its name needs no heading, and stands under the one before it.
    """
    opened = [(system.title, list(_items(system, role, unit_kind))) for system in registry.systems()]
    current = _current_url((reverse(item.url_name) for _, items in opened for item in items), path)
    sections: list[Section] = []
    for title, items in opened:
        links = tuple(_link(item, current, title) for item in items)
        if [link.title for link in links] != [title]:
            sections += [Section(title, links)] if links else []
        elif sections:
            sections[-1] = replace(sections[-1], links=sections[-1].links + links)
        else:
            sections.append(Section("", links))
    return sections


def _items(system: registry.System, role: str, unit_kind: str) -> Iterable[registry.MenuItem]:
    return (
        item
        for item in system.menu
        if may_enter(role, item.url_name) and item.unit_kind in ("", unit_kind or item.unit_kind)
    )


def _link(item: registry.MenuItem, current: str, system: str) -> Link:
    url = reverse(item.url_name)
    return Link(item.title, url, item.icon, url == current, item.folded, system)


def _current_url(urls: Iterable[str], path: str) -> str:
    """The longest menu URL under which `path` lies; the home page only for itself."""
    return max((url for url in urls if path == url or (url != "/" and path.startswith(url))), key=len, default="")
