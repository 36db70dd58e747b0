import {
  bucketRange,
  objectRange,
  uploadRange,
  type BucketRecord,
  type LifecycleRule,
  type ObjectRecord,
  type UploadRecord,
} from './records.ts';
import { keyBehind, type KeyRange } from './store/order.ts';
import type { Entry, Store } from './store/store.ts';
import { removeUpload } from './uploads.ts';

const day = 24 * 60 * 60 * 1000;
const entriesAtOnce = 1_000;

/** When a rule acts, and which. */
export interface DueDate {
  readonly date: Date;
  readonly ruleId: string;
}

/**
 * The days after an instant, rounded up to the next midnight UTC.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export function lifecycleDate(since: string, days: number): Date {
  return new Date(Math.ceil((new Date(since).getTime() + days * day) / day) * day);
}

/** When an object expires; `undefined` if no rule says so. */
export function expirationOf({ lifecycleRules }: BucketRecord, object: ObjectRecord): DueDate | undefined {
  return earliest(lifecycleRules, object.key, object.lastModified, ({ expirationDays }) => expirationDays);
}

/** When an upload is aborted if it is not completed before; `undefined` if no rule says so. */
export function abortOf({ lifecycleRules }: BucketRecord, upload: UploadRecord): DueDate | undefined {
  return earliest(lifecycleRules, upload.key, upload.initiated, (rule) => rule.abortIncompleteUploadDays);
}

/** Carries out what the lifecycle rules of all buckets say for this instant. */
export async function runLifecycle(store: Store, instant: Date): Promise<void> {
  const buckets = bucketRange();
  for await (const { value } of entriesOf(store, buckets)) {
    const bucket = value as BucketRecord;
    for (const rule of bucket.lifecycleRules?.filter(({ enabled }) => enabled) ?? []) {
      if (rule.abortIncompleteUploadDays !== undefined) await abortUploads(store, bucket, rule, instant);
      if (rule.expirationDays !== undefined) await expireObjects(store, bucket, rule, instant);
      if (rule.transitions) await moveObjects(store, bucket, rule, instant);
    }
  }
}

async function abortUploads(store: Store, bucket: BucketRecord, rule: LifecycleRule, instant: Date): Promise<void> {
  for await (const entry of entriesOf(store, uploadRange(bucket.name, rule.prefix))) {
    const { initiated } = entry.value as UploadRecord;
    if (lifecycleDate(initiated, rule.abortIncompleteUploadDays ?? 0) <= instant) {
      await removeUpload(store, bucket.name, entry);
    }
  }
}

async function expireObjects(store: Store, bucket: BucketRecord, rule: LifecycleRule, instant: Date): Promise<void> {
  for await (const { key, value, version } of entriesOf(store, objectRange(bucket.name, rule.prefix))) {
    const { lastModified, pieces } = value as ObjectRecord;
    if (lifecycleDate(lastModified, rule.expirationDays ?? 0) > instant) continue;
    const releases = pieces.map(({ bytes }) => bytes.id);
    // An object that was replaced meanwhile is a new one and stays.
    if (await store.commit({ expect: [{ key, version }], remove: [key], releases })) await store.bytes.remove(releases);
  }
}

async function moveObjects(store: Store, bucket: BucketRecord, rule: LifecycleRule, instant: Date): Promise<void> {
  for await (const { key, value, version } of entriesOf(store, objectRange(bucket.name, rule.prefix))) {
    const object = value as ObjectRecord;
    const due = (rule.transitions ?? []).filter(({ days }) => lifecycleDate(object.lastModified, days) <= instant);
    const storageClass = due.sort((a, b) => b.days - a.days)[0]?.storageClass;
    if (storageClass === undefined || storageClass === object.description.storageClass) continue;
    const moved: ObjectRecord = { ...object, description: { ...object.description, storageClass } };
    await store.commit({ expect: [{ key, version }], put: [{ key, value: moved }] });
  }
}

async function* entriesOf(store: Store, { from, to }: KeyRange): AsyncGenerator<Entry> {
  for (let at = from; ;) {
    const entries = await store.range(at, to, entriesAtOnce);
    yield* entries;
    const last = entries.at(-1);
    if (!last || entries.length < entriesAtOnce) return;
    at = keyBehind(last.key);
  }
}

function earliest(
  rules: readonly LifecycleRule[] | undefined,
  key: string,
  since: string,
  daysOf: (rule: LifecycleRule) => number | undefined,
): DueDate | undefined {
  return (rules ?? [])
    .filter((rule) => rule.enabled && key.startsWith(rule.prefix) && daysOf(rule) !== undefined)
    .map((rule) => ({ date: lifecycleDate(since, daysOf(rule) ?? 0), ruleId: rule.id }))
    .sort((a, b) => a.date.getTime() - b.date.getTime())[0];
}
