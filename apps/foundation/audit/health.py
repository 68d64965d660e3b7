"""How far the log of acts is sealed."""

from datetime import datetime, timedelta

from apps.foundation.audit.models import Block, Entry
from apps.foundation.core.dates import chinese_datetime
from apps.foundation.core.vitals import Finding, Light, Vital

FAR_BACK = timedelta(days=1)
LATE, STUCK = timedelta(minutes=2), timedelta(hours=1)
ADVICE = "请看定时进程和任务进程是否正常:恢复后自动补封,没有封存的记录仍在,只是还不能证明没有改过。"


def chain(at: datetime) -> Finding:
    """Of the last day, as the sealer of every five seconds looks; what is older is taken at night."""
    last = Block.objects.order_by("-number").first()
    sealed = f"已封存至第{last.number}块,{chinese_datetime(last.sealed_at)}。" if last else "还没有记录封存。"
    unsealed = (
        Entry.objects.filter(seal__isnull=True, at__gte=at - FAR_BACK).order_by("pk").values_list("at", flat=True)
    )
    oldest = unsealed.first()
    age = max(at - oldest, timedelta()) if oldest else timedelta()
    gauges = {"audit_unsealed_oldest_seconds": age.total_seconds(), "audit_block": last.number if last else 0}
    if age < LATE:
        return Finding(Light.GREEN, sealed, gauges=gauges)
    light = Light.RED if age > STUCK else Light.YELLOW
    return Finding(light, f"{sealed}其后有记录超过{int(age.total_seconds() // 60)}分钟没有封存。", ADVICE, gauges)


VITALS = (Vital("audit", "办理记录封存", chain, ADVICE, rests_on="database"),)
