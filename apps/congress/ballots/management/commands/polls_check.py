"""`manage.py polls_check`: after a restore, how every poll under way stands in database and vault."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from apps.congress.ballots import selectors
from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.recovery import RecoveryFacts, issues_before_counting_restored, remarks_on
from apps.congress.ballots.services.recovery import ballots_sign_again, polls_under_way, recovery_facts
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import DomainError

HELD_AGAIN = "请在会场宣布以上已投人数,请每位代表打开表决页面查看本人是否已投;显示未投的,请再投一次。"


class Command(BaseCommand):
    help = "恢复备份以后核对正在进行和尚未计票的表决:已投多少,密钥保管库与数据库是否相符。有不能计票的,退出码为 1。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sign-again", action="store_true", help="保管库是较早的备份时,补齐其签发记录")

    def handle(self, *args: Any, **options: Any) -> None:
        polls = polls_under_way()
        spoilt = sum(not self._is_sound(poll, sign_again=options["sign_again"]) for poll in polls)
        self.stdout.write(f"正在进行或尚未计票的表决共{len(polls)}次。" + (HELD_AGAIN if polls else ""))
        if spoilt:
            raise CommandError(f"其中{spoilt}次现在不能计票,原因见上。")

    def _is_sound(self, poll: Poll, *, sign_again: bool) -> bool:
        counts = selectors.live_counts(poll)
        self.stdout.write(
            f"“{poll}”({poll.body.name},{poll.get_method_display()},{poll.get_state_display()}):"
            f"名册{counts.roll}人,收到电子票{counts.cast}张。"
        )
        if not poll.is_secret:
            return True
        try:
            facts = recovery_facts(poll)
            if sign_again and facts.keys == "voting" and facts.unsigned and not facts.strange:
                ballots_sign_again(poll=poll, by=Actor.system(), at=timezone.now())
                facts = recovery_facts(poll)
        except DomainError as refusal:
            self.stdout.write(f"  {refusal.sentence}")
            return False
        return self._tell(facts)

    def _tell(self, facts: RecoveryFacts) -> bool:
        issues = issues_before_counting_restored(facts)
        for sentence in [*(issue.sentence for issue in issues), *remarks_on(facts)]:
            self.stdout.write(f"  {sentence}")
        if not issues:
            self.stdout.write(f"  密钥保管库与数据库相符:签发{facts.signed}张,票箱{facts.ballots}张。")
        return not issues
