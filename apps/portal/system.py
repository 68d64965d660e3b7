from apps.foundation.core.audiences import PUBLIC, SIGNED_IN
from apps.foundation.core.registry import MenuItem, System, register

EVERYBODY = SIGNED_IN | {"none"}

register(
    System(
        slug="portal",
        title="首页",
        urls=("", "apps.portal.urls"),
        menu=[MenuItem("首页", "portal_home", "home")],
        audiences={
            "portal_home": EVERYBODY,
            "portal_search": EVERYBODY,
            "portal_roles": EVERYBODY,
            "portal_calendar": SIGNED_IN,
            "portal_calendar_renew": SIGNED_IN,
            "portal_calendar_feed": PUBLIC,
            "portal_health": PUBLIC,
        },
        order=0,
    )
)
