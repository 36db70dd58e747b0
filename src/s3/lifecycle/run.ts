import {
  bucketRange,
  objectRange,
  uploadRange,
  type BucketRecord,
  type ObjectRecord,
  type UploadRecord,
} from '../records.ts';
import type { Entry } from '../store/store.ts';
import { removeUpload } from '../uploads.ts';
import { lifecycleDate } from './due-date.ts';
import { entriesOf } from './entries.ts';
import { expireCurrent, expireDeleteMarkers, expireNoncurrent } from './expire.ts';
import { appliesTo } from './applies-to.ts';
import type { LifecycleRule } from './rule.ts';
import type { LifecycleRun, RuleRun } from './rule-run.ts';

/** Carries out what the lifecycle rules of all buckets say for this instant. */
export async function runLifecycle(run: LifecycleRun): Promise<void> {
  for await (const entry of entriesOf(run.store, bucketRange())) {
    const { lifecycleRules = [] } = entry.value as BucketRecord;
    for (const rule of lifecycleRules) if (rule.enabled) await runRule(run, rule, entry);
  }
}

async function runRule(run: LifecycleRun, rule: LifecycleRule, { key, version, value }: Entry): Promise<void> {
  const ruleRun: RuleRun = { ...run, rule, bucket: value as BucketRecord, expected: { key, version } };
  if (rule.abortIncompleteUploadDays !== undefined) await abortUploads(ruleRun);
  if (rule.expirationDays !== undefined || rule.expirationDate !== undefined) await expireCurrent(ruleRun);
  if (rule.noncurrentExpiration) await expireNoncurrent(ruleRun, rule.noncurrentExpiration);
  // Last, since what goes before may leave a delete marker alone.
  await expireDeleteMarkers(ruleRun);
  if (rule.transitions) await moveObjects(ruleRun);
}

async function abortUploads({ store, bucket, rule, instant }: RuleRun): Promise<void> {
  for await (const entry of entriesOf(store, uploadRange(bucket.name, rule.prefix))) {
    const { initiated } = entry.value as UploadRecord;
    if (lifecycleDate(initiated, rule.abortIncompleteUploadDays ?? 0) <= instant) {
      await removeUpload(store, bucket.name, entry);
    }
  }
}

async function moveObjects({ store, bucket, rule, instant }: RuleRun): Promise<void> {
  for await (const { key, value, version } of entriesOf(store, objectRange(bucket.name, rule.prefix))) {
    const object = value as ObjectRecord;
    if (!appliesTo(rule, object)) continue;
    const due = (rule.transitions ?? []).filter(({ days }) => lifecycleDate(object.lastModified, days) <= instant);
    const storageClass = due.sort((a, b) => b.days - a.days)[0]?.storageClass;
    if (storageClass === undefined || storageClass === object.description.storageClass) continue;
    const moved: ObjectRecord = { ...object, description: { ...object.description, storageClass } };
    await store.commit({ expect: [{ key, version }], put: [{ key, value: moved }] });
  }
}
