import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import type { IDBPDatabase } from 'idb';
import { afterEach, expect, test, vi } from 'vitest';
import type { StudyEvent } from '#study/events.ts';
import { openStudyDatabase } from '#storage/open.ts';
import type { StudySchema } from '#storage/schema.ts';
import { studyStore } from '#storage/study-store.ts';
import { studyDatabaseVersion } from '#storage/upgrades.ts';
import { answered, played, started } from '../study/events-for-tests.ts';

let count = 0;
const open: IDBPDatabase<StudySchema>[] = [];

async function opened(name: string): Promise<IDBPDatabase<StudySchema>> {
  const database = await openStudyDatabase({ name });
  open.push(database);
  return database;
}

function freshName(): string {
  count += 1;
  return `study-${count}`;
}

afterEach(() => {
  for (const database of open.splice(0)) database.close();
});

test('events come back in the order in which they were appended', async () => {
  const store = studyStore({ open: () => opened(name) });
  const name = freshName();
  const events = played('a', 2, 3);
  for (const event of events) await store.append(event);
  expect(await store.events()).toEqual(events);
});

test('what was appended is there after the page is closed and opened', async () => {
  const name = freshName();
  const event = started('a', ['x']);
  await studyStore({ open: () => opened(name) }).append(event);
  expect(await studyStore({ open: () => opened(name) }).events()).toEqual([event]);
});

test('every append is a transaction of strict durability that is complete when it resolves', async () => {
  const database = await opened(freshName());
  const transaction = vi.spyOn(database as unknown as { transaction: IDBDatabase['transaction'] }, 'transaction');
  const store = studyStore({ open: () => Promise.resolve(database) });
  await store.append(answered('a', 'x', true));
  expect(transaction).toHaveBeenCalledWith('events', 'readwrite', { durability: 'strict' });
});

test('appending the same event again changes nothing', async () => {
  const name = freshName();
  const store = studyStore({ open: () => opened(name) });
  const event = answered('a', 'x', true);
  await store.append(event);
  await store.append(event);
  expect(await store.events()).toEqual([event]);
});

test('two tabs that append at once lose no event', async () => {
  const name = freshName();
  const one = studyStore({ open: () => opened(name) });
  const other = studyStore({ open: () => opened(name) });
  const events = Array.from({ length: 40 }, (_, index) => answered('a', `item-${index}`, true));
  await Promise.all(events.map((event, index) => (index % 2 === 0 ? one : other).append(event)));
  const stored = await one.events();
  expect(stored.map((event) => event.id).sort()).toEqual(events.map((event) => event.id).sort());
});

test('events of a later version of the app are kept and passed over', async () => {
  const name = freshName();
  const database = await opened(name);
  await database.add('events', { event: { id: 'later', version: 2, kind: 'answered' } as { id: string } });
  await database.add('events', { event: { id: 'unknown', version: 1, kind: 'danced' } as { id: string } });
  expect(await studyStore({ open: () => opened(name) }).events()).toEqual([]);
  expect(await database.count('events')).toBe(2);
});

test('an append that cannot be stored is refused, and can be tried again', async () => {
  const database = await opened(freshName());
  let isBroken = true;
  const store = studyStore({
    open: () =>
      isBroken ? Promise.reject(new DOMException('no space', 'QuotaExceededError')) : Promise.resolve(database),
  });
  const event = answered('a', 'x', true);
  await expect(store.append(event)).rejects.toThrow('no space');
  isBroken = false;
  await store.append(event);
  expect(await store.events()).toEqual([event]);
});

test('an event that cannot be cloned is refused and leaves the store as it was', async () => {
  const name = freshName();
  const store = studyStore({ open: () => opened(name) });
  const broken = { ...answered('a', 'x', true), response: () => undefined } as unknown as StudyEvent;
  await expect(store.append(broken)).rejects.toThrow();
  expect(await store.events()).toEqual([]);
});

test('a connection that was closed is opened anew after forget', async () => {
  const name = freshName();
  const store = studyStore({ open: () => opened(name) });
  await store.append(started('a', ['x']));
  open.at(-1)?.close();
  await expect(store.append(answered('a', 'x', true))).rejects.toThrow();
  store.forget();
  await store.append(answered('a', 'x', true));
  expect(await store.events()).toHaveLength(2);
});

test('a draft is replaced by the next one of its attempt', async () => {
  const name = freshName();
  const store = studyStore({ open: () => opened(name) });
  await store.keepDraft({ attemptId: 'a', itemId: 'x', chosen: [] });
  await store.keepDraft({ attemptId: 'a', itemId: 'y', chosen: ['yes'], confidence: 'guess' });
  await store.keepDraft({ attemptId: 'b', itemId: 'z', chosen: [] });
  expect(await store.draft('a')).toEqual({ attemptId: 'a', itemId: 'y', chosen: ['yes'], confidence: 'guess' });
  expect(await store.draft('none')).toBeUndefined();
});

test('persistence is asked for at the first answer, once', async () => {
  const name = freshName();
  const askToPersist = vi.fn();
  const store = studyStore({ open: () => opened(name), askToPersist });
  await store.append(started('a', ['x', 'y']));
  expect(askToPersist).not.toHaveBeenCalled();
  await store.append(answered('a', 'x', true));
  await store.append(answered('a', 'y', true));
  expect(askToPersist).toHaveBeenCalledTimes(1);
});

test('another tab hears of an event once it is stored, until it stops listening', async () => {
  const name = freshName();
  const channels = [new BroadcastChannel(name), new BroadcastChannel(name)];
  const [here, there] = channels.map((channel) => studyStore({ open: () => opened(name), channel }));
  const heard: StudyEvent[] = [];
  const stop = there?.watch((event) => heard.push(event));
  const event = answered('a', 'x', true);
  await here?.append(event);
  await vi.waitFor(() => expect(heard).toEqual([event]));
  stop?.();
  await here?.append(answered('a', 'y', true));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(heard).toHaveLength(1);
  for (const channel of channels) channel.close();
});

test('an older tab makes way for a newer version of the app and says so', async () => {
  const name = freshName();
  const onsuperseded = vi.fn();
  open.push(await openStudyDatabase({ name, onsuperseded }));
  const newer = await openDB(name, studyDatabaseVersion + 1);
  newer.close();
  expect(onsuperseded).toHaveBeenCalledTimes(1);
});
