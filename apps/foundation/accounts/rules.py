"""What a slip's code is, and what a password must be: no database, no clock."""

import hashlib

CODE_BYTES = 16
LARGE_PRINT_COOKIE = "large_print"
LOCK_AFTER, LOCK_MINUTES = 5, 15

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
PASSKEY_NOT_ADDED = "没有登记成功:页面放得太久,或这台设备没有核对本人。请再登记一次。"
PASSKEY_REFUSED = "这把通行密钥没有通过核对:可能已从账号中移除,或页面放得太久。请再试一次,或改用登录单、密码登录。"
PASSWORD_RULES = (
    "至少 10 个字符",
    "不能全是数字",
    "不能是常见密码(如 1234567890、password123)",
    "不能与用户名、姓名相近",
)


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
