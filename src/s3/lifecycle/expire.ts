import { withEvents } from '../events/event-change.ts';
import type { EventName } from '../events/event-name.ts';
import {
  newestVersions,
  recordOf,
  versionOf,
  type FoundVersion,
  type ObjectEntry,
} from '../versions/object-versions.ts';
import { objectRange, type ObjectRecord } from '../records.ts';
import { merged } from '../store/change.ts';
import { removeReleased } from '../store/remove-released.ts';
import type { Change } from '../store/store.ts';
import { planDelete, planRemoval } from '../versions/version-changes.ts';
import type { VersionSite } from '../versions/version-place.ts';
import { isDeleteMarker, versionRange, type VersionRecord } from '../versions/version-records.ts';
import { expirationDate, lifecycleDate } from './due-date.ts';
import { entriesOf } from './entries.ts';
import { appliesTo, asksForObject } from './applies-to.ts';
import type { NoncurrentExpiration } from './rule.ts';
import type { RuleRun } from './rule-run.ts';

/** Deletes current objects that are due: in a bucket with versioning each is hidden behind a delete marker. */
export async function expireCurrent(run: RuleRun): Promise<void> {
  const { store, bucket, rule, instant } = run;
  for await (const { key, value, version } of entriesOf(store, objectRange(bucket.name, rule.prefix))) {
    const object = value as ObjectRecord;
    const date = appliesTo(rule, object) ? expirationDate(rule, object.lastModified) : undefined;
    if (!date || date > instant) continue;
    const current: ObjectEntry = { kind: 'object', key, version, object };
    const { change, marker } = await planDelete(siteOf(run, object.key), current);
    const name = marker ? 's3:LifecycleExpiration:DeleteMarkerCreated' : 's3:LifecycleExpiration:Delete';
    await carryOut(run, change, name, marker ?? object);
  }
}

/** Removes versions that were replaced so many days ago, but for the newest of them that are to stay. */
export async function expireNoncurrent(run: RuleRun, { days, newerVersions = 0 }: NoncurrentExpiration): Promise<void> {
  const { store, bucket, rule, instant } = run;
  let counted = { key: '', versions: 0 };
  for await (const entry of entriesOf(store, versionRange(bucket.name, rule.prefix))) {
    const record = entry.value as VersionRecord;
    if (record.replaced === undefined) continue;
    counted = { key: record.key, versions: counted.key === record.key ? counted.versions + 1 : 1 };
    if (counted.versions <= newerVersions || lifecycleDate(record.replaced, days) > instant) continue;
    if (isDeleteMarker(record) ? !asksForObject(rule) : appliesTo(rule, record)) await remove(run, versionOf(entry));
  }
}

/**
 * Removes delete markers that have no version behind them any more: at the next midnight where the rule says so, and
 * when they are as old as objects that the rule expires. How soon S3 does the former is assumed.
 */
export async function expireDeleteMarkers(run: RuleRun): Promise<void> {
  const { store, bucket, rule, instant } = run;
  const isAsked =
    rule.expiresDeleteMarkers === true || rule.expirationDays !== undefined || rule.expirationDate !== undefined;
  if (!isAsked || asksForObject(rule) || bucket.versioning === undefined) return;
  for await (const entry of entriesOf(store, versionRange(bucket.name, rule.prefix))) {
    const record = entry.value as VersionRecord;
    if (!isDeleteMarker(record) || record.replaced !== undefined) continue;
    const { lastModified } = record;
    const date = rule.expiresDeleteMarkers ? lifecycleDate(lastModified, 0) : expirationDate(rule, lastModified);
    if (!date || date > instant) continue;
    const versions = await newestVersions(store, bucket.name, record.key, 2);
    if (versions.length === 1) await remove(run, versionOf(entry));
  }
}

async function remove(run: RuleRun, found: FoundVersion): Promise<void> {
  const record = recordOf(found);
  await carryOut(run, await planRemoval(siteOf(run, record.key), found), 's3:LifecycleExpiration:Delete', record);
}

function siteOf({ store, bucket, instant, uniqueId }: RuleRun, key: string): VersionSite {
  return { store, bucket, key, instant, uniqueId };
}

/** What was changed meanwhile is left to the next run. */
async function carryOut(run: RuleRun, planned: Change, name: EventName, object: VersionRecord): Promise<void> {
  const { store, expected } = run;
  const change = merged(await withEvents(run, planned, { name, object }), { expect: [expected] });
  if (await store.commit(change)) await removeReleased(store, change.releases);
}
