import rules

from apps.foundation.core.permissions import is_staff

rules.add_perm("dummy_system.finish", is_staff)
