/* The short code by which a voter finds their ballot in the published list: 50 bits of the serial. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32: no I, L, O, U
const LETTERS = 10;

export function receiptOf(serial) {
  let code = "";
  for (let bit = 0; code.length < LETTERS; bit += 5) {
    const pair = (serial[bit >> 3] << 8) | serial[(bit >> 3) + 1];
    code += ALPHABET[(pair >> (11 - (bit & 7))) & 31];
  }
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}
