/** Whole numbers from `least` to `most`, both included, the same for the same seed (mulberry32). */
export type Random = (least: number, most: number) => number;

export function seeded(seed: number): Random {
  let state = seed;
  return (least, most) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return least + (((bits ^ (bits >>> 14)) >>> 0) % (most - least + 1));
  };
}

/** Every name as often as its weight says, in random order. */
export function shuffled<Name extends string>(weights: Readonly<Record<Name, number>>, random: Random): Name[] {
  const names = (Object.entries(weights) as [Name, number][]).flatMap(([name, weight]) =>
    Array<Name>(weight).fill(name),
  );
  return names
    .map((name) => ({ name, rank: random(0, 1 << 30) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ name }) => name);
}
