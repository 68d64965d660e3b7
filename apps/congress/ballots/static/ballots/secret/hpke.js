/* HPKE (RFC 9180), base mode, one message: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
   X25519 is tweetnacl's, for Chromium 109 and Safari 15 have none of their own. */
import "../../vendor/tweetnacl/nacl-fast.min.js";
import { joined, utf8 } from "./bytes.js";

const { scalarMult } = self.nacl;
const NOTHING = new Uint8Array();
const HASH_BYTES = 32;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const VERSION = utf8("HPKE-v1");
const KEM = joined(utf8("KEM"), [0x00, 0x20]);
const SUITE = joined(utf8("HPKE"), [0x00, 0x20, 0x00, 0x01, 0x00, 0x02]);
const BASE_MODE = [0x00];

async function hmac(key, content) {
  // WebCrypto refuses an empty key; HMAC pads every key with zeros, so these are the same.
  const raw = key.length ? key : new Uint8Array(HASH_BYTES);
  const imported = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, content));
}

const extract = (suite, salt, label, secret) => hmac(salt, joined(VERSION, suite, utf8(label), secret));

/* One block of HKDF-Expand: no output here is longer than a hash. */
async function expand(suite, secret, label, info, length) {
  const block = await hmac(secret, joined([0, length], VERSION, suite, utf8(label), info, [1]));
  return block.subarray(0, length);
}

/* The encapsulated key, the ciphertext and its tag. The ephemeral secret is given by tests alone. */
export async function seal(recipient, info, plaintext, aad = NOTHING, ephemeral = undefined) {
  const secret = ephemeral || crypto.getRandomValues(new Uint8Array(scalarMult.scalarLength));
  const encapsulated = scalarMult.base(secret);
  const agreed = scalarMult(secret, recipient);
  if (agreed.every((byte) => byte === 0)) throw new Error("the sealing key is no key");
  const pseudorandom = await extract(KEM, NOTHING, "eae_prk", agreed);
  const context = joined(encapsulated, recipient);
  const shared = await expand(KEM, pseudorandom, "shared_secret", context, HASH_BYTES);
  const schedule = joined(
    BASE_MODE,
    await extract(SUITE, NOTHING, "psk_id_hash", NOTHING),
    await extract(SUITE, NOTHING, "info_hash", info),
  );
  const scheduled = await extract(SUITE, shared, "secret", NOTHING);
  const raw = await expand(SUITE, scheduled, "key", schedule, KEY_BYTES);
  const nonce = await expand(SUITE, scheduled, "base_nonce", schedule, NONCE_BYTES);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: aad }, key, plaintext);
  return joined(encapsulated, new Uint8Array(sealed));
}
