from datetime import timedelta

from apps.foundation.core.actors import HANDLER, LEADER, OPERATOR, STAFF
from apps.foundation.core.audiences import PUBLIC, SIGNED_IN
from apps.foundation.core.registry import PolicyKey, Role, System, Timed, register

ANY_ACCOUNT = SIGNED_IN | {"none"}

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
        policies=[
            PolicyKey(
                key="accounts.slip_hours",
                title="登录单有效时间",
                default=72,
                kind="int",
                standing="free",
                source="本系统默认值",
                minimum=1,
                maximum=720,
                unit="小时",
            )
        ],
        schedule=[Timed("accounts.sessions_tidy", timedelta(hours=6))],
        acts={
            "accounts.slip.issued": "{actor}给{subject}开了登录单,{hours}小时内有效",
            "accounts.slip.used": "{actor}用登录单登录",
            "accounts.user.signed_in": "{actor}用{how}登录",
            "accounts.sso.linked": "{actor}关联了单点登录,编号{uid}",
            "accounts.sso.unlinked": "{actor}解除了单点登录,编号{uid}",
            "accounts.user.locked_out": "{actor}因密码连续输错,暂停受理{subject}的密码登录",
            "accounts.device.ended": "{actor}退出了在{device}上的登录",
            "accounts.devices.ended": "{actor}退出了在其他设备上的登录,共{count}处",
            "accounts.password.set": "{actor}设置了新密码",
            "accounts.second_factor.added": "{actor}启用了{kind}",
            "accounts.second_factor.removed": "{actor}停用了{kind}",
        },
        audiences={
            "account_login": PUBLIC,
            "account_logout": PUBLIC,
            "account_inactive": PUBLIC,
            "account_signup": PUBLIC,
            "accounts_slip": PUBLIC,
            "accounts_large_print": PUBLIC,
            "accounts_overview": ANY_ACCOUNT,
            "accounts_devices": ANY_ACCOUNT,
            "accounts_device_end": ANY_ACCOUNT,
            "accounts_devices_end": ANY_ACCOUNT,
            "accounts_still_here": ANY_ACCOUNT,
            "accounts_two_factors": ANY_ACCOUNT,
            "accounts_sso_begin": PUBLIC,
            "openid_connect_callback": PUBLIC,
            "accounts_sso": ANY_ACCOUNT,
            "accounts_sso_link": ANY_ACCOUNT,
            "accounts_sso_unlink": ANY_ACCOUNT,
            "mfa_authenticate": PUBLIC,
            "mfa_login_webauthn": PUBLIC,
            "mfa_list_webauthn": ANY_ACCOUNT,
            "mfa_add_webauthn": ANY_ACCOUNT,
            "mfa_edit_webauthn": ANY_ACCOUNT,
            "mfa_remove_webauthn": ANY_ACCOUNT,
            "mfa_reauthenticate_webauthn": ANY_ACCOUNT,
            "account_reauthenticate": ANY_ACCOUNT,
            "account_change_password": ANY_ACCOUNT,
            "mfa_index": ANY_ACCOUNT,
            "mfa_reauthenticate": ANY_ACCOUNT,
            "mfa_activate_totp": ANY_ACCOUNT,
            "mfa_deactivate_totp": ANY_ACCOUNT,
            "mfa_view_recovery_codes": ANY_ACCOUNT,
            "mfa_generate_recovery_codes": ANY_ACCOUNT,
            "mfa_download_recovery_codes": ANY_ACCOUNT,
        },
        order=90,
    )
)
