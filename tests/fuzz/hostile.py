"""What nobody types and somebody sends."""

from urllib.parse import quote_from_bytes
from uuid import UUID

from hypothesis import strategies as st

MARK = "<script>alert(41721)</script>"
TEXTS = (
    "甲\x00乙", "", " ", "\x00", "\x01\x08\x0b\x1f\x7f", "\u202e文本\u2066", "\ufeff", "\u2028\r\n", "😀" * 50,
    "𠮷", "e\u0301",
    "字" * 100_000, "a" * 100_000, MARK, f'"><img src=x onerror=alert(41721)>{MARK}', "{{ 7|add:7 }}{% debug %}",
    "' OR 1=1 --", "%s%d%n%(x)s", "{actor} {0.__class__} {", "\\", "../../etc/passwd", "=HYPERLINK(1)", "\ud800",
    "甲\udfff",
    "null", "undefined", "[]", "{}", "0x1f", "on",
)  # fmt: skip
NUMBERS = (
    "-1", "0", "3", "1.5", "1e5", "1e309", "NaN", "Infinity", "-0", "1,000", "٣", "１２", "1_000", "²", "--",
    "0.0000000000001",
    "32768", "2147483648", "9223372036854775808", "9" * 40, "9" * 5000,
)  # fmt: skip
DAYS = (
    "0001-01-01", "9999-12-31", "2026-02-31", "2026-02-29", "2026-13-01", "10000-01-01", "-001-01-01", "0000-00-00",
    "2026-3-1", "2026-03-20T25:00", "0001-01-01T00:00", "9999-12-31T23:59", "today", "２０２６-03-20", "1900-01-01",
    "2100-12-31",
)  # fmt: skip
KEYS = (
    "00000000-0000-0000-0000-000000000000", "not-a-key", str(UUID(int=2**128 - 1)), "1", "-1", "9" * 30, "{}", "\x00",
)  # fmt: skip
NAMES = ("../../etc/passwd", "a\x00.png", "长" * 300 + ".xlsx", "\u202egnp.exe", ".htaccess", "无后缀",
    MARK + ".pdf", "a.png", "b.xlsx",
         "c.docx", "d.pdf", "\ud800.png", "")  # fmt: skip
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)
CONTENTS = (
    b"", b"\x00" * 64, PNG, PNG[:40], b"\x89PNG\r\n\x1a\n" + b"\xff" * 200, b"%PDF-1.7\n%%EOF",
    b"PK\x03\x04" + b"\x00" * 60,
    b"GIF89a\xff\xff\xff\xff", b"\xff\xd8\xff\xe1\xff\xff", b"<html><script>alert(41721)</script>",
    b"MZ" + b"\x90" * 300,
    b"PK\x05\x06" + b"\x00" * 18, "姓名,性别\n".encode("gbk"), b"{\\rtf1 x}",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
)  # fmt: skip

texts = st.sampled_from(TEXTS) | st.text(st.characters(codec=None), max_size=40)
numbers = st.sampled_from(NUMBERS)
days = st.sampled_from(DAYS)
keys = st.sampled_from(KEYS)
anything = st.one_of(texts, numbers, days, keys)
files = st.tuples(
    st.sampled_from(NAMES), st.sampled_from(CONTENTS), st.sampled_from(("image/png", "text/html", "", "x"))
)
BY_TYPE = {
    "number": numbers | texts, "date": days | texts, "datetime-local": days | texts, "select": keys | texts | numbers,
    "hidden": anything, "radio": keys | texts, "checkbox": keys | texts,
}  # fmt: skip


def escaped(text: str) -> str:
    """As a browser sends it, lone surrogates too."""
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="")


def urlencoded(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{escaped(name)}={escaped(value)}" for name, value in pairs)


def multipart(pairs: list[tuple[str, str]], files: list[tuple[str, tuple[str, bytes, str]]]) -> bytes:
    """With the boundary `x--x`."""
    parts = [
        b'--x--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (_raw(name), _raw(value))
        for name, value in pairs
    ]
    parts += [
        b'--x--x\r\nContent-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: %s\r\n\r\n%s\r\n'
        % (_raw(name), _raw(file[0]), _raw(file[2]), file[1])
        for name, file in files
    ]
    return b"".join([*parts, b"--x--x--\r\n"])


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
