"""Uploaded XLSX files are looked at before anything unpacks them."""

import zipfile
from typing import IO

UNPACKED_LIMIT = 200 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class UnreadableFile(Exception):
    """The file is no workbook that could be opened; the message is for the user."""


def check_container(file: IO[bytes]) -> None:
    """Refuse before unpacking: not a zip, an old .xls, a password, a bomb, XML with a document type."""
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if not head:
        raise UnreadableFile("文件是空的,请重新选择")
    if head.startswith(_OLE):
        if _ENCRYPTED in file.read():
            raise UnreadableFile("文件设有打开密码,请在表格软件中取消密码后重新上传")
        raise UnreadableFile("这是旧版 .xls 文件(只改扩展名无效),请另存为 .xlsx 后重新上传")
    if not zipfile.is_zipfile(file):
        raise UnreadableFile("这不是 Excel 文件(.xlsx),请下载模板填写后上传")
    with zipfile.ZipFile(file) as archive:
        if sum(item.file_size for item in archive.infolist()) > UNPACKED_LIMIT:
            raise UnreadableFile("文件解压后过大,请删去图片和多余的工作表,只保留名册后重新上传")
        for item in archive.infolist():
            if item.filename.endswith((".xml", ".rels")) and b"<!" in archive.open(item).read(1024).replace(
                b"<!--", b""
            ):
                raise UnreadableFile("文件内容不安全(含有文档类型声明),请用模板重新填写")
