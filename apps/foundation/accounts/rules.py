"""What a slip's code is, and what a password must be: no database, no clock."""

import hashlib

CODE_BYTES = 16
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
PASSWORD_RULES = (
    "至少 10 个字符",
    "不能全是数字",
    "不能是常见密码(如 1234567890、password123)",
    "不能与用户名、姓名相近",
)


def code_hash(code: str) -> str:
    """What the database keeps of a slip's code; a code of 128 random bits needs no salt."""
    return hashlib.sha256(code.encode()).hexdigest()
