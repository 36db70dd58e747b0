import type { ItemKey, ItemResponse } from './response.ts';

/** All or nothing: no item is half right. */
export type Score = 0 | 1;

/** The part of an item that says what is right. */
export interface Keyed {
  readonly type: 'choice' | 'reveal';
  readonly options?: readonly { readonly id: string; readonly correct?: boolean | undefined }[] | undefined;
  readonly points?: readonly { readonly id: string; readonly essential?: boolean | undefined }[] | undefined;
}

/** The key of an item. Points are essential unless they say otherwise. */
export function keyOf(item: Keyed): ItemKey {
  if (item.type === 'choice') {
    return {
      type: 'choice',
      correct: (item.options ?? []).filter((option) => option.correct).map((option) => option.id),
    };
  }
  const essential = (item.points ?? []).filter((point) => point.essential !== false).map((point) => point.id);
  return essential.length > 0 ? { type: 'points', essential } : { type: 'self-mark' };
}

/**
 * Scores a response: a choice is right when exactly the right options are chosen, a card when every essential
 * point was had or, where it has none, when the learner says so.
 *
 * @throws TypeError if the key is of another kind than the response.
 */
export function grade(response: ItemResponse, key: ItemKey): Score {
  if (response.type === 'choice' && key.type === 'choice') return sameSet(response.chosen, key.correct) ? 1 : 0;
  if (response.type === 'points' && key.type === 'points') {
    return key.essential.every((point) => response.had.includes(point)) ? 1 : 0;
  }
  if (response.type === 'self-mark' && key.type === 'self-mark') return response.had ? 1 : 0;
  throw new TypeError(`a key of kind ${key.type} cannot judge a response of kind ${response.type}`);
}

function sameSet(chosen: readonly string[], correct: readonly string[]): boolean {
  const set = new Set(chosen);
  return set.size === new Set(correct).size && correct.every((id) => set.has(id));
}
