"""The environment; each value may also stand in a file: SECRET_KEY_FILE names the one that holds SECRET_KEY."""

from django.core.exceptions import ImproperlyConfigured
from environ import FileAwareEnv
from environ.fileaware_mapping import FileAwareMapping


class Given(FileAwareMapping):
    """Without the line's end that editors put behind a secret."""

    def __getitem__(self, key: str) -> str:
        try:
            return str(super().__getitem__(key)).rstrip("\r\n")
        except OSError as error:
            reason = f"{key}_FILE 所指的文件读不到({error.strerror}):请检查路径和权限。"
            raise ImproperlyConfigured(reason) from error


class Environment(FileAwareEnv):
    ENVIRON = Given()
