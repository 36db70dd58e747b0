import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { BuiltItem } from '#packs/built.ts';
import type { StudyEvent } from '#study/events.ts';
import Result from '#study/screens/Result.svelte';
import { answered, head, started } from './events-for-tests.ts';
import { bench, card, chapterOf, choice, TestStore } from './study-for-tests.ts';
import WithStudy from './WithStudy.svelte';

async function open(items: readonly BuiltItem[], events: readonly StudyEvent[], attemptId = 'a'): Promise<void> {
  const store = new TestStore();
  store.appended.push(...events);
  const { study } = bench([chapterOf(items)], store);
  await study.read();
  const properties = { packId: 'pack', chapterId: 'one', attemptId };
  render(WithStudy, { study, screen: Result, properties });
}

const x = choice('x', ['north']);
const y = choice('y', ['east']);
const key = { type: 'choice', correct: ['east'] } as const;

afterEach(cleanup);

test('a passed attempt says what was needed, that the next chapter is open, and leads there', async () => {
  await open([x, y], [started('a', ['x', 'y']), answered('a', 'x', true), answered('a', 'y', true)]);
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('2 of 2 right');
  expect(screen.getByText(/2 were needed, and chapter 2 is open/)).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Read chapter 2' })).toHaveAttribute('href', '#/chapter/two/');
});

test('a failed attempt leads back to the reading and to another draw', async () => {
  await open([x, y], [started('a', ['x', 'y']), answered('a', 'x', true), answered('a', 'y', false)]);
  expect(screen.getByText('Not passed yet.')).toBeInTheDocument();
  expect(screen.getByText(/2 of 2 are needed/)).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Try again' })).toHaveAttribute('href', '#/quiz/one/');
  expect(screen.getByRole('link', { name: 'Read the chapter' })).toBeInTheDocument();
});

test('wrong items come first, each with the reason for every option', async () => {
  const wrong = answered('a', 'y', false, { response: { type: 'choice', chosen: ['west'] }, key });
  await open([x, y], [started('a', ['x', 'y']), answered('a', 'x', true), wrong]);
  const rows = await screen.findAllByRole('group');
  expect(rows.map((row) => within(row).getByRole('img').getAttribute('aria-label'))).toEqual(['Wrong', 'Right']);
  expect(rows[0]).toHaveTextContent('Stem of y.');
  for (const option of ['north', 'east', 'south', 'west']) expect(rows[0]).toHaveTextContent(`Reason for ${option}.`);
  expect(
    within(rows[0] as HTMLElement)
      .getByText('your answer')
      .closest('li'),
  ).toHaveTextContent('Go west.');
});

test('what rests on self-marking and what was left open is counted', async () => {
  const form = [x, card('c', ['p']), y].map((item) => ({ itemId: item.id, rev: 1, type: item.type, shown: [] }));
  const marked = answered('a', 'c', true, {
    response: { type: 'points', had: ['p'] },
    key: { type: 'points', essential: ['p'] },
  });
  await open(
    [x, card('c', ['p']), y],
    [
      started('a', [], { form }),
      marked,
      answered('a', 'x', true),
      { ...head(), kind: 'attempt-finished', attemptId: 'a' },
    ],
  );
  expect(screen.getByText('1 of 3 is a card that you marked yourself.')).toBeInTheDocument();
  expect(screen.getByText('1 unanswered, which count as wrong.')).toBeInTheDocument();
});

test('an answer scored anew says so, with the note of the correction', async () => {
  const corrected = { ...y, rev: 2, errata: [{ rev: 2, regrades: [1], note: 'East was meant.' }] };
  const old = answered('a', 'y', false, {
    response: { type: 'choice', chosen: ['east'] },
    key: { type: 'choice', correct: ['west'] },
  });
  await open([corrected], [started('a', ['y']), old]);
  expect(await screen.findByRole('heading', { level: 1, name: '1 of 1 right' })).toBeInTheDocument();
  expect(screen.getByText('1 scored anew, since its key was corrected.')).toBeInTheDocument();
  expect(await screen.findByText(/East was meant/)).toBeInTheDocument();
});

test('an item that has left the pack is named as such, and its score stands', async () => {
  await open([x], [started('a', ['x', 'gone']), answered('a', 'x', true), answered('a', 'gone', false)]);
  expect(await screen.findByText('A question that was taken out of the pack')).toBeInTheDocument();
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('1 of 2 right');
});

test('an attempt that goes on is not judged, and shows only what was answered', async () => {
  await open([x, y], [started('a', ['x', 'y']), answered('a', 'x', true)]);
  expect(screen.getByText(/This attempt goes on: 1 still open/)).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Go on' })).toHaveAttribute('href', '#/quiz/one/a');
  expect(await screen.findAllByRole('group')).toHaveLength(1);
});

test('an attempt that is not here is said so', async () => {
  await open([x], [], 'elsewhere');
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('not on this device');
});
