"""How the list of polls is narrowed."""

import django_filters

from apps.congress.ballots.models import Method, Poll, PollModel, PollState


class PollFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="状态", choices=PollState, empty_label="全部")
    model = django_filters.ChoiceFilter(label="表决方式", choices=PollModel, empty_label="全部")
    method = django_filters.ChoiceFilter(label="投票方式", choices=Method, empty_label="全部")

    class Meta:
        model = Poll
        fields = ("state", "model", "method")
