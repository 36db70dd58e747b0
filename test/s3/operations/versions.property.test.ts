import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { openIndexedDbStore } from '#s3/store/indexed-db.ts';
import { memoryStore } from '#s3/store/memory.ts';
import type { Store } from '#s3/store/store.ts';

import { Bench } from './bench.ts';
import { VersionedBench, type Line } from './versioned-bench.ts';

/** What a versioned bucket should hold: of each key the versions, the newest first. */
interface Kept {
  readonly versionId: string;
  /** Absent for a delete marker. */
  readonly body?: string | undefined;
}

class Model {
  readonly keys = new Map<string, Kept[]>();
  status: 'Enabled' | 'Suspended' | undefined;

  versions(key: string): Kept[] {
    return this.keys.get(key) ?? [];
  }

  /** A new version comes on top; a null one takes the place of the null one before. */
  add(key: string, version: Kept): void {
    const others = version.versionId === 'null' ? this.without(key, 'null') : this.versions(key);
    this.keys.set(key, [version, ...others]);
  }

  remove(key: string, versionId: string): void {
    this.keys.set(key, this.without(key, versionId));
  }

  without(key: string, versionId: string): Kept[] {
    return this.versions(key).filter((version) => version.versionId !== versionId);
  }
}

type Step =
  | { readonly kind: 'put' | 'delete'; readonly key: string }
  | { readonly kind: 'remove'; readonly key: string; readonly at: number }
  | { readonly kind: 'status'; readonly status: 'Enabled' | 'Suspended' };

const key = fc.constantFrom('a', 'a/b', 'b');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('put' as const), key }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete' as const), key }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('remove' as const), key, at: fc.nat({ max: 4 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      status: fc.constantFrom('Enabled' as const, 'Suspended' as const),
    }),
  },
);

async function take(films: VersionedBench, model: Model, made: Step, body: string): Promise<void> {
  switch (made.kind) {
    case 'status':
      await films.set(made.status);
      model.status = made.status;
      return;
    case 'put':
      model.add(made.key, { versionId: (await films.put(made.key, body)) ?? 'null', body });
      return;
    case 'delete': {
      const versionId = (await films.delete(made.key)).headers.get('x-amz-version-id');
      if (model.status === undefined) model.keys.delete(made.key);
      else model.add(made.key, { versionId: versionId ?? '' });
      return;
    }
    case 'remove': {
      const version = model.versions(made.key)[made.at];
      if (!version) return;
      expect((await films.delete(made.key, version.versionId)).status).toBe(204);
      model.remove(made.key, version.versionId);
    }
  }
}

function expectedLines(model: Model): Omit<Line, 'etag'>[] {
  return [...model.keys.keys()].sort().flatMap((name) =>
    model.versions(name).map(({ versionId, body }, index) => ({
      kind: body === undefined ? ('DeleteMarker' as const) : ('Version' as const),
      key: name,
      versionId,
      isLatest: index === 0,
    })),
  );
}

test('lists and reads agree with a model of a bucket, whatever is put, deleted and suspended', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const films = await VersionedBench.open();
      const model = new Model();
      for (const [index, made] of steps.entries()) await take(films, model, made, `body ${index}`);
      const lines = (await films.list()).map(({ kind, key: name, versionId, isLatest }) => ({
        kind,
        key: name,
        versionId,
        isLatest,
      }));
      expect(lines).toEqual(expectedLines(model));
      for (const [name, versions] of model.keys) {
        const current = versions[0]?.body;
        const answer = await films.get(name);
        expect([answer.status, answer.status === 200 ? answer.text : undefined]).toEqual([
          current === undefined ? 404 : 200,
          current,
        ]);
        for (const { versionId, body } of versions) {
          const one = await films.get(name, versionId);
          expect([one.status, one.status === 200 ? one.text : undefined]).toEqual([
            body === undefined ? 405 : 200,
            body,
          ]);
        }
      }
      const plain = await films.bench.send('GET', '/films', { query: { 'list-type': '2' } });
      const shown = [...model.keys].filter(([, [newest]]) => newest?.body !== undefined).map(([name]) => name);
      expect(plain.xml?.all('Contents').map((element) => element.textOf('Key'))).toEqual(shown.sort());
      for (const [name, versions] of model.keys) {
        for (const { versionId } of versions) await films.delete(name, versionId);
      }
      expect((await films.bench.send('DELETE', '/films')).status).toBe(204);
      const records = ['object', 'version', 'null-version'].map((family) =>
        films.bench.store.range(family, `${family}\x01`, 9),
      );
      expect((await Promise.all(records)).flat()).toEqual([]);
    }),
    { numRuns: 30 },
  );
}, 60_000);

const stores: readonly [name: string, open: () => Store | Promise<Store>, numRuns: number][] = [
  ['memory', memoryStore, 30],
  ['IndexedDB', () => openIndexedDbStore({ name: `versions-${(opened += 1)}` }), 6],
];
let opened = 0;

for (const [name, open, numRuns] of stores) {
  test(`requests at once lose no version in ${name}, and leave each key with one newest`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
        const store = await open();
        await requestsAtOnce(await VersionedBench.open('Enabled', await Bench.open(store)), steps);
        await store.close();
      }),
      { numRuns },
    );
  }, 60_000);
}

async function requestsAtOnce(films: VersionedBench, steps: readonly Step[]): Promise<void> {
  const begun = [await films.put('a', 'first'), await films.put('a', 'second'), await films.put('b', 'first')];
  const removable = begun.slice(0, 2);
  const added = await Promise.all(
    steps.map(async (made, index) => {
      if (made.kind === 'put') return films.put(made.key, `body ${index}`);
      if (made.kind === 'delete') return (await films.delete(made.key)).headers.get('x-amz-version-id');
      if (made.kind === 'remove') await films.delete('a', removable[made.at % 2]);
      return undefined;
    }),
  );
  const removed = steps.flatMap((made) => (made.kind === 'remove' ? [removable[made.at % 2]] : []));
  const left = [...begun, ...added].filter((id) => id !== undefined && !removed.includes(id));
  const lines = await films.list();
  expect(lines.map(({ versionId }) => versionId).sort()).toEqual(left.sort());
  for (const name of new Set(lines.map((line) => line.key))) {
    const latest = lines.filter((line) => line.key === name).map(({ isLatest }) => isLatest);
    expect(latest).toEqual(latest.map((_, index) => index === 0));
    const newest = lines.find((line) => line.key === name);
    expect((await films.get(name)).headers.get('x-amz-version-id')).toBe(newest?.versionId);
  }
}
