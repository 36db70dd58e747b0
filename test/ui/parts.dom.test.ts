import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import Bar from '#ui/Bar.svelte';
import Icon from '#ui/Icon.svelte';
import Ring from '#ui/Ring.svelte';
import Segments from '#ui/Segments.svelte';

afterEach(cleanup);

const options = [
  { id: 'low', text: 'Low' },
  { id: 'high', text: 'High' },
];

test('segments are radios under a legend', async () => {
  const onchoose = vi.fn();
  render(Segments, { legend: 'How much', options, value: 'low', onchoose });
  expect(screen.getByRole('group', { name: 'How much' })).toBeInTheDocument();
  expect(screen.getByRole('radio', { name: 'Low' })).toBeChecked();
  await userEvent.click(screen.getByRole('radio', { name: 'High' }));
  expect(onchoose).toHaveBeenCalledWith('high');
});

test('two rows of segments do not share their choice', () => {
  render(Segments, { legend: 'One', options, value: 'low', onchoose: () => undefined });
  render(Segments, { legend: 'Other', options, value: 'low', onchoose: () => undefined });
  const names = screen.getAllByRole('radio').map((radio) => (radio as HTMLInputElement).name);
  expect(new Set(names).size).toBe(2);
});

test('a bar says what it measures and how far it is', () => {
  render(Bar, { percent: 58.3, label: 'Right answers', mark: 60 });
  expect(screen.getByRole('progressbar', { name: 'Right answers' })).toHaveAttribute('aria-valuenow', '58');
});

test('a ring without a number shows a dash', () => {
  const { container } = render(Ring, { label: 'Nothing answered yet' });
  expect(screen.getByRole('img', { name: 'Nothing answered yet' })).toBeInTheDocument();
  expect(container).toHaveTextContent('–');
});

test('an icon is read aloud only when it has a label', () => {
  render(Icon, { name: 'check', label: 'Right' });
  expect(screen.getByRole('img', { name: 'Right' })).toBeInTheDocument();
  const { container } = render(Icon, { name: 'key' });
  expect(container.querySelector('svg')).toHaveAttribute('aria-hidden', 'true');
});
