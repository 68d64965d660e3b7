"""Files are taken in by their content, pictures drawn anew, and handed out to whoever sees the parent."""

import hashlib
import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from docx import Document
from openpyxl import Workbook
from PIL import Image, ImageFile

from apps.foundation.audit.selectors import history_of
from apps.foundation.core.errors import DomainError
from apps.office.files import imaging, rules, services
from apps.office.files.forms import UploadsField
from apps.office.files.models import Attachment
from apps.office.files.selectors import attachments_of

GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photo(size=(80, 40), form="JPEG", mode="RGB", colour="red", **options):
    out = BytesIO()
    Image.new(mode, size, colour).save(out, form, **options)
    return out.getvalue()


def photo_from_a_phone():
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION] = "Secret Phone", 6
    exif.get_ifd(GPS)[2] = (29.0, 33.0, 0.0)
    return photo(exif=exif)


def zipped(**members):
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def written(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def png_that_claims(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def add(cast, name, content, part="staff"):
    upload = SimpleUploadedFile(name, content, content_type="image/png")
    return services.attachment_add(parent=cast.people["deputy"], upload=upload, by=cast.actor(part), at=timezone.now())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("现场.jpg", b"<html><script>alert(1)</script></html>"),
        ("现场.jpg", b"%PDF-1.7\n"),
        ("现场.png", b"MZ\x90\x00" + b"\x00" * 100),
        ("现场.heic", b"\x00\x00\x00\x20ftypheic"),
    ],
)
def test_it_refuses_an_image_that_is_none(cast, name, content):
    with pytest.raises(DomainError, match="不是可用的图片"):
        add(cast, name, content)
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ\x90\x00" + b"\x00" * 100),
        ("a.html", b"<html></html>"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.zip", zipped(a="hello")),
        ("a.docm", zipped(**{"[Content_Types].xml": "", "word__document.xml": "", "word__vbaProject.bin": ""})),
        ("a.msi", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("a", b"no suffix"),
    ],
)
def test_it_refuses_what_is_no_allowed_kind(cast, name, content):
    with pytest.raises(DomainError, match="不是可以上传的文件"):
        add(cast, name, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ\x90\x00" + b"\x00" * 100),
        ("a.doc", b"MZ\x90\x00" + b"\x00" * 100),
        ("a.txt", b"text\x00binary"),
        ("a.txt", b"\xff\xff\xff\xff"),
        ("a.docx", zipped(a="hello")),
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),  # what Word writes under a password
    ],
)
def test_a_name_that_could_be_taken_over_a_content_that_cannot_is_not_told_its_kind_is_unwanted(cast, name, content):
    with pytest.raises(DomainError, match="内容与扩展名不符、已经损坏,或者带宏、加了密码"):
        add(cast, name, content)
    assert not Attachment.objects.exists()


def test_it_refuses_a_content_that_its_name_denies(cast):
    with pytest.raises(DomainError, match=r"内容与扩展名不符.*\.xlsx"):
        add(cast, "名册.docx", written(Workbook()))


def test_it_refuses_a_decompression_bomb(cast):
    with pytest.raises(DomainError, match="像素过多"):
        add(cast, "bomb.png", png_that_claims(60000, 60000))
    with pytest.raises(DomainError, match="像素过多"):
        add(cast, "large.png", png_that_claims(6000, 5000))


