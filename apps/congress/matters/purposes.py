"""What submissions may be brought to, as the systems above name it; this app knows none of them by name."""

GENERAL = ""
_titles: dict[str, str] = {GENERAL: "一般意见"}


def purpose_register(slug: str, title: str) -> None:
    """Name a purpose, such as `livelihood.collection`: 民生实事项目征集. Called from a system's `system.py`."""
    if _titles.setdefault(slug, title) != title:
        raise ValueError(f"purpose {slug!r} is registered twice")


def title_of(slug: str) -> str:
    return _titles.get(slug, slug)


def choices() -> list[tuple[str, str]]:
    """For filters; the general purpose has a value of its own there, since an empty one does not filter."""
    return [(slug or "general", title) for slug, title in _titles.items()]
