import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hrefOf, routeOf } from '#app/routes.ts';
import type { Route } from '#app/routes.ts';

const part = fc.string({ minLength: 1, unit: 'grapheme' });
const route: fc.Arbitrary<Exclude<Route, { screen: 'unknown' }>> = fc.oneof(
  fc.constant({ screen: 'home' as const }),
  fc.constant({ screen: 'lab' as const }),
  fc.record({ screen: fc.constant('chapter' as const), packId: part, chapterId: part }),
  fc.record({ screen: fc.constant('chapter' as const), packId: part, chapterId: part, section: part }),
  fc.record({ screen: fc.constant('quiz' as const), packId: part, chapterId: part }),
  fc.record({ screen: fc.constant('quiz' as const), packId: part, chapterId: part, attemptId: part }),
  fc.record({ screen: fc.constant('result' as const), packId: part, chapterId: part, attemptId: part }),
);

test('a route is read back from its own address', () => {
  fc.assert(
    fc.property(route, (some) => {
      expect(routeOf(hrefOf(some))).toEqual(some);
    }),
  );
});

for (const [hash, screen] of [
  ['', 'home'],
  ['#', 'home'],
  ['#/', 'home'],
  ['#/lab', 'lab'],
  ['#/chapter/pack/one', 'chapter'],
  ['#/quiz/pack', 'unknown'],
  ['#/result/pack/one', 'unknown'],
  ['#/chapter/pack/one/section/more', 'unknown'],
  ['#/%E0%A4%A', 'unknown'],
  ['#/elsewhere', 'unknown'],
] as const) {
  test(`"${hash}" leads to ${screen}`, () => expect(routeOf(hash).screen).toBe(screen));
}
