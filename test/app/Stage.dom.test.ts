import { cleanup, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import Stage from '#app/Stage.svelte';

const titled = (name: string): ReturnType<typeof createRawSnippet> =>
  createRawSnippet(() => ({ render: () => `<main><h1 tabindex="-1">${name}</h1></main>` }));

// The first screen of a page is the browser's to announce, so each test stands on a later one.
beforeEach(() => {
  render(Stage, { keepsPlace: false, children: titled('First') });
  cleanup();
});
afterEach(cleanup);

test('a new screen is read from its heading on', () => {
  render(Stage, { keepsPlace: false, children: titled('Second') });
  expect(screen.getByRole('heading', { name: 'Second' })).toHaveFocus();
});

test('a screen that is still loading gets the focus on its heading when that comes', async () => {
  const { container } = render(Stage, {
    keepsPlace: false,
    children: createRawSnippet(() => ({ render: () => '<main></main>' })),
  });
  const heading = document.createElement('h1');
  heading.tabIndex = -1;
  container.querySelector('main')?.append(heading);
  await expect.poll(() => document.activeElement).toBe(heading);
});

test('a screen that knows its place keeps it', () => {
  render(Stage, { keepsPlace: true, children: titled('Second') });
  expect(screen.getByRole('heading', { name: 'Second' })).not.toHaveFocus();
});

test('a screen that fails says so and leaves the rest of the page alone', () => {
  const children = createRawSnippet(() => {
    throw new Error('it broke');
  });
  render(Stage, { keepsPlace: false, children });
  expect(screen.getByRole('alert')).toHaveTextContent('it broke');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
});
