import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import type { MarkdownNode } from '#packs/markdown-node.ts';
import Chapter from '#study/screens/Chapter.svelte';
import { bench, chapterOf } from './study-for-tests.ts';
import type { TestBench } from './study-for-tests.ts';
import WithStudy from './WithStudy.svelte';

const heading = (id: string, text: string, level: 2 | 3 = 2): MarkdownNode => ({
  kind: 'heading',
  level,
  id,
  children: [{ kind: 'text', text }],
});
const reading: readonly MarkdownNode[] = [
  heading('ticket', 'The ticket'),
  { kind: 'proof', index: 0 },
  heading('end', 'Where the picture ends'),
  heading('detail', 'A detail', 3),
];

async function open(chapterId = 'one'): Promise<TestBench> {
  const proofs = [{ title: 'A link ends', given: [], then: [{ state: { uploads: 0 } }] }];
  const made = bench([chapterOf([], { id: chapterId, reading, proofs })]);
  await made.study.read();
  const properties = { packId: 'pack', chapterId };
  render(WithStudy, {
    study: made.study,
    screen: Chapter,
    properties,
  });
  await screen.findByRole('article');
  return made;
}

afterEach(cleanup);

test('a reading has its contents, each leading to its section', async () => {
  await open();
  const links = within(screen.getByRole('navigation', { name: 'Contents' })).getAllByRole('link');
  expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
    ['The ticket', '#/chapter/one/ticket'],
    ['Where the picture ends', '#/chapter/one/end'],
    ['A detail', '#/chapter/one/detail'],
  ]);
});

test('a proof block runs when the learner says so, and not before', async () => {
  const { rows } = await open();
  expect(rows).toEqual([]);
  expect(screen.getByText('Say what will happen, then run it.')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: /Run it A link ends/ }));
  expect(await screen.findByText(/Carried out proof/)).toBeInTheDocument();
  expect(rows).toEqual(['one-1: proof']);
});

test('done is stored and leads to the questions', async () => {
  const { store } = await open();
  await userEvent.click(screen.getByRole('button', { name: 'Done' }));
  expect(store.appended).toMatchObject([{ kind: 'chapter-read', packId: 'pack', chapterId: 'one' }]);
  expect(screen.queryByRole('button', { name: 'Done' })).toBeNull();
  expect(screen.getByRole('link', { name: 'Answer the questions' })).toHaveAttribute('href', '#/quiz/one/');
});

test('done that can not be stored is said so, and stays to be done', async () => {
  const { store } = await open();
  store.failure = new Error('disk');
  await userEvent.click(screen.getByRole('button', { name: 'Done' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('not stored. disk');
  expect(screen.getByRole('button', { name: 'Done' })).toBeEnabled();
});

test('a locked chapter can be read; its questions wait or are opened anyway', async () => {
  const { store } = await open('two');
  expect(screen.getByRole('article')).toHaveTextContent('The ticket');
  expect(screen.queryByRole('link', { name: /Answer the questions/ })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'open anyway' }));
  expect(store.appended).toMatchObject([{ kind: 'opened-anyway', chapterId: 'two' }]);
  expect(screen.getByRole('link', { name: /Answer the questions/ })).toBeInTheDocument();
});

test('every reading says that it is not affiliated, when it was checked, and where AWS speaks', async () => {
  await open();
  expect(screen.getByText(/Not affiliated with AWS/)).toHaveTextContent('2026-11-21');
  expect(screen.getByRole('link', { name: /AWS's page on the exam/ })).toBeInTheDocument();
});

test('a chapter that can not be loaded can be tried again', async () => {
  const made = bench([]);
  await made.study.read();
  const properties = { packId: 'pack', chapterId: 'one' };
  render(WithStudy, {
    study: made.study,
    screen: Chapter,
    properties,
  });
  expect(await screen.findByRole('alert')).toHaveTextContent('could not be loaded. no chapter one');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
});
