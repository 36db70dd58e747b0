import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import type { Answered, AttemptStarted, StudyEvent } from '#study/events.ts';
import type { StudyServices } from '#study/study.svelte.ts';
import LeftUnstored from '#study/screens/LeftUnstored.svelte';
import Quiz from '#study/screens/Quiz.svelte';
import type { BuiltItem } from '#packs/built.ts';
import { answered, head, started } from './events-for-tests.ts';
import { bench, card, chapterOf, choice, rowRun, TestStore } from './study-for-tests.ts';
import type { TestBench } from './study-for-tests.ts';
import WithStudy from './WithStudy.svelte';

interface Opened extends TestBench {
  readonly user: UserEvent;
}

interface Opening {
  readonly store?: TestStore;
  readonly attemptId?: string;
  readonly services?: Partial<StudyServices>;
}

async function open(items: readonly BuiltItem[], { store, attemptId, services }: Opening = {}): Promise<Opened> {
  const made = bench([chapterOf(items)], store, services);
  await made.study.read();
  const properties = { packId: 'pack', chapterId: 'one', attemptId };
  render(WithStudy, { study: made.study, screen: Quiz, properties });
  await screen.findByRole('heading', { level: 1, name: /Question/ });
  return Object.assign(made, { user: userEvent.setup() });
}

function answers(store: TestStore): readonly Answered[] {
  return store.appended.filter((event) => event.kind === 'answered');
}

/** A store that holds an attempt at the given items. */
function storeWith(items: readonly BuiltItem[], ...events: readonly StudyEvent[]): TestStore {
  const store = new TestStore();
  const form = items.map((item) => ({
    itemId: item.id,
    rev: item.rev,
    type: item.type,
    shown: (item.type === 'choice' ? item.options : (item.points ?? [])).map(({ id }) => id),
  }));
  store.appended.push(started('a', [], { form }), ...events);
  return store;
}

const verdict = (name: RegExp): Promise<HTMLElement> => screen.findByRole('heading', { level: 2, name });

afterEach(cleanup);

test('opening the questions starts an attempt that is stored before the first one is shown', async () => {
  const { store, went } = await open([choice('x', ['north'])]);
  const start = store.appended[0] as AttemptStarted;
  expect(start).toMatchObject({ kind: 'attempt-started', packId: 'pack', packVersion: '1.0.0', chapterId: 'one' });
  expect(start.form.map((entry) => entry.itemId)).toEqual(['x']);
  expect(went).toEqual([`#/quiz/one/${start.attemptId}`]);
  expect(store.appended).toHaveLength(1);
});

test('a question is answered by keyboard alone: digit, Enter, N', async () => {
  const items = [choice('x', ['north']), choice('y', ['east'])];
  const { user, store } = await open(items, { store: storeWith(items) });
  await user.keyboard('2');
  expect(screen.getByRole('radio', { name: 'Go east.' })).toBeChecked();
  await user.keyboard('{Enter}');
  expect(await verdict(/Not right/)).toHaveFocus();
  expect(answers(store)).toMatchObject([{ itemId: 'x', response: { type: 'choice', chosen: ['east'] }, score: 0 }]);
  await user.keyboard('n');
  expect(await screen.findByText('Stem of y.')).toBeInTheDocument();
  await user.keyboard('b{Enter}');
  await verdict(/^Right/);
  expect(answers(store)).toMatchObject([
    { score: 0 },
    { itemId: 'y', score: 1, key: { type: 'choice', correct: ['east'] } },
  ]);
});

test('arrows, Space and Tab work as on any form', async () => {
  const { user, store } = await open([choice('x', ['north'])]);
  await user.click(screen.getByRole('radio', { name: 'Go south.' }));
  await user.click(screen.getByRole('radio', { name: 'Fairly sure' }));
  await user.click(screen.getByRole('button', { name: /Commit/ }));
  await verdict(/Not right/);
  expect(answers(store)).toMatchObject([{ response: { chosen: ['south'] }, confidence: 'fairly' }]);
});

