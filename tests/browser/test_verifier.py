"""verify.html, opened from disk without a network, says of every bundle what verify.py says."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from apps.congress.ballots.bundle import VERIFIERS, bundle_zip
from apps.congress.ballots.rules.secrecy import receipt_of
from apps.congress.ballots.verifiers import verify
from tests.congress.ballots.blind_keys import new_keys
from tests.congress.ballots.full_box import BOXES, box_named, full_box
from tests.congress.ballots.test_bundle import ACCUSED, RFC_8032, STUFFED

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN", offline=True)
    page = context.new_page()
    page.goto((VERIFIERS / "verify.html").as_uri())
    yield page
    context.close()


def said(page: Page, files: dict[str, bytes], prints: tuple[str, str], receipt: str = "", unpacked: bool = False):
    """The lines of the report and of the result."""
    packed = [{"name": "bundle.zip", "mimeType": "application/zip", "buffer": bundle_zip(files)}]
    loose = [{"name": name, "mimeType": "", "buffer": content} for name, content in files.items()]
    page.locator("#files").set_input_files(loose if unpacked else packed)
    for field, text in zip(("head-print", "poll-print", "receipt"), (*prints, receipt), strict=True):
        page.locator(f"#{field}").fill(text)
    page.get_by_role("button", name="核验", exact=True).click()
    expect(page.locator("#report")).not_to_contain_text("正在核验")
    lines = page.locator("#report li").all_text_contents()
    result = page.locator("#result").text_content()
    return [*lines, *result.splitlines()]


@pytest.mark.parametrize("name", BOXES)
@pytest.mark.parametrize("unpacked", [False, True])
def test_both_accept_an_honest_box_in_the_same_words(page, name, unpacked):
    box = box_named(name)
    expected, passed = verify.report(verify.Box(box.files(), *box.prints()))
    assert passed
    assert said(page, box.files(), box.prints(), unpacked=unpacked) == expected
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_file_button_speaks_chinese_and_is_reached_by_keyboard(page):
    page.reload()
    expect(page.get_by_text("选择文件", exact=True)).to_be_visible()
    expect(page.locator("#chosen")).to_have_text("还没有选择")
    assert page.locator("#files").evaluate("field => getComputedStyle(field).opacity") == "0"
    page.keyboard.press("Tab")
    expect(page.locator("#files")).to_be_focused()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files({"name": "票箱核验包.zip", "mimeType": "application/zip", "buffer": b""})
    expect(page.locator("#chosen")).to_have_text("票箱核验包.zip")
    with page.expect_file_chooser():
        page.get_by_text("选择文件", exact=True).click()


@pytest.mark.parametrize("file", ACCUSED)
@pytest.mark.parametrize("place", [0.0, 0.33, 0.5, 0.8, 1.0])
def test_no_byte_of_a_data_file_can_be_changed(page, file, place):
    box = box_named("election")
    content = bytearray(box.files()[file])
    content[int(place * (len(content) - 1))] ^= 1
    lines = said(page, box.files() | {file: bytes(content)}, box.prints())
    accused = {line[2:].partition(":")[0] for line in lines if line.startswith("✘")}
    assert ACCUSED[file] & accused
    assert lines[-1] == f"核验不通过,{len(accused)}处不符。请不要采信这份结果,并告诉监票人。"


@pytest.mark.parametrize("file", ACCUSED)
def test_a_missing_file_is_named(page, file):
    box = box_named("nobody")
    files = {name: content for name, content in box.files().items() if name != file}
    assert said(page, files, box.prints())[0] == f"✘ 文件齐全:缺少文件:{file}。请重新下载核验包。"


def test_both_refuse_forgeries_in_the_same_words(page):
    honest = box_named("per_item")
    keys = replace(new_keys(), signing=honest.keys.signing, sealing=honest.keys.sealing)
    stranger = sorted([*honest.serials[1:], new_keys().signed_serial()])
    forgeries = [
        full_box(honest.definition, honest.choices[:1], keys=keys),
        full_box(honest.definition, honest.choices, keys=replace(new_keys(), head=honest.keys.head)),
        honest.with_head(signed=1),
        honest.with_head(poll="another"),
        honest.with_head(sheet=honest.head["sheet"] | {"void": 1}),
        replace(honest, serials=stranger),
        replace(honest, serials=honest.serials[::-1]),
        replace(honest, choices=honest.choices[::-1]),
    ]
    for forged in forgeries:
        expected, passed = verify.report(verify.Box(forged.files(), *honest.prints()))
        assert not passed
        assert said(page, forged.files(), honest.prints()) == expected


def test_a_receipt_is_found_in_the_box_or_not(page):
    box = box_named("per_item")
    serial = box.serials[1][0]
    code = receipt_of(serial)
    for typed in (code, code.lower().replace("-", " "), serial, serial[:16].upper()):
        assert f"✔ 票箱里有票号以“{typed}”开头的票。" in said(page, box.files(), box.prints(), typed)
    for typed in ("00000-00000", "ab" * 32):
        assert f"✘ 票箱里没有“{typed}”。请核对回执;确认无误的,请告诉监票人。" in said(
            page, box.files(), box.prints(), typed
        )


def test_what_is_no_bundle_is_refused_in_a_sentence(page):
    page.locator("#files").set_input_files([{"name": "a.zip", "mimeType": "", "buffer": b"no zip at all"}])
    page.locator("#head-print").fill("x")
    page.locator("#poll-print").fill("x")
    page.get_by_role("button", name="核验", exact=True).click()
    page.get_by_text("打不开所选的文件").wait_for()


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_ed25519_holds_as_rfc_8032_says(page, key, message, signature):
    changed = f"{signature[:-2]}{int(signature[-2:], 16) ^ 1:02x}"
    more = int.from_bytes(bytes.fromhex(signature)[32:], "little") + verify.ORDER
    lifted = signature[:64] + more.to_bytes(32, "little").hex()
    ask = "([key, message, signature]) => ed25519Holds(fromHex(key), fromHex(message), fromHex(signature))"
    found = [page.evaluate(ask, [key, message, one]) for one in (signature, changed, lifted)]
    assert found == [True, False, False]


def test_it_asks_the_network_for_nothing():
    text = Path(VERIFIERS / "verify.html").read_text()
    assert "http://" not in text
    assert "https://" not in text
    assert "default-src 'none'" in text


@pytest.mark.parametrize("what", STUFFED)
def test_a_stuffed_box_is_refused_in_the_same_words(page, what):
    honest = box_named("per_item")
    box = full_box(honest.definition | STUFFED[what], honest.choices)
    expected, passed = verify.report(verify.Box(box.files(), *box.prints()))
    assert not passed
    assert said(page, box.files(), box.prints()) == expected
