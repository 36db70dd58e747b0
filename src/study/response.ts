/** What a learner gave, by item type. Options and points are known by id, never by their text or place. */
export type ItemResponse =
  | { readonly type: 'choice'; readonly chosen: readonly string[] }
  /** The key points of a revealed answer that the learner had. */
  | { readonly type: 'points'; readonly had: readonly string[] }
  /** A revealed answer without key points. */
  | { readonly type: 'self-mark'; readonly had: boolean };

/** What is right, in the same tags as the response that it judges. */
export type ItemKey =
  | { readonly type: 'choice'; readonly correct: readonly string[] }
  | { readonly type: 'points'; readonly essential: readonly string[] }
  | { readonly type: 'self-mark' };

export const confidences = ['guess', 'fairly', 'certain'] as const;
export type Confidence = (typeof confidences)[number];