test('the screen moves on only once the answer is stored', async () => {
  const { user, store } = await open([choice('x', ['north'])]);
  let release = (): void => undefined;
  store.hold = new Promise((resolve) => (release = resolve));
  await user.keyboard('1{Enter}');
  expect(store.attempted.at(-1)?.kind).toBe('answered');
  expect(screen.queryByText(/stored on this device/)).toBeNull();
  expect(screen.getByRole('radio', { name: 'Go north.' })).toBeDisabled();
  release();
  await verdict(/^Right/);
  expect(screen.getByText(/stored on this device/)).toBeInTheDocument();
});

test('an answer that can not be stored is kept on screen, said so, and stored on trying again', async () => {
  const { user, store } = await open([choice('x', ['north'])]);
  store.failure = new DOMException('full', 'QuotaExceededError');
  await user.keyboard('1{Enter}');
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent(/Your answer is not stored.*no space/);
  expect(screen.getByRole('radio', { name: 'Go north.' })).toBeChecked();
  expect(answers(store)).toEqual([]);
  store.failure = undefined;
  await user.click(within(alert).getByRole('button', { name: 'Try again' }));
  await verdict(/^Right/);
  expect(answers(store)).toHaveLength(1);
  // The very same event: had the first one been stored after all, it would not count twice.
  const tried = store.attempted.filter((event) => event.kind === 'answered');
  expect(new Set(tried.map((event) => event.id)).size).toBe(1);
});

for (const [title, leaveFirst] of [
  ['an answer that could not be stored outlives its screen, and is stored on trying again elsewhere', false],
  ['an answer that fails to be stored after its screen was left is kept as well', true],
] as const) {
  test(title, async () => {
    const { user, store, study } = await open([choice('x', ['north'])]);
    let release = (): void => undefined;
    if (leaveFirst) store.hold = new Promise((resolve) => (release = resolve));
    store.failure = new Error('disk');
    await user.keyboard('1{Enter}');
    if (!leaveFirst) await screen.findByRole('alert');
    cleanup();
    release();
    await waitFor(() => expect(study.unstored.events).toHaveLength(1));

    render(WithStudy, { study, screen: LeftUnstored, properties: {} });
    expect(screen.getByRole('alert')).toHaveTextContent(/An answer is not stored yet/);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(answers(store)).toEqual([]);
    store.failure = undefined;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(answers(store)).toMatchObject([{ response: { chosen: ['north'] } }]);
    expect(study.unstored.events).toEqual([]);
  });
}

test('after a failure the learner may choose otherwise, and that is what is stored', async () => {
  const { user, store } = await open([choice('x', ['north'])]);
  store.failure = new Error('disk');
  await user.keyboard('1{Enter}');
  await screen.findByRole('alert');
  store.failure = undefined;
  await user.keyboard('3{Enter}');
  await verdict(/Not right/);
  expect(answers(store)).toMatchObject([{ response: { chosen: ['south'] } }]);
});

test('a multiple response is not submittable until the right number is chosen', async () => {
  const { user, store } = await open([choice('x', ['north', 'south'])]);
  const commit = screen.getByRole('button', { name: /Commit/ });
  expect(screen.getByText('(Choose TWO.)')).toBeInTheDocument();
  await user.keyboard('1{Enter}');
  expect(commit).toBeDisabled();
  expect(screen.getByText('Choose 1 more.')).toBeInTheDocument();
  await user.keyboard('2');
  expect(commit).toBeEnabled();
  await user.keyboard('3');
  expect(commit).toBeDisabled();
  await user.keyboard('{Enter}');
  expect(answers(store)).toEqual([]);
  await user.keyboard('2{Enter}');
  await verdict(/^Right/);
  expect(answers(store)).toMatchObject([{ response: { chosen: ['north', 'south'] }, score: 1 }]);
});