@pytest.mark.parametrize("lenient", [True, False])
def test_it_refuses_a_picture_cut_off_in_the_middle(cast, monkeypatch, lenient):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    content = photo((400, 400), quality=95)
    with pytest.raises(DomainError, match="损坏"):
        add(cast, "a.jpg", content[: len(content) // 3])
    assert lenient == ImageFile.LOAD_TRUNCATED_IMAGES


def test_it_refuses_an_empty_file(cast):
    with pytest.raises(DomainError, match="空文件"):
        add(cast, "a.pdf", b"")


def test_it_refuses_a_file_over_the_limit(cast, settings):
    settings.UPLOAD_LIMIT_MB = 1
    with pytest.raises(DomainError, match="超过 1 MB"):
        add(cast, "a.pdf", b"%PDF-1.7\n" + b"x" * 1024 * 1024)


def test_a_photo_loses_its_metadata_and_stands_upright(cast):
    attachment = add(cast, "现场.JPG", photo_from_a_phone())
    kept = Image.open(attachment.stored)
    assert kept.size == (40, 80)
    assert not kept.getexif()
    attachment.stored.seek(0)
    assert b"Secret Phone" not in attachment.stored.read()
    assert (attachment.name, attachment.content_type) == ("现场.jpg", "image/jpeg")


def test_a_large_photo_is_decoded_smaller(cast):
    attachment = add(cast, "a.jpg", photo((8160, 6120)))
    assert Image.open(attachment.stored).size == (4080, 3060)
    assert Image.open(attachment.thumbnail).size == (400, 300)


def test_a_transparent_picture_stays_so_and_has_a_white_thumbnail(cast):
    attachment = add(cast, "章.png", photo((800, 800), "PNG", "RGBA", (0, 0, 0, 0)))
    assert Image.open(attachment.stored).mode == "RGBA"
    thumbnail = Image.open(attachment.thumbnail)
    assert (thumbnail.format, thumbnail.size, thumbnail.getpixel((5, 5))) == ("JPEG", (400, 400), (255, 255, 255))


@pytest.mark.parametrize(("form", "name"), [("GIF", "a.gif"), ("BMP", "a.bmp")])
def test_an_odd_picture_becomes_png(cast, form, name):
    attachment = add(cast, name, photo(form=form))
    assert (attachment.name, attachment.content_type) == ("a.png", "image/png")


def test_a_picture_with_the_wrong_suffix_gets_the_right_one(cast):
    assert add(cast, "截图.jpg", photo(form="PNG")).name == "截图.png"


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("报告.pdf", b"%PDF-1.7\nx", "application/pdf"),
        ("意见.txt", "意见".encode("gb18030"), "text/plain"),
        ("旧稿.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "application/msword"),
        ("名册.xlsx", written(Workbook()), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("稿.docx", written(Document()), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_a_document_is_kept_byte_for_byte(cast, name, content, content_type):
    attachment = add(cast, name, content)
    assert attachment.stored.read() == content
    assert (attachment.name, attachment.content_type, attachment.size) == (name, content_type, len(content))
    assert attachment.sha256 == hashlib.sha256(content).hexdigest()
    assert not attachment.thumbnail


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\用户\\表.txt", "表.txt"),
        ("invoice\u202etxt.exe.txt", "invoicetxt.exe.txt"),
        ("a\r\nb\x00.txt", "ab.txt"),
        ('<img src="x">.txt', "img src=x.txt"),
        (".txt", "txt.txt"),
        ("长" * 300 + ".txt", "长" * 116 + ".txt"),
    ],
)
def test_names_are_made_safe(name, safe):
    assert rules.safe_name(name, ".txt") == safe


def test_the_path_says_nothing_of_name_or_parent(cast):
    attachment = add(cast, "机密.pdf", b"%PDF-1.7\n")
    assert "机密" not in attachment.stored.name
    assert attachment.stored.name.endswith(".pdf")


def test_the_parent_tells_who_attached_what(cast):
    add(cast, "报告.pdf", b"%PDF-1.7\n")
    assert history_of(cast.people["deputy"])[0].sentence == "示例staff为安然上传附件“报告.pdf”"
    assert [file.name for file in attachments_of(cast.people["deputy"])] == ["报告.pdf"]


@pytest.mark.parametrize(("part", "status"), [("staff", 200), ("deputy", 200), ("other_staff", 404), ("handler", 404)])
def test_who_sees_the_parent_sees_the_file(cast, part, status):
    attachment = add(cast, "现场.jpg", photo())
    client = cast.client(part)
    assert client.get(f"/files/{attachment.public_id}/").status_code == status
    assert client.get(f"/files/{attachment.public_id}/thumbnail/").status_code == status


def test_a_guest_is_sent_to_sign_in(cast, client):
    attachment = add(cast, "报告.pdf", b"%PDF-1.7\n")
    assert client.get(f"/files/{attachment.public_id}/").status_code == 302


def test_a_parent_that_cannot_say_who_sees_it_is_closed(cast):
    attachment = add(cast, "报告.pdf", b"%PDF-1.7\n")
    for label in ("accounts.user", "gone.model"):
        Attachment.objects.filter(pk=attachment.pk).update(parent_label=label)
        assert cast.client("staff").get(f"/files/{attachment.public_id}/").status_code == 404


def test_a_file_is_handed_out_with_safe_headers(cast):
    attachment = add(cast, "意见.txt", b"<script>")
    response = cast.client("staff").get(f"/files/{attachment.public_id}/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%E6%84%8F%E8%A7%81.txt"
    assert response["Content-Type"] == "text/plain"


def test_a_picture_opens_in_the_browser_and_may_be_saved(cast):
    url = f"/files/{add(cast, 'a.jpg', photo()).public_id}/"
    assert cast.client("staff").get(url)["Content-Disposition"].startswith("inline")
    assert cast.client("staff").get(url + "?save")["Content-Disposition"].startswith("attachment")


def test_the_form_field_says_what_is_wrong_with_each_file():
    class Form(forms.Form):
        files = UploadsField()

    bad = [SimpleUploadedFile("a.exe", b"MZ"), SimpleUploadedFile("b.pdf", b""), SimpleUploadedFile("c.txt", b"x")]
    form = Form({}, MultiValueDict({"files": bad}))
    assert not form.is_valid()
    assert [error[:8] for error in form.errors["files"]] == ["“a.exe”不", "“b.pdf”是"]


def test_the_form_field_gives_a_list():
    class Form(forms.Form):
        files = UploadsField()

    form = Form({}, MultiValueDict({"files": [SimpleUploadedFile("c.txt", b"x")]}))
    assert form.is_valid()
    assert [upload.name for upload in form.cleaned_data["files"]] == ["c.txt"]
    assert Form({}, MultiValueDict()).is_valid()


def test_a_bomb_is_refused_before_it_is_decoded():
    with pytest.raises(imaging.NotAPicture):
        imaging.redraw(BytesIO(png_that_claims(60000, 60000)))
