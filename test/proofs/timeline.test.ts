import { expect, test } from 'vitest';

import { textSpans, timelineEvidence, timelineLines, type TimelineEntry } from '#proofs/timeline.ts';

const setup = (text: string): TimelineEntry => ({ phase: 'given', text, isSetup: true });
const used: TimelineEntry = {
  phase: 'then',
  text: 'Use the link',
  status: { text: '403 AccessDenied', tone: 'bad' },
  known: 'recorded',
};

test('what only prepares the world is drawn together in one line before the others', () => {
  const lines = timelineLines([
    setup('Bucket `b`'),
    used,
    setup('User `app`'),
    { phase: 'do', text: 'Set `a`', isSetup: true },
  ]);
  expect(lines.map(({ number, text }) => [number, text])).toEqual([
    [undefined, 'Bucket `b` · User `app`'],
    [1, 'Use the link'],
    [2, 'Set `a`'],
  ]);
});

test('a preparation that went wrong has a line of its own', () => {
  const failed: TimelineEntry = { ...setup('Bucket `b`'), expected: 'the step to be carried out' };
  expect(timelineLines([failed])).toMatchObject([{ number: 1, entry: failed }]);
});

test('the evidence is that of the least sure refusal', () => {
  const assumed: TimelineEntry = { ...used, known: 'assumed', status: { text: '400 InvalidToken', tone: 'bad' } };
  expect(timelineEvidence([used, assumed, { ...used, known: 'documented' }])).toEqual({
    status: '400 InvalidToken',
    known: 'assumed',
    placeAssumed: false,
  });
  expect(timelineEvidence([setup('Bucket')])).toBeUndefined();
});

test('an assumed place is told', () => {
  expect(timelineEvidence([used, { ...used, placeAssumed: true }])).toMatchObject({ placeAssumed: true });
});

test('code stands between backticks, and a single one is text', () => {
  expect(textSpans('Use `a` and `b`')).toEqual([
    { text: 'Use ', isCode: false },
    { text: 'a', isCode: true },
    { text: ' and ', isCode: false },
    { text: 'b', isCode: true },
  ]);
  expect(textSpans('one ` alone')).toEqual([{ text: 'one ` alone', isCode: false }]);
});
