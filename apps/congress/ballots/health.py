"""Whether secret polls can be held: the keeper answers. And how many named votes there are."""

from datetime import datetime

from django.conf import settings
from django.db import connection

from apps.congress.ballots.keeper.client import Keeper
from apps.congress.ballots.models import NamedBallot
from apps.foundation.core.errors import DomainError
from apps.foundation.core.vitals import Finding, Light, Vital

PATIENCE = 2
START = "请启动密钥保管进程(systemctl start congress-keeper);在此之前不能举行无记名电子表决,其他工作不受影响。"
ESTIMATE = "SELECT coalesce(n_live_tup, 0) FROM pg_stat_user_tables WHERE relid = %s::regclass"


def keeper(at: datetime) -> Finding:
    """On a connection of its own: those of the votes are not kept waiting."""
    try:
        Keeper(settings.KEEPER_SOCKET, timeout=PATIENCE).identity()
    except DomainError:
        return Finding(Light.RED, "密钥保管进程没有应答。", START, {"keeper_up": 0})
    return Finding(Light.GREEN, "有应答。", gauges={"keeper_up": 1})


def named_votes(at: datetime) -> Finding:
    """As PostgreSQL estimates them: counting would take long. Secret ballots are never counted outside their box."""
    with connection.cursor() as cursor:
        cursor.execute(ESTIMATE, [NamedBallot._meta.db_table])
        row = cursor.fetchone()
    votes = int(row[0]) if row else 0
    return Finding(Light.GREEN, f"约 {votes} 张记名电子票。", gauges={"named_votes": votes})


VITALS = (
    Vital("keeper", "密钥保管进程", keeper, START),
    Vital("named_votes", "记名表决", named_votes, "请检查数据库。", rests_on="database"),
)
