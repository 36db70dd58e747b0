import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** WCAG 2.2 AA: 4.5 for text, 3 for the outline of what can be operated. */
const css = readFileSync(new URL('../../src/ui/tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light: light as string, dark: dark as string },
  ]),
);

const surfaces = ['paper', 'card', 'sunken'];
const inks = [
  'ink',
  'ink-2',
  'accent',
  'good',
  'bad',
  'warn',
  ...[...tokens.keys()].filter((name) => name?.startsWith('c-')),
];
const pairs: readonly (readonly [front: string | undefined, back: string, least: number])[] = [
  ...inks.flatMap((ink) => surfaces.map((surface) => [ink, surface, 4.5] as const)),
  ...['good', 'bad', 'warn'].flatMap((tone) => [
    [tone, `${tone}-bg`, 4.5] as const,
    ['ink', `${tone}-bg`, 4.5] as const,
    ['ink-2', `${tone}-bg`, 4.5] as const,
    ['accent', `${tone}-bg`, 4.5] as const,
  ]),
  ['on-accent', 'accent', 4.5],
  ...surfaces.map((surface) => ['edge', surface, 3] as const),
];

test('every colour of the tokens was read', () => {
  expect(tokens.size).toBeGreaterThan(20);
});

for (const scheme of ['light', 'dark'] as const) {
  for (const [front, back, least] of pairs) {
    test(`${scheme}: --${front} on --${back} has a contrast of ${least} or more`, () => {
      expect(contrast(colour(front, scheme), colour(back, scheme))).toBeGreaterThanOrEqual(least);
    });
  }
}

function colour(name: string | undefined, scheme: 'light' | 'dark'): string {
  const token = tokens.get(name);
  if (!token) throw new Error(`no token --${name}`);
  return token[scheme];
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
