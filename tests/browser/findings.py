"""What axe-core finds on a page that is serious or critical."""

from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

AXE = (Path(settings.BASE_DIR) / "node_modules/axe-core/axe.min.js").read_text()
GRAVE = {"serious", "critical"}


def findings(page: Page) -> list[str]:
    """What axe-core finds, as `impact rule: element`, with what it says of it."""
    page.evaluate(AXE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{page.url} {one['impact']} {one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for one in result["violations"] if one["impact"] in GRAVE
        for node in one["nodes"]
    ]  # fmt: skip