test('the own option is carried out above the right one, and both above the reason for every option', async () => {
  const { user, rows } = await open([choice('x', ['north'])]);
  await user.keyboard('2{Enter}');
  const own = await screen.findByText(/Carried out east/);
  const right = await screen.findByText(/Carried out north/);
  const reasons = ['north', 'east', 'south', 'west'].map((id) => screen.getByText(`Reason for ${id}.`));
  expect(rows).toEqual(['x: east', 'x: north']);
  for (const [above, below] of [[own, right], ...reasons.map((reason) => [right, reason])]) {
    expect(above?.compareDocumentPosition(below as Node)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  }
});

test('a right answer is carried out once', async () => {
  const { user, rows } = await open([choice('x', ['north'])]);
  await user.keyboard('1{Enter}');
  await screen.findByText(/Carried out north/);
  expect(rows).toEqual(['x: north']);
});

test('nothing is carried out before the learner has committed', async () => {
  const { user, rows } = await open([choice('x', ['north'])]);
  await user.keyboard('1');
  expect(rows).toEqual([]);
});

test('an experiment that fails to run leaves the answer stored and can be run again', async () => {
  let isBroken = true;
  const run = async (): Promise<ReturnType<typeof rowRun>> => {
    if (isBroken) throw new Error('no network');
    return rowRun(true, 'It ran');
  };
  const { user, store } = await open([choice('x', ['north'])], {
    services: { proofs: { prepare: () => undefined, run } },
  });
  await user.keyboard('1{Enter}');
  expect(await screen.findByText(/could not be run. no network/)).toBeInTheDocument();
  expect(answers(store)).toHaveLength(1);
  isBroken = false;
  await user.click(screen.getByRole('button', { name: 'Run it again' }));
  expect(await screen.findByText(/It ran/)).toBeInTheDocument();
});

test('where the emulator and the pack disagree the learner is told', async () => {
  const run = async (): Promise<ReturnType<typeof rowRun>> => rowRun(false, 'It failed');
  const { user } = await open([choice('x', ['north'])], { services: { proofs: { prepare: () => undefined, run } } });
  await user.keyboard('1{Enter}');
  expect(await screen.findByText(/the emulator found the opposite/)).toBeInTheDocument();
});

test('shortcuts can be switched off, and stay off', async () => {
  const made = await open([choice('x', ['north'])]);
  await made.user.click(screen.getByRole('checkbox', { name: 'Keyboard shortcuts' }));
  expect(made.preferences).toEqual({ shortcuts: false });
  screen.getByRole('radio', { name: 'Go north.' }).focus();
  await made.user.keyboard('2');
  expect(screen.getByRole('radio', { name: 'Go east.' })).not.toBeChecked();
});

test('a key pressed outside the question does nothing', async () => {
  const { user } = await open([choice('x', ['north'])]);
  screen.getByRole('checkbox', { name: 'Keyboard shortcuts' }).focus();
  await user.keyboard('2');
  expect(screen.getByRole('radio', { name: 'Go east.' })).not.toBeChecked();
});

test('a reload comes back to the same item, the same order and the choice that was not committed', async () => {
  const items = [choice('x', ['north']), choice('y', ['east'])];
  const first = await open(items);
  await first.user.keyboard('1{Enter}');
  await verdict(/^(Right|Not right)/);
  await first.user.keyboard('n');
  await first.user.keyboard('3');
  const shown = screen.getAllByRole('radio', { name: /^Go/ }).map((input) => (input as HTMLInputElement).value);
  const stem = screen.getByText(/^Stem of/).textContent;
  const start = first.store.appended[0] as AttemptStarted;
  cleanup();

  await open(items, { store: first.store, attemptId: start.attemptId });
  expect(screen.getByText(/^Stem of/)).toHaveTextContent(stem);
  expect(screen.getAllByRole('radio', { name: /^Go/ }).map((input) => (input as HTMLInputElement).value)).toEqual(
    shown,
  );
  expect(screen.getByRole('radio', { name: 'Go south.' })).toBeChecked();
  expect(first.store.appended.filter((event) => event.kind === 'attempt-started')).toHaveLength(1);
});

test('a reload after the last answer shows what came of it again', async () => {
  const items = [choice('x', ['north'])];
  const first = await open(items);
  await first.user.keyboard('1{Enter}');
  await verdict(/^Right/);
  const start = first.store.appended[0] as AttemptStarted;
  cleanup();
  first.store.drafts.set(start.attemptId, { attemptId: start.attemptId, itemId: 'x', chosen: [] });
  await open(items, { store: first.store, attemptId: start.attemptId });
  await verdict(/^Right/);
  expect(screen.getByRole('link', { name: /See the result/ })).toHaveAttribute(
    'href',
    `#/result/one/${start.attemptId}`,
  );
});

test('without a draft an attempt goes on at its first unanswered item', async () => {
  const items = [choice('x', ['north']), choice('y', ['east'])];
  await open(items, { store: storeWith(items, answered('a', 'x', true)) });
  expect(screen.getByText('Stem of y.')).toBeInTheDocument();
  expect(screen.getByText(/2 of 2 · 1 right/)).toBeInTheDocument();
});

test('a card is revealed, its points are ticked, and all of them make it right', async () => {
  const { user, store } = await open([card('c', ['dash', 'md5'])]);
  expect(screen.queryByText('Answer of c.')).toBeNull();
  await user.keyboard('{Enter}');
  expect(await screen.findByText('Answer of c.')).toBeInTheDocument();
  expect(store.appended.at(-1)).toMatchObject({ kind: 'revealed', itemId: 'c' });
  await user.keyboard('12');
  await user.click(screen.getByRole('button', { name: /Store my marks/ }));
  await verdict(/You had it/);
  expect(answers(store)).toMatchObject([{ response: { type: 'points', had: ['dash', 'md5'] }, score: 1 }]);
});

test('a card with a missed point is wrong', async () => {
  const { user, store } = await open([card('c', ['dash', 'md5'])]);
  await user.keyboard('{Enter}');
  await screen.findByText('Answer of c.');
  await user.keyboard('1{Enter}');
  await verdict(/Not all of it/);
  expect(answers(store)).toMatchObject([{ response: { had: ['dash'] }, score: 0 }]);
});

test('a card without points is marked by the learner, and proven', async () => {
  const { user, store, rows } = await open([card('c', [])]);
  await user.click(screen.getByRole('button', { name: /Reveal/ }));
  await user.click(await screen.findByRole('button', { name: 'Yes, I had it' }));
  await verdict(/You had it/);
  expect(answers(store)).toMatchObject([{ response: { type: 'self-mark', had: true }, score: 1 }]);
  await waitFor(() => expect(rows).toEqual(['c: proof']));
});

test('a card revealed before a reload stays revealed', async () => {
  const items = [card('c', ['dash'])];
  const revealed: StudyEvent = { ...head(), kind: 'revealed', attemptId: 'a', itemId: 'c' };
  await open(items, { store: storeWith(items, revealed) });
  expect(screen.getByText('Answer of c.')).toBeInTheDocument();
});

test('an item that the pack no longer holds is passed over and counts neither way', async () => {
  const items = [choice('gone', ['north']), choice('y', ['east'])];
  const { store } = await open(items.slice(1), { store: storeWith(items) });
  expect(await screen.findByText('Stem of y.')).toBeInTheDocument();
  expect(store.appended.at(-1)).toMatchObject({ kind: 'withdrawn', itemId: 'gone' });
  expect(await screen.findByRole('heading', { name: 'Question 1 of 1' })).toBeInTheDocument();
});

test('an answer given in another tab shows here', async () => {
  const items = [choice('x', ['north'])];
  const { store } = await open(items, { store: storeWith(items) });
  store.hear(
    answered('a', 'x', true, {
      response: { type: 'choice', chosen: ['north'] },
      key: { type: 'choice', correct: ['north'] },
    }),
  );
  await verdict(/^Right/);
});

test('an attempt ends early only after a question, and what is open then counts as wrong', async () => {
  const items = [choice('x', ['north']), choice('y', ['east'])];
  const { user, store, went } = await open(items, { store: storeWith(items) });
  await user.click(screen.getByRole('button', { name: 'End this attempt' }));
  expect(screen.getByText(/2 questions are still open/)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'End it' }));
  await waitFor(() => expect(store.appended.at(-1)).toMatchObject({ kind: 'attempt-finished', attemptId: 'a' }));
  expect(went.at(-1)).toBe('#/result/one/a');
});
