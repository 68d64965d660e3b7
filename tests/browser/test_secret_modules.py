"""The cryptography of the page against the vectors of its standards, in the browser itself."""

import json
from pathlib import Path

import pytest

from tests.browser.secret_poll import SecretPoll, served

pytestmark = pytest.mark.browser
HPKE = Path(__file__).parent / "rfc9180.json"
RSABSSA = Path(__file__).parents[1] / "congress" / "ballots" / "keeper" / "rfc9474.json"


@pytest.fixture(scope="module")
def page(browser):
    stub = SecretPoll()
    server = served(stub)
    page = browser.new_page()
    page.goto(stub.url + "/sign-in")
    yield page
    page.context.close()
    server.shutdown()


def test_it_seals_as_rfc_9180_does(page):
    known = json.loads(HPKE.read_text())
    sealed = page.evaluate(
        """async (known) => {
          const { fromHex, toHex } = await import("/static/ballots/secret/bytes.js");
          const { seal } = await import("/static/ballots/secret/hpke.js");
          const { pkRm, info, pt, aad, skEm } = known;
          return toHex(await seal(...[pkRm, info, pt, aad, skEm].map(fromHex)));
        }""",
        known,
    )
    assert sealed == known["enc"] + known["ct"]


def test_two_sealings_differ_and_no_key_is_refused(page):
    one, other, refused = page.evaluate(
        """async () => {
          const { toHex } = await import("/static/ballots/secret/bytes.js");
          const { seal } = await import("/static/ballots/secret/hpke.js");
          const nothing = new Uint8Array();
          const key = new Uint8Array(32);
          const again = async () => toHex(await seal(key.map(() => 9), nothing, nothing));
          return [await again(), await again(), await seal(key, nothing, nothing).catch((error) => error.message)];
        }"""
    )
    assert one != other
    assert refused == "the sealing key is no key"


def test_it_blinds_and_finalizes_as_rfc_9474_does(page):
    """What the browser would draw at random is given: the salt and the blinding factor of the vector."""
    known = json.loads(RSABSSA.read_text())
    modulus = int(known["n"], 16)
    known["r"] = f"{pow(int(known['inv'], 16), -1, modulus):0{len(known['n'])}x}"
    found = page.evaluate(
        """async (known) => {
          const { fromHex, toHex, toBase64 } = await import("/static/ballots/secret/bytes.js");
          const { blind, finalize } = await import("/static/ballots/secret/token.js");
          const url = (hex) => toBase64(fromHex(hex)).replace(/[+]/g, "-").replace(/[/]/g, "_").replace(/=/g, "");
          const jwk = { kty: "RSA", n: url(known.n), e: url(known.e), alg: "PS384" };
          const key = await crypto.subtle.importKey("jwk", jwk, { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);
          const drawn = [fromHex(known.salt), fromHex(known.r)];
          const real = crypto.getRandomValues;
          crypto.getRandomValues = (bytes) => (bytes.set(drawn.shift()), bytes);
          const { blinded, inverse } = await blind(key, fromHex(known.prepared_msg));
          crypto.getRandomValues = real;
          const signature = await finalize(key, fromHex(known.prepared_msg), fromHex(known.blind_sig), inverse);
          const wrong = fromHex(known.blind_sig);
          wrong[100] ^= 1;
          const refused = await finalize(key, fromHex(known.prepared_msg), wrong, inverse).catch(String);
          return { blinded_msg: toHex(blinded), inv: toHex(inverse), sig: toHex(signature), refused };
        }""",
        known,
    )
    assert {name: found[name] for name in ("blinded_msg", "inv", "sig")} == {
        name: known[name] for name in ("blinded_msg", "inv", "sig")
    }
    assert found["refused"] == "Error: invalid signature"


def crockford(serial: bytes) -> str:
    """The same code by arithmetic on one large number."""
    number = int.from_bytes(serial, "big") >> (256 - 50)
    letters = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[number >> shift & 31] for shift in range(45, -1, -5))
    return f"{letters[:5]}-{letters[5:]}"


@pytest.mark.parametrize("serial", [bytes(32), bytes([255] * 32), bytes(range(32)), bytes(range(200, 232))])
def test_the_receipt_is_the_first_50_bits_of_the_serial(page, serial):
    code = page.evaluate(
        """async (hex) => {
          const { fromHex } = await import("/static/ballots/secret/bytes.js");
          return (await import("/static/ballots/secret/receipt.js")).receiptOf(fromHex(hex));
        }""",
        serial.hex(),
    )
    assert code == crockford(serial)
