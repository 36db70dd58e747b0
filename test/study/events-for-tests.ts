import type { Answered, AttemptStarted, FormEntry, StudyEvent } from '#study/events.ts';

let counter = 0;

/** A head with an id of its own, at an instant counted in minutes. */
export function head(minutes = 0): { version: 1; id: string; instant: string } {
  counter += 1;
  return {
    version: 1,
    id: `event-${counter}`,
    instant: new Date(Date.UTC(2026, 2, 1) + minutes * 60_000).toISOString(),
  };
}

export function started(
  attemptId: string,
  itemIds: readonly string[],
  more: Partial<AttemptStarted> = {},
): AttemptStarted {
  const form = itemIds.map((itemId): FormEntry => ({ itemId, rev: 1, type: 'choice', shown: ['yes', 'no'] }));
  return {
    ...head(),
    kind: 'attempt-started',
    attemptId,
    packId: 'pack',
    packVersion: '1.0.0',
    chapterId: 'one',
    seed: attemptId,
    form,
    ...more,
  };
}

export function answered(attemptId: string, itemId: string, isRight: boolean, more: Partial<Answered> = {}): Answered {
  return {
    ...head(),
    kind: 'answered',
    attemptId,
    itemId,
    rev: 1,
    response: { type: 'choice', chosen: [isRight ? 'yes' : 'no'] },
    key: { type: 'choice', correct: ['yes'] },
    score: isRight ? 1 : 0,
    seconds: 10,
    ...more,
  };
}

/** A whole attempt: so many items, of which so many are right. */
export function played(
  attemptId: string,
  right: number,
  total: number,
  more: Partial<AttemptStarted> = {},
): StudyEvent[] {
  const ids = Array.from({ length: total }, (_, index) => `item-${index}`);
  const start = started(attemptId, ids, more);
  return [start, ...ids.map((id, index) => answered(attemptId, id, index < right, { instant: start.instant }))];
}
