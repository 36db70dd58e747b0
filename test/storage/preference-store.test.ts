import { expect, test, vi } from 'vitest';
import { askToPersist } from '#storage/persist.ts';
import { preferenceStore } from '#storage/preference-store.ts';

function memory(kept?: string): Pick<Storage, 'getItem' | 'setItem'> {
  let value = kept ?? null;
  return { getItem: () => value, setItem: (_, changed) => void (value = changed) };
}

test('preferences are kept for the next visit', () => {
  const storage = memory();
  preferenceStore(storage).write({ shortcuts: false });
  expect(preferenceStore(storage).read()).toEqual({ shortcuts: false });
});

for (const kept of [undefined, '', 'null', '7', '{"shortcuts":"yes"}', '{']) {
  test(`what cannot be read gives the defaults: ${kept ?? 'nothing'}`, () => {
    expect(preferenceStore(memory(kept)).read()).toEqual({ shortcuts: true });
  });
}

test('where storage is forbidden preferences last as long as the page', () => {
  const forbidden = {
    getItem: () => {
      throw new DOMException('denied', 'SecurityError');
    },
    setItem: () => {
      throw new DOMException('denied', 'SecurityError');
    },
  };
  const store = preferenceStore(forbidden);
  store.write({ shortcuts: false });
  expect(store.read()).toEqual({ shortcuts: false });
  expect(preferenceStore(undefined).read()).toEqual({ shortcuts: true });
});

test('persistence is not asked for again where it was granted', async () => {
  const storage = { persisted: vi.fn(() => Promise.resolve(true)), persist: vi.fn(() => Promise.resolve(true)) };
  expect(await askToPersist(storage)).toBe(true);
  expect(storage.persist).not.toHaveBeenCalled();
});

test('a browser that refuses or lacks persistence does no harm', async () => {
  const refuses = { persisted: () => Promise.resolve(false), persist: () => Promise.reject(new Error('no')) };
  expect(await askToPersist(refuses)).toBe(false);
  expect(await askToPersist(undefined)).toBe(false);
});
