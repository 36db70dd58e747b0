import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { DatabaseState } from '#app/database-state.svelte.ts';
import Notices from '#app/Notices.svelte';
import type { Offline } from '#app/offline.svelte.ts';

const offline = (state: Partial<Offline>): Offline => state as Offline;

afterEach(cleanup);

test('nothing is said while nothing is in the way', () => {
  render(Notices, { database: new DatabaseState(), offline: undefined });
  expect(screen.getByRole('status')).toBeEmptyDOMElement();
});

test('an older tab that holds the database is named, until it lets go', async () => {
  const database = new DatabaseState();
  render(Notices, { database, offline: undefined });
  database.blocked();
  expect(await screen.findByText(/Another tab runs an older version/)).toBeInTheDocument();
  database.opened();
  await expect.poll(() => screen.queryByText(/Another tab/)).toBeNull();
});

test('a tab that made way for a newer version asks to be loaded anew', async () => {
  const database = new DatabaseState();
  render(Notices, { database, offline: undefined });
  database.superseded();
  expect(await screen.findByText(/A newer version of Valet Key was started/)).toBeInTheDocument();
});

test('a waiting version starts when the learner says so', async () => {
  const update = vi.fn();
  render(Notices, { database: new DatabaseState(), offline: offline({ hasUpdate: true, update }) });
  await userEvent.click(screen.getByRole('button', { name: 'Start it now' }));
  expect(update).toHaveBeenCalledTimes(1);
});
