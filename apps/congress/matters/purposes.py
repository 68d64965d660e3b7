"""What submissions may be brought to, as the systems above name it; this app knows none of them by name."""

GENERAL, DIRECT = "", "matters.matter"
_titles: dict[str, str] = {GENERAL: "一般意见", DIRECT: "意见建议办理"}
_voiced = {GENERAL}


def purpose_register(slug: str, title: str, *, is_voiced: bool = False) -> None:
    """Name a purpose, such as `livelihood.collection`: 民生实事项目征集. Called from a system's `system.py`.

    `is_voiced`: the member who collected it may put it forward as a suggestion of their own.
    """
    if is_voiced:
        _voiced.add(slug)
    if _titles.setdefault(slug, title) != title:
        raise ValueError(f"purpose {slug!r} is registered twice")


def title_of(slug: str) -> str:
    return _titles.get(slug, slug)


def voiced() -> list[str]:
    return sorted(_voiced)


def choices() -> list[tuple[str, str]]:
    """For filters; the general purpose has a value of its own there, since an empty one does not filter."""
    return [(slug or "general", title) for slug, title in _titles.items()]
