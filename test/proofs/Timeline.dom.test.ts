import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import Timeline from '#proofs/screens/Timeline.svelte';
import type { TimelineEntry } from '#proofs/timeline.ts';
import { Account } from '../s3/emulated-account.ts';

const entries: readonly TimelineEntry[] = [
  { phase: 'given', text: 'Bucket `reports`', isSetup: true },
  { phase: 'given', text: 'User `app`', isSetup: true },
  { phase: 'do', text: 'Sign `GetObject`', status: { text: 'signed', tone: 'plain' } },
  {
    phase: 'then',
    text: 'Use <b>the</b> link',
    status: { text: '400 ExpiredToken', tone: 'bad' },
    expected: '200',
    known: 'recorded',
    placeAssumed: true,
  },
];

test('a timeline is a numbered list of steps with their outcomes', () => {
  const { container } = render(Timeline, { entries });
  const items = [...container.querySelectorAll('ol > li')];
  expect(items.map((item) => item.querySelector('.number')?.textContent)).toEqual(['', '1', '2']);
  expect(items[0]?.textContent).toContain('Bucket reports · User app');
  expect([...container.querySelectorAll('li code')].map(({ textContent }) => textContent)).toEqual([
    'reports',
    'app',
    'GetObject',
  ]);
  expect(items[2]?.textContent).toContain('expected 200');
  expect(screen.getAllByText('400 ExpiredToken').map(({ tagName }) => tagName)).toEqual(['SPAN', 'CODE']);
});

test('text of a pack is shown as text', () => {
  const { container } = render(Timeline, { entries });
  expect(container.querySelector('b')).toBeNull();
  expect(container.textContent).toContain('Use <b>the</b> link');
});

test('it says how the answer is known and when the order of checks is assumed', () => {
  render(Timeline, { entries });
  expect(screen.getByText(/recorded from AWS/).textContent).toContain('Order of the checks before it: assumed.');
});

test('a timeline without a refusal says nothing about evidence', () => {
  const { container } = render(Timeline, { entries: entries.slice(0, 3) });
  expect(container.querySelector('p')).toBeNull();
});

test('the last request is shown as the logs tell of it', async () => {
  const account = await Account.withBucket();
  const { decision } = await account.send(account.presigned({ path: '/bucket/k' }));
  const last = { ...entries[3]!, decision };
  render(Timeline, { entries: [...entries.slice(0, 3), last, entries[2]!] });
  expect(screen.getByText('In CloudTrail and the access log: step 2')).toBeInTheDocument();
});
