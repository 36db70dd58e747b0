import { expect, test } from 'vitest';

import type { LabSettings } from '#lab/store.ts';
import { labStore } from '#storage/lab-store.ts';

function storage(kept?: string) {
  let text = kept ?? null;
  return {
    getItem: () => text,
    setItem: (_: string, value: string) => {
      text = value;
    },
    text: () => text,
  };
}
const settings: LabSettings = {
  connection: {
    kind: 'compatible',
    bucket: 'b',
    endpoint: { url: 'https://ceph.example', region: 'us-east-1', addressing: 'path' },
  },
  allowedOrigins: ['https://ceph.example'],
};

test('the chosen connection is there again after a reload', () => {
  const kept = storage();
  labStore(kept).write(settings);
  expect(labStore(kept).read()).toEqual(settings);
});

for (const text of [
  '',
  'no JSON',
  'null',
  '[]',
  '{"connection":{"kind":"elsewhere","endpoint":{"region":"x","addressing":"path"}}}',
  '{"connection":{"kind":"amazon","endpoint":{"region":1,"addressing":"path"}}}',
  '{"connection":{"kind":"amazon"},"allowedOrigins":[1,null]}',
]) {
  test(`what is stored as “${text}” is not believed`, () => {
    expect(labStore(storage(text)).read()).toEqual({ allowedOrigins: [] });
  });
}

test('without a storage, or with a full one, settings last as long as the page', () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error('full');
    },
  };
  for (const kept of [undefined, full]) {
    const store = labStore(kept);
    store.write(settings);
    expect(store.read()).toBe(settings);
  }
});

test('a field that nobody declared is not restored', () => {
  const written = JSON.stringify({ ...settings, connection: { ...settings.connection, secretAccessKey: 'x' } });
  expect(JSON.stringify(labStore(storage(written)).read())).not.toContain('secretAccessKey');
});
