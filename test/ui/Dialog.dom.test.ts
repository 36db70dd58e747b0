import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import Dialog from '#ui/Dialog.svelte';

const children = createRawSnippet(() => ({ render: () => '<p>What it says.</p>' }));
const dialog = (): HTMLDialogElement => document.querySelector('dialog') as HTMLDialogElement;

afterEach(cleanup);

test('a dialog is shown when it is opened, bears its title, and closes again', async () => {
  const { rerender } = render(Dialog, { title: 'A title', open: false, onclose: () => undefined, children });
  expect(dialog().open).toBe(false);
  await rerender({ open: true });
  expect(dialog().open).toBe(true);
  expect(dialog()).toHaveAccessibleName('A title');
  await rerender({ open: false });
  expect(dialog().open).toBe(false);
});

test('its cross, and the browser, tell the owner to close it', async () => {
  const onclose = vi.fn();
  render(Dialog, { title: 'A title', open: true, onclose, children });
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(onclose).toHaveBeenCalledTimes(1);
  dialog().close();
  expect(onclose).toHaveBeenCalledTimes(2);
});
