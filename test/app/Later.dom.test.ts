import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import Later from '#app/Later.svelte';

const children = createRawSnippet<[string]>((name) => ({ render: () => `<h1>Screen ${name()}</h1>` }));

afterEach(cleanup);

test('a screen is shown once it is loaded', async () => {
  render(Later<string>, { load: async () => ({ default: 'quiz' }), children });
  expect(screen.getByRole('status')).toHaveTextContent('Loading');
  expect(await screen.findByRole('heading', { name: 'Screen quiz' })).toBeInTheDocument();
});

test('a screen that can not be loaded says so, and can be tried again', async () => {
  const load = vi.fn(async () => ({ default: 'quiz' }));
  load.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'));
  render(Later<string>, { load, children });
  expect(await screen.findByRole('alert')).toHaveTextContent('What you did is stored');
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('heading', { name: 'Screen quiz' })).toBeInTheDocument();
  expect(load).toHaveBeenCalledTimes(2);
});
