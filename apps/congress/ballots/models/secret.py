"""Secret ballots: tables that can never carry a voter and a choice together (docs/decisions/0005, 0010).

No row here holds a session, an address or a moment; only `IssuedBallot` knows a voter, and it knows no ballot.
"""

from django.db import models

from apps.congress.ballots.models.roll import RollEntry
from apps.foundation.core.history import READ_ONLY


class PollKeys(models.Model):
    """What the keeper made public when the poll opened: its two keys and the definition they were made for."""

    poll = models.OneToOneField("Poll", models.PROTECT, primary_key=True, related_name="keys", verbose_name="表决")
    definition = models.TextField("表决定义", help_text="交给密钥保管进程的规范 JSON,其摘要写入箱首")
    signing_key = models.BinaryField("签发公钥", help_text="RSA-2048, SubjectPublicKeyInfo (DER)")
    sealing_key = models.BinaryField("密封公钥", help_text="X25519, 32 字节")
    head_key = models.BinaryField("箱首公钥", help_text="Ed25519, 32 字节,本平台的密钥保管进程长期使用")
    ballot_size = models.PositiveIntegerField("票面字节数", help_text="每张票密封前都补齐到这个长度")

    class Meta:
        verbose_name = "无记名表决密钥"
        verbose_name_plural = "无记名表决密钥"
        triggers = READ_ONLY

    def __str__(self) -> str:
        return str(self.poll)


class IssuedBallot(models.Model):
    """A ballot taken by a voter: one a voter by the primary key itself, without a moment, written once."""

    entry = models.OneToOneField(
        RollEntry, models.PROTECT, primary_key=True, related_name="issued", verbose_name="表决人"
    )
    blinded = models.BinaryField("盲化值", help_text="256 字节")

    class Meta:
        verbose_name = "已发出的无记名票"
        verbose_name_plural = "已发出的无记名票"
        triggers = READ_ONLY

    def __str__(self) -> str:
        return str(self.entry)


class SecretBallot(models.Model):
    """A ballot in the box: whose, nobody knows; what, only the keeper, and only once the box is opened."""

    serial = models.CharField("票号", max_length=64, primary_key=True, help_text="SHA-256(token),十六进制")
    # Without a constraint in the database: its check would lock the row of the poll with every ballot.
    poll = models.ForeignKey(
        "Poll",
        models.PROTECT,
        related_name="secret_ballots",
        db_constraint=False,
        verbose_name="表决",
    )
    randomizer = models.BinaryField("随机前缀", help_text="RFC 9474 的 32 字节前缀")
    signature = models.BinaryField("签名", help_text="RSABSSA-SHA384-PSS-Randomized,256 字节")
    sealed = models.BinaryField("密封的票面", help_text="HPKE (RFC 9180)")

    class Meta:
        verbose_name = "无记名票"
        verbose_name_plural = "无记名票"
        triggers = READ_ONLY

    def __str__(self) -> str:
        return self.serial[:12]


class OpenedBox(models.Model):
    """What the keeper handed back after the close: two lists, each in its own sorted order, and the signed head."""

    poll = models.OneToOneField("Poll", models.PROTECT, primary_key=True, related_name="box", verbose_name="表决")
    serials = models.JSONField("票号清单", help_text="[票号, 随机前缀, 签名],按票号排序,十六进制")
    choices = models.JSONField("票面清单", help_text="按规范 JSON 排序")
    head = models.TextField("箱首", help_text="规范 JSON")
    signature = models.BinaryField("箱首签名", help_text="Ed25519,64 字节")

    class Meta:
        verbose_name = "开箱结果"
        verbose_name_plural = "开箱结果"
        triggers = READ_ONLY

    def __str__(self) -> str:
        return str(self.poll)
