import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chapterKey, nextUnanswered, selfMarked, studyLog, tallyOf } from '#study/attempt.ts';
import type { Attempt } from '#study/attempt.ts';
import type { StudyEvent } from '#study/events.ts';
import { answered, head, started } from './events-for-tests.ts';

function only(events: readonly StudyEvent[]): Attempt {
  const [attempt, ...others] = studyLog(events).attempts;
  expect(others).toEqual([]);
  return attempt as Attempt;
}

test('an attempt counts every item of its form: what is unanswered is wrong', () => {
  const attempt = only([started('a', ['x', 'y', 'z']), answered('a', 'x', true)]);
  expect(tallyOf(attempt)).toEqual({ correct: 1, total: 3 });
});

test('an attempt is finished with its last answer', () => {
  const begun = [started('a', ['x', 'y']), answered('a', 'x', true)];
  expect(only(begun).finishedAt).toBeUndefined();
  const last = answered('a', 'y', false, head(7));
  expect(only([...begun, last]).finishedAt).toBe(last.instant);
});

test('an attempt that the learner ends is finished, and later answers do not count', () => {
  const end = { ...head(3), kind: 'attempt-finished', attemptId: 'a' } as const;
  const attempt = only([started('a', ['x', 'y']), answered('a', 'x', true), end, answered('a', 'y', true)]);
  expect(attempt.finishedAt).toBe(end.instant);
  expect(tallyOf(attempt)).toEqual({ correct: 1, total: 2 });
});

test('of two answers to one item, as two tabs may give, the first stands', () => {
  const attempt = only([started('a', ['x']), answered('a', 'x', false), answered('a', 'x', true)]);
  expect(tallyOf(attempt).correct).toBe(0);
});

test('an item withdrawn before it was answered counts neither way; an answered one still counts', () => {
  const withdrawn = (itemId: string): StudyEvent => ({ ...head(), kind: 'withdrawn', attemptId: 'a', itemId });
  const attempt = only([started('a', ['x', 'y']), withdrawn('y'), answered('a', 'x', true), withdrawn('x')]);
  expect(tallyOf(attempt)).toEqual({ correct: 1, total: 1 });
  expect(attempt.finishedAt).toBeDefined();
});

test('an event that comes twice counts once', () => {
  const events = [started('a', ['x', 'y']), answered('a', 'x', true), answered('a', 'y', false)];
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 })), (again) => {
      const more = again.map((index) => events[index] as StudyEvent);
      expect(studyLog([...events, ...more])).toEqual(studyLog(events));
    }),
  );
});

test('answers to different items may be appended in any order', () => {
  const start = started('a', ['w', 'x', 'y', 'z']);
  const answers = ['w', 'x', 'y', 'z'].map((id, index) => answered('a', id, index % 2 === 0));
  fc.assert(
    fc.property(fc.shuffledSubarray(answers, { minLength: 4 }), (order) => {
      expect(tallyOf(only([start, ...order]))).toEqual({ correct: 2, total: 4 });
    }),
  );
});

test('an answer without the start of its attempt is passed over', () => {
  expect(studyLog([answered('lost', 'x', true)]).attempts).toEqual([]);
});

test('a revealed card stays revealed', () => {
  const attempt = only([started('a', ['x']), { ...head(), kind: 'revealed', attemptId: 'a', itemId: 'x' }]);
  expect(attempt.revealed.has('x')).toBe(true);
  expect(attempt.finishedAt).toBeUndefined();
});

test('what rests on self-marking is counted', () => {
  const card = answered('a', 'y', true, {
    response: { type: 'points', had: [] },
    key: { type: 'points', essential: [] },
  });
  expect(selfMarked(only([started('a', ['x', 'y']), answered('a', 'x', true), card]))).toBe(1);
});

test('the next unanswered item follows the given one and goes round once', () => {
  const attempt = only([started('a', ['w', 'x', 'y', 'z']), answered('a', 'x', true), answered('a', 'z', true)]);
  expect(nextUnanswered(attempt, 'x')).toBe('y');
  expect(nextUnanswered(attempt, 'y')).toBe('w');
  expect(nextUnanswered(attempt)).toBe('w');
});

test('a finished attempt has no unanswered item', () => {
  expect(nextUnanswered(only([started('a', ['x']), answered('a', 'x', true)]), 'x')).toBeUndefined();
});

test('chapters that were read or opened anyway are known by pack and id', () => {
  const log = studyLog([
    { ...head(), kind: 'chapter-read', packId: 'pack', chapterId: 'one' },
    { ...head(), kind: 'opened-anyway', packId: 'pack', chapterId: 'two' },
  ]);
  expect([...log.read]).toEqual([chapterKey('pack', 'one')]);
  expect([...log.openedAnyway]).toEqual([chapterKey('pack', 'two')]);
});
