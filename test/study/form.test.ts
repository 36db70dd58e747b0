import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawForm } from '#study/form.ts';
import type { FormItem } from '#study/form.ts';

const nothingSeen: ReadonlyMap<string, number> = new Map();

function pool(choices: number, cards: number): FormItem[] {
  const choice = (_: unknown, index: number): FormItem => ({
    id: `choice-${index}`,
    rev: 1,
    type: 'choice',
    options: ['w', 'x', 'y', 'z'].map((id) => ({ id })),
  });
  const card = (_: unknown, index: number): FormItem => ({
    id: `card-${index}`,
    rev: 2,
    type: 'reveal',
    points: [{ id: 'p' }, { id: 'q' }],
  });
  return [...Array.from({ length: choices }, choice), ...Array.from({ length: cards }, card)];
}

const anyRequest = fc.record({
  items: fc.tuple(fc.nat(30), fc.nat(30)).map(([choices, cards]) => pool(choices, cards)),
  draw: fc.integer({ min: 1, max: 20 }),
  seed: fc.string(),
});

test('a form has no item twice and none from elsewhere', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const ids = drawForm({ ...request, timesSeen: nothingSeen }).map((entry) => entry.itemId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(request.items.map((item) => item.id)).toEqual(expect.arrayContaining(ids));
    }),
  );
});

test('at most a third of a form are reveal cards, unless there is nothing else', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      fc.pre(request.items.some((item) => item.type === 'choice'));
      const form = drawForm({ ...request, timesSeen: nothingSeen });
      expect(3 * form.filter((entry) => entry.type === 'reveal').length).toBeLessThanOrEqual(form.length);
    }),
  );
});

test('a form is as long as it was asked to be where the choices suffice', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      fc.pre(request.items.filter((item) => item.type === 'choice').length >= request.draw);
      expect(drawForm({ ...request, timesSeen: nothingSeen })).toHaveLength(request.draw);
    }),
  );
});

test('the options of an item are shown in some order, all of them once', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      for (const entry of drawForm({ items: pool(3, 0), draw: 3, seed, timesSeen: nothingSeen })) {
        expect([...entry.shown].sort()).toEqual(['w', 'x', 'y', 'z']);
      }
    }),
  );
});

test('the same seed draws the same form', () => {
  const request = { items: pool(26, 5), draw: 12, seed: 'same', timesSeen: nothingSeen };
  expect(drawForm(request)).toEqual(drawForm(request));
  expect(drawForm({ ...request, seed: 'another' })).not.toEqual(drawForm(request));
});

test('a second form prefers the items that the first left out', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, two) => {
      const items = pool(24, 0);
      const first = drawForm({ items, draw: 12, seed: one, timesSeen: nothingSeen });
      const timesSeen = new Map(first.map((entry) => [entry.itemId, 1]));
      const second = drawForm({ items, draw: 12, seed: two, timesSeen });
      expect(second.filter((entry) => timesSeen.has(entry.itemId))).toEqual([]);
    }),
  );
});

test('a chapter of cards alone has a form of cards', () => {
  expect(drawForm({ items: pool(0, 5), draw: 12, seed: 's', timesSeen: nothingSeen })).toHaveLength(5);
});

test('options that keep their order are not shuffled', () => {
  const items = pool(20, 0).map((item) => ({ ...item, keepsOrder: true }));
  const request = { items, draw: 20, seed: 's', timesSeen: nothingSeen };
  for (const entry of drawForm(request)) expect(entry.shown).toEqual(['w', 'x', 'y', 'z']);
});

test('the right option stands in each place about equally often', () => {
  const places = [0, 0, 0, 0];
  for (let seed = 0; seed < 400; seed += 1) {
    const [entry] = drawForm({ items: pool(1, 0), draw: 1, seed: `${seed}`, timesSeen: nothingSeen });
    const place = entry?.shown.indexOf('w') ?? -1;
    places[place] = (places[place] ?? 0) + 1;
  }
  for (const count of places) expect(count).toBeGreaterThan(60);
});
