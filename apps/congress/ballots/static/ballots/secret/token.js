/* The token of a ballot, its serial, and the blind signature on it: RFC 9474, RSABSSA-SHA384-PSS-Randomized. */
import { RSABSSA } from "../../vendor/blindrsa/index.js";
import { sha256 } from "./bytes.js";

const TOKEN_BYTES = 32;
const RANDOMIZER_BYTES = 32;
const suite = RSABSSA.SHA384.PSS.Randomized();

/* A key (SubjectPublicKeyInfo) as the library wants it: extractable, for it computes with the modulus itself. */
export function signingKey(spki) {
  return crypto.subtle.importKey("spki", spki, { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);
}

/* A new ballot: what it is known by, what is sent to be signed, and what takes the blinding away again. */
export async function draw(key) {
  const token = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  const prepared = suite.prepare(await sha256(token));
  return { token, randomizer: prepared.slice(0, RANDOMIZER_BYTES), ...(await blind(key, prepared)) };
}

export async function blind(key, prepared) {
  const { blindedMsg, inv } = await suite.blind(key, prepared);
  return { blinded: blindedMsg, inverse: inv };
}

/* The signature on the prepared serial; it throws where it does not hold. */
export const finalize = (key, prepared, signed, inverse) => suite.finalize(key, prepared, signed, inverse);
