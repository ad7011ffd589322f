// MurmurHash3, 32 bit (Austin Appleby, public domain): every draw is a pure function of its coordinates, so any hour of
// any sensor can be computed alone, in any order and on any machine.

function stir(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  const mixed = hash ^ Math.imul(k, 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/** 32 well-mixed bits for three integers. */
export function hash(seed: number, a: number, b: number): number {
  let h = stir(stir(stir(seed | 0, a), b), 0x5bd1e995);
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in [0, 1). Draws with different `salt` are independent. */
export function uniform(bits: number, salt: number): number {
  return hash(bits, salt, 0) / 0x1_0000_0000;
}
