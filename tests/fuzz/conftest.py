"""The same people before the same district as tests/access."""

from tests.access.conftest import visitors

__all__ = ["visitors"]
