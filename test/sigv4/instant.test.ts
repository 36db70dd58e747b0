import { assert, date, property } from 'fast-check';
import { expect, test } from 'vitest';

import { amzDate, parseAmzDate } from '#sigv4/instant.ts';

test('an instant is written in UTC to the second', () => {
  expect(amzDate(new Date('2026-11-21T12:00:00.999Z'))).toBe('20261121T120000Z');
});

test('an instant read back is the instant written, to the second', () => {
  const dates = date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  });
  assert(
    property(dates, (instant) => {
      expect(parseAmzDate(amzDate(instant))?.getTime()).toBe(Math.floor(instant.getTime() / 1000) * 1000);
    }),
  );
});

const bad = [
  '',
  '2026-11-21T12:00:00Z',
  '20261121T120000',
  '20261121T120000.000Z',
  '20261321T120000Z',
  '20260230T120000Z',
  '20261121T240000Z',
  '20261121T126000Z',
  '20261121T120060Z',
  '20261121t120000z',
  ' 20261121T120000Z',
  '20261121',
];
for (const text of bad) {
  test(`${JSON.stringify(text)} is no instant`, () => {
    expect(parseAmzDate(text)).toBeUndefined();
  });
}

test('a date that cannot be written is refused', () => {
  expect(() => amzDate(new Date(Number.NaN))).toThrow(RangeError);
  expect(() => amzDate(new Date('+012026-01-01T00:00:00Z'))).toThrow(RangeError);
});
