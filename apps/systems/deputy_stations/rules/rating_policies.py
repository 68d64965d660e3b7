"""Rule values of the star rating: from which month on the office is asked to rate the stars it gave again."""

from apps.foundation.core.registry import PolicyKey

SOURCE = "本平台默认值,参考各地每年第四季度自评申报、复评的做法"
AGAIN_FROM = "stations.rate_again_from_month"
RATING_POLICIES = (
    PolicyKey(
        AGAIN_FROM, "每年从几月起提醒组织星级家站复评", 10, "int", "free", SOURCE, minimum=1, maximum=12, unit="月"
    ),
)
