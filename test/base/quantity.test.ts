import { assert, integer, maxSafeInteger, property } from 'fast-check';
import { expect, test } from 'vitest';

import { formatDuration, formatSize, parseDuration, parseSize } from '#base/quantity.ts';

const durations: Record<string, number | undefined> = {
  '90s': 90_000,
  '15m': 900_000,
  '24h': 86_400_000,
  '7d': 604_800_000,
  '1h30m': 5_400_000,
  '0s': 0,
  '': undefined,
  '15': undefined,
  '15 m': undefined,
  '-5m': undefined,
  '1.5h': undefined,
  '30m1h': undefined,
  '5min': undefined,
};
for (const [text, milliseconds] of Object.entries(durations)) {
  test(`the duration ${JSON.stringify(text)} is ${milliseconds} ms`, () => {
    expect(parseDuration(text)).toBe(milliseconds);
  });
}

const readableDurations: readonly (readonly [milliseconds: number, text: string])[] = [
  [0, '0 s'],
  [500, '500 ms'],
  [59_999, '59 s'],
  [90_000, '1 min 30 s'],
  [900_000, '15 min'],
  [3_600_000, '1 h'],
  [86_400_000, '24 h'],
  [129_600_000, '36 h'],
  [604_800_000, '7 days'],
  [604_801_000, '7 days 1 s'],
  [-900_000, '−15 min'],
];
for (const [milliseconds, text] of readableDurations) {
  test(`${milliseconds} ms reads ${text}`, () => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
}

const sizes: Record<string, number | undefined> = {
  '5 MiB': 5_242_880,
  '5MiB': 5_242_880,
  '5 GB': 5_000_000_000,
  '5 TiB': 5_497_558_138_880,
  '0 B': 0,
  '1 KB': 1000,
  '1 KiB': 1024,
  '1 TB': 1e12,
  '48.8 TiB': undefined,
  '1.5 GiB': 1_610_612_736,
  '0.1 KB': 100,
  '0.5 B': undefined,
  '5': undefined,
  '5 mib': undefined,
  '-1 B': undefined,
  '9007199254740993 B': undefined,
  '': undefined,
};
for (const [text, bytes] of Object.entries(sizes)) {
  test(`the size ${JSON.stringify(text)} is ${bytes} bytes`, () => {
    expect(parseSize(text)).toBe(bytes);
  });
}

const readableSizes: readonly (readonly [bytes: number, text: string])[] = [
  [0, '0 B'],
  [1, '1 B'],
  [1023, '1023 B'],
  [1024, '1 KiB'],
  [5_242_880, '5 MiB'],
  [5_241_856, '5119 KiB'],
  [5_000_000_000, '5 GB'],
  [123_456_789, '117.74 MiB'],
];
for (const [bytes, text] of readableSizes) {
  test(`${bytes} bytes read ${text}`, () => {
    expect(formatSize(bytes)).toBe(text);
  });
}

test('one byte more or less than 5 MiB does not read 5 MiB', () => {
  expect(formatSize(5_242_881)).toBe('5242881 B');
  expect(formatSize(5_242_879)).toBe('5242879 B');
});

test('a size is read back as written, or as near as two decimals are', () => {
  assert(
    property(maxSafeInteger(), (number) => {
      const bytes = Math.abs(number);
      const text = formatSize(bytes);
      const exact = parseSize(text);
      if (!text.includes('.')) expect(exact).toBe(bytes);
      else if (exact !== undefined) expect(Math.abs(exact - bytes) / bytes).toBeLessThan(0.006);
    }),
  );
});

test('whole seconds are written so that their parts add up', () => {
  const units: Record<string, string> = { days: 'd', h: 'h', min: 'm', s: 's' };
  assert(
    property(integer({ min: 0, max: 10_000_000 }), (seconds) => {
      const short = formatDuration(seconds * 1000).replace(
        / ?(\d+) (\w+)/g,
        (_, amount: string, unit: string) => amount + units[unit],
      );
      expect(parseDuration(short)).toBe(seconds * 1000);
    }),
  );
});
