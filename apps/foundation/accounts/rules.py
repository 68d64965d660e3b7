"""What a slip's code is, and what a password must be: no database, no clock."""

import hashlib
from datetime import date

CODE_BYTES = 16
LARGE_PRINT_COOKIE = "large_print"
LOCK_AFTER, LOCK_MINUTES = 5, 15
HERE_AFTER, HERE_MINUTES = 100, 10
LOCK_LIMIT, HERE_LIMIT = f"{LOCK_AFTER}/{LOCK_MINUTES}m/key", f"{HERE_AFTER}/{HERE_MINUTES}m/ip"
"""Wrong passwords of one account, and from one address: a whole session hall has one. As allauth writes them."""

SLIP_UNKNOWN = "这张登录单无效:请核对是否扫了完整的二维码,或请本级人大工作人员重新开一张。"
SLIP_USED = "这张登录单已经用过,一张只能用一次。如需再次登录,请本级人大工作人员重新开一张。"
SLIP_REPLACED = "这张登录单已作废:之后又给您开了一张新的,请用新的那张。"
SLIP_EXPIRED = "这张登录单已过有效期,请本级人大工作人员重新开一张。"
ACCOUNT_INACTIVE = "此账号已停用,不能登录。如有疑问,请联系本级人大工作人员。"
WRONG_PASSWORD = f"用户名或密码不正确。连续输错 {LOCK_AFTER} 次,将暂停密码登录 {LOCK_MINUTES} 分钟。"
LOCKED = (
    f"密码输错次数过多,已暂停密码登录 {LOCK_MINUTES} 分钟。请 {LOCK_MINUTES} 分钟后再试;"
    "急用时请本级人大工作人员开一张登录单,扫码即可登录。"
)
WRONG_TOO_OFTEN_HERE = (
    f"从您所在的网络输错密码的次数过多,已暂停从这里用密码登录,您的账号没有被锁定。请 {HERE_MINUTES} 分钟后再试;"
    "急用时请本级人大工作人员开一张登录单,扫码即可登录。"
)
PASSKEY_NOT_ADDED = "没有登记成功:页面放得太久,或这台设备没有核对本人。请再登记一次。"
PASSKEY_REFUSED = "这把通行密钥没有通过核对:可能已从账号中移除,或页面放得太久。请再试一次,或改用登录单、密码登录。"
PASSWORD_GIVEN = "现在的密码是别人给您设的,请先换成自己的密码,再使用系统。"
PASSWORD_EXPIRED = "您的密码已用满 {days} 天,按安全规定请换一个新的,再使用系统。平时用登录单、通行密钥登录的,不受此限。"
SSO = "sso"
SSO_UNREACHABLE = "{name}暂时连不上,或没有答复。请稍后再试,或改用登录单、通行密钥、密码登录。"
SSO_UNKNOWN = (
    "{name}已确认您的身份(编号 {uid}),但这个编号还没有关联本系统的账号。请用登录单或密码登录后,"
    "在“账号与安全”里关联;或把编号告诉系统管理员,由其在您的人员页面登记。"
)
SSO_TAKEN = "编号“{uid}”已经关联另一个账号,不能再关联。一个编号只能关联一个账号,请核对。"
KINDS, KINDS_NEEDED, FORMER = ("大写字母", "小写字母", "数字", "其他符号"), 3, 5
PASSWORD_RULES = (
    "至少 10 个字符",
    "大写字母、小写字母、数字、其他符号(如 -、#、空格)至少有三种",
    "不能是常见密码(如 Password123!)",
    "不能与用户名、姓名相近",
    f"不能与最近用过的 {FORMER} 个相同",
)
WARN_DAYS = 7
STAMP_SECONDS = 300


def password_kinds(password: str) -> int:
    """How many of the four kinds of signs a password has (GB/T 22239 8.1.4.1, as assessed: three of four)."""
    kinds = [str.isupper, str.islower, str.isdigit]
    found = {next((place for place, is_kind in enumerate(kinds) if is_kind(sign)), len(kinds)) for sign in password}
    return len(found)


def password_days_left(set_on: date, on: date, days: int) -> int | None:
    """Days until a password must be changed, 0 and below where it must now; None where passwords do not expire."""
    return (set_on - on).days + days if days else None


def session_end(*, kind: str, age: int, idle: int, hours: int, idle_minutes: int) -> str:
    """The sentence that says why a session of that age, last used `idle` seconds ago, is over; "" where it is not.

    Who came by slip is not signed out for resting: the slip is used up and cannot be had again at once.
    """
    if age > hours * 3600:
        return f"登录已满 {hours} 小时,为保证安全已退出,请重新登录。"
    if idle_minutes and kind != "slip" and idle > idle_minutes * 60:
        return f"您有 {idle_minutes} 分钟没有操作,为保证安全已退出登录,请重新登录。"
    return ""


def stamp_after(idle_minutes: int) -> int:
    """Seconds after which the use of a session is noted again."""
    return min(STAMP_SECONDS, idle_minutes * 20) if idle_minutes else STAMP_SECONDS


def code_hash(code: str) -> str:
    """What the database keeps of a slip's code; a code of 128 random bits needs no salt."""
    return hashlib.sha256(code.encode()).hexdigest()


# The first that a browser names itself by; those that call themselves Chrome or Safari as well stand before these.
BROWSERS = (
    ("wxwork", "企业微信"), ("micromessenger", "微信"), ("dingtalk", "钉钉"), ("feishu", "飞书"), ("lark", "飞书"),
    ("qqbrowser", "QQ浏览器"), ("ucbrowser", "UC浏览器"), ("quark", "夸克"), ("huaweibrowser", "华为浏览器"),
    ("miuibrowser", "小米浏览器"), ("vivobrowser", "vivo浏览器"), ("heytapbrowser", "OPPO浏览器"),
    ("qaxbrowser", "奇安信浏览器"), ("360se", "360浏览器"), ("360ee", "360浏览器"), ("edg", "Edge浏览器"),
    ("firefox", "火狐浏览器"), ("chrome", "Chrome浏览器"), ("safari", "Safari浏览器"),
)  # fmt: skip
DEVICES = (
    ("ipad", "苹果平板"), ("iphone", "苹果手机"), ("harmony", "鸿蒙设备"), ("windows", "Windows电脑"),
    ("macintosh", "苹果电脑"), ("android", "安卓平板"), ("linux", "Linux电脑"),
)  # fmt: skip


def device_words(user_agent: str) -> str:
    """What a browser says of itself, in plain words: `安卓手机·微信`."""
    told = user_agent.lower()
    device = next((words for mark, words in DEVICES if mark in told), "")
    if device == "安卓平板" and "mobile" in told:
        device = "安卓手机"
    browser = next((words for mark, words in BROWSERS if mark in told), "")
    return "·".join(word for word in (device, browser) if word) or "其他设备"
