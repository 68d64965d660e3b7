from apps.foundation.core.audiences import OFFICE, PUBLIC
from apps.foundation.core.registry import MenuItem, System, register
from apps.foundation.people import demo

register(
    System(
        slug="people",
        title="人员与名册",
        urls=("people/", "apps.foundation.people.urls"),
        menu=[MenuItem("打印登录单", "people_slips", "ticket")],
        demo=demo.load,
        acts={
            "people.account.opened": "{actor}给{subject}建立了登录账号",
            "people.office.set_up": "{actor}建立了{subject}和{places}个镇街",
            "people.operator.appointed": "{actor}建立了系统管理员{subject}",
        },
        audiences={"people_first_run": PUBLIC, "people_slips": OFFICE, "people_slips_print": OFFICE},
        order=80,
    )
)
