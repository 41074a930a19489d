// Chance that is the same again from the same seed.

export interface Chance {
  /** A whole number from 0 on, below this one. */
  below(limit: number): number;
  /** One of these. */
  of<T>(all: readonly T[]): T;
}

/** xorshift32 (Marsaglia 2003, "Xorshift RNGs"). */
export function chance(seed: number): Chance {
  // It never leaves 0.
  let state = seed >>> 0 || 1;
  const below = (limit: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  return { below, of: (all) => all[below(all.length)]! };
}
