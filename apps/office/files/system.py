from apps.foundation.core.audiences import SIGNED_IN
from apps.foundation.core.registry import System, register

register(
    System(
        slug="files",
        title="附件",
        urls=("files/", "apps.office.files.urls"),
        audiences={"files_*": SIGNED_IN},
        acts={"files.attachment.added": "{actor}为{subject}上传附件“{name}”"},
        order=85,
    )
)
