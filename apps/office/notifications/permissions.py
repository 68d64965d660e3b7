import rules

from apps.foundation.core.permissions import is_office

rules.add_perm("notifications.resend", is_office)
