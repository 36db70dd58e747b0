import { utf8 } from './bytes.ts';

/** Numbers from 0 up to, not including, 1: the same sequence for the same seed, on every machine. */
export function seededRandom(seed: string): () => number {
  let state = hashOf(seed);
  return () => {
    // A counter through a mixer: each state gives one well-scattered number, and the period is 2^32.
    state = (state + 0x9e3779b9) | 0;
    return mixed(state) / 0x1_0000_0000;
  };
}

/** The items in an order that `random` decides; every order is equally likely. */
export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as Item, order[last] as Item];
  }
  return order;
}

/** FNV-1a, mixed once more since texts that differ in their last character differ too little. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of utf8(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return mixed(hash);
}

/** Scatters a 32-bit number: multiply and fold, as MurmurHash3 ends. */
function mixed(value: number): number {
  let word = value ^ (value >>> 16);
  word = Math.imul(word, 0x85ebca6b);
  word ^= word >>> 13;
  word = Math.imul(word, 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}
