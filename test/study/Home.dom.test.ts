import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import type { BuiltChapter } from '#packs/built.ts';
import type { StudyEvent } from '#study/events.ts';
import Home from '#study/screens/Home.svelte';
import { answered, head, played, started } from './events-for-tests.ts';
import { bench, chapterOf, choice, TestStore } from './study-for-tests.ts';
import type { TestBench } from './study-for-tests.ts';
import WithStudy from './WithStudy.svelte';

async function open(events: readonly StudyEvent[] = [], chapters: readonly BuiltChapter[] = []): Promise<TestBench> {
  const store = new TestStore();
  store.appended.push(...events);
  const made = bench(chapters, store);
  render(WithStudy, {
    study: made.study,
    screen: Home,
    properties: {},
  });
  await made.study.read();
  await made.study.learnCorrections();
  return made;
}

function chapterCard(name: RegExp): HTMLElement {
  return screen.getByRole('heading', { level: 2, name }).closest('li') as HTMLElement;
}

afterEach(cleanup);

test('a newcomer is sent to read chapter 1, and sees how many questions and proofs there are', async () => {
  await open();
  expect(await screen.findByRole('link', { name: 'Read chapter 1' })).toHaveAttribute('href', '#/chapter/one/');
  expect(chapterCard(/Chapter the first/)).toHaveTextContent('2 questions, 2 proofs');
  expect(within(chapterCard(/Chapter the first/)).getByRole('img')).toHaveAccessibleName('Nothing answered yet');
});

test('not affiliated, the date of the check and the link to the exam stand there', async () => {
  await open();
  expect(screen.getByText(/Not affiliated with AWS. Facts checked on/)).toHaveTextContent('2026-11-21');
  expect(screen.getByRole('link', { name: /AWS's page on the exam/ })).toHaveAttribute(
    'href',
    'https://docs.aws.amazon.com/exam',
  );
  expect(screen.getByText(/No tracking, no account/)).toBeInTheDocument();
});

test('a locked chapter says what opens it, can be read, and opens anyway', async () => {
  const { store } = await open();
  const card = chapterCard(/Chapter the second/);
  expect(card).toHaveTextContent('Opens at 60 % in chapter 1');
  expect(within(card).getByRole('link', { name: /Chapter the second/ })).toHaveAttribute('href', '#/chapter/two/');
  await userEvent.click(within(card).getByRole('button', { name: 'open anyway' }));
  expect(store.appended).toMatchObject([{ kind: 'opened-anyway', packId: 'pack', chapterId: 'two' }]);
  expect(within(card).getByRole('link', { name: /Answer/ })).toHaveAttribute('href', '#/quiz/two/');
});

test('opening anyway that can not be stored is said so, and the chapter stays locked', async () => {
  const { store } = await open();
  store.failure = new Error('disk');
  const card = chapterCard(/Chapter the second/);
  await userEvent.click(within(card).getByRole('button', { name: 'open anyway' }));
  expect(await within(card).findByRole('alert')).toHaveTextContent('could not be stored. disk');
  expect(within(card).getByRole('button', { name: 'open anyway' })).toBeInTheDocument();
});

test('a passed chapter shows its best score, and the next one is open', async () => {
  await open(played('a', 8, 12));
  const card = await screen.findByText('Passed');
  expect(card.closest('li')).toHaveTextContent('66');
  expect(within(chapterCard(/Chapter the second/)).queryByRole('button')).toBeNull();
  expect(screen.getByRole('link', { name: 'Read chapter 2' })).toBeInTheDocument();
});

test('an attempt that goes on is continued at its question', async () => {
  await open([started('a', ['x', 'y', 'z']), answered('a', 'x', true)]);
  expect(await screen.findByRole('link', { name: 'Continue: chapter 1, question 2' })).toHaveAttribute(
    'href',
    '#/quiz/one/',
  );
});

test('what can not be read is said so and never taken for an empty history', async () => {
  const store = new TestStore();
  store.appended.push(...played('a', 8, 12));
  store.readingFailure = new Error('the disk is asleep');
  const made = bench([], store);
  render(WithStudy, {
    study: made.study,
    screen: Home,
    properties: {},
  });
  await made.study.read();
  expect(await screen.findByRole('alert')).toHaveTextContent('could not be read. the disk is asleep');
  expect(screen.queryByRole('link', { name: 'Read chapter 1' })).toBeNull();
  store.readingFailure = undefined;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Passed')).toBeInTheDocument();
});

test('what another tab stored shows at once', async () => {
  const { store } = await open();
  store.hear({ ...head(), kind: 'opened-anyway', packId: 'pack', chapterId: 'two' });
  expect(await within(chapterCard(/Chapter the second/)).findByRole('link', { name: /Answer/ })).toBeInTheDocument();
});

test('a chapter answered under an older version of its pack is scored by the corrected key', async () => {
  const item = { ...choice('item-0', ['north']), rev: 2, errata: [{ rev: 2, regrades: [1], note: 'It was north.' }] };
  const older = { packVersion: '0.9.0' };
  const events = [
    started('a', ['item-0'], older),
    answered('a', 'item-0', false, {
      response: { type: 'choice', chosen: ['north'] },
      key: { type: 'choice', correct: ['east'] },
    }),
  ];
  await open(events, [chapterOf([item])]);
  expect(await screen.findByText('Passed')).toBeInTheDocument();
});
