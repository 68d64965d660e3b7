from apps.foundation.core.actors import HANDLER, LEADER, OPERATOR, STAFF
from apps.foundation.core.audiences import PUBLIC, SIGNED_IN
from apps.foundation.core.registry import Role, System, register

register(
    System(
        slug="accounts",
        title="账号",
        urls=("accounts/", "apps.foundation.accounts.urls"),
        roles=[
            Role(OPERATOR, "系统管理员"),
            Role(STAFF, "人大工作人员"),
            Role(LEADER, "领导"),
            Role(HANDLER, "承办单位办理员", scope="unit"),
        ],
        audiences={
            "account_login": PUBLIC,
            "account_logout": PUBLIC,
            "account_signup": PUBLIC,
            "account_*": SIGNED_IN | {"none"},
            "mfa_*": SIGNED_IN | {"none"},
        },
        order=90,
    )
)
