"""How a secret poll stands after database or vault were put back from a copy, in words for operator and scrutineers.

What the keeper signed without a ballot issued is a ballot whose taker may take another: such a box is never counted.
What was issued and not signed is signed again with the same answer (docs/operations/backup.md).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.foundation.core.errors import Issue

VOID = "请由监票人宣布本次表决无效后重新表决。"


@dataclass(frozen=True, slots=True)
class RecoveryFacts:
    """A secret poll in database and vault; the numbers of the vault are 0 where it has no keys."""

    keys: str
    same_keys: bool
    ballots: int
    signed: int
    strange: int
    unsigned: int
    missing: int


def issues_before_counting_restored(facts: RecoveryFacts) -> list[Issue]:
    """What keeps the box from being counted because one of the two was put back from an older copy."""
    return list(_issues(facts))


def _issues(facts: RecoveryFacts) -> Iterator[Issue]:
    if facts.keys == "unknown":
        yield Issue(
            "no_keys", f"密钥保管库中没有本次表决的密钥。请恢复表决开始以后做的保管库备份;没有这样的备份的,{VOID}"
        )
    elif facts.keys == "destroyed":
        yield Issue("keys_destroyed", f"本次表决的密钥已经销毁,而数据库中还没有结果:数据库恢复过较早的备份。{VOID}")
    elif not facts.same_keys:
        yield Issue(
            "other_keys", f"密钥保管库中的密钥与数据库登记的不是一副,票箱不能打开。请恢复相配的备份;没有的,{VOID}"
        )
    elif facts.strange:
        yield Issue(
            "strange_signatures",
            f"密钥保管进程签发过的票中,有{facts.strange}张在数据库里没有取票记录:数据库恢复过较早的备份,"
            f"取过这些票的人可能又取了一张,因此不能计票。{VOID}",
        )
    elif facts.ballots > facts.signed:
        yield Issue(
            "signatures_missing",
            f"票箱里有{facts.ballots}张票,密钥保管库只记着签发过{facts.signed}张:保管库恢复过较早的备份,票都还在。"
            "请管理员运行 manage.py polls_check --sign-again 补齐签发记录,再计票。",
        )


def remarks_on(facts: RecoveryFacts) -> list[str]:
    """What hinders nothing and must not stay unsaid."""
    remarks = []
    if facts.missing:
        remarks.append(
            f"有{facts.missing}张已向投票人确认的票不在票箱里(数据库缺了最近的写入),将计作发出未收回。请告知监票人。"
        )
    if facts.unsigned and facts.keys == "voting":
        remarks.append(
            f"有{facts.unsigned}张已取的票没有签发记录(取票时中断,或保管库是较早的备份);"
            "原设备可继续投票,也可用 --sign-again 补齐。"
        )
    return remarks
