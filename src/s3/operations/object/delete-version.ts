import { withEvents } from '../../events/event-change.ts';
import { findCurrent, findVersion, recordOf, type FoundVersion } from '../../versions/object-versions.ts';
import { merged } from '../../store/change.ts';
import { planDelete, planRemoval } from '../../versions/version-changes.ts';
import type { DeleteMarkerRecord } from '../../versions/version-records.ts';
import type { VersionSite } from '../../versions/version-place.ts';
import { bucketNow } from '../bucket/bucket-record.ts';
import type { Prepared } from '../committed.ts';
import type { OperationContext } from '../context.ts';

/** One deletion that DeleteObject or DeleteObjects asks for. */
export interface Deletion {
  readonly key: string;
  /** Absent: the current version, which in a bucket with versioning is kept behind a delete marker. */
  readonly versionId?: string | undefined;
  /** Throws unless the deletion may go ahead, given what the key's newest version is. */
  readonly require?: ((newest: FoundVersion | undefined) => void) | undefined;
}

/** What a deletion did. */
export interface Deleted {
  /** The version that was named, whether or not it was there. */
  readonly versionId: string | undefined;
  /** The delete marker that was left, or the one that is gone. */
  readonly marker: DeleteMarkerRecord | undefined;
}

/** Plans the one commit of a deletion, for `committed`. */
export async function deletion(context: OperationContext, asked: Deletion): Promise<Prepared<Deleted>> {
  const { store, instant, uniqueId } = context;
  const { key, versionId, require } = asked;
  const { bucket, expected } = await bucketNow(context);
  if (require) require(await findVersion(store, bucket.name, key));
  const site = { store, bucket, key, instant, uniqueId };
  const { change, result } = await (versionId === undefined
    ? currentDeletion(context, site)
    : versionDeletion(context, site, versionId));
  return { change: merged(change, { expect: [expected] }), result };
}

async function currentDeletion(context: OperationContext, site: VersionSite): Promise<Prepared<Deleted>> {
  const current = await findCurrent(site.store, site.bucket.name, site.key);
  const { change, marker } = await planDelete(site, current);
  const result = { versionId: undefined, marker };
  if (marker) {
    const event = { name: 's3:ObjectRemoved:DeleteMarkerCreated', object: marker } as const;
    return { change: await withEvents(context, change, event), result };
  }
  if (!current) return { change, result };
  const event = { name: 's3:ObjectRemoved:Delete', object: current.object } as const;
  return { change: await withEvents(context, change, event), result };
}

async function versionDeletion(
  context: OperationContext,
  site: VersionSite,
  versionId: string,
): Promise<Prepared<Deleted>> {
  const { store, bucket, key } = site;
  const shown = bucket.versioning === undefined ? undefined : versionId;
  const found = await findVersion(store, bucket.name, key, versionId);
  if (!found) return { change: {}, result: { versionId: shown, marker: undefined } };
  const marker = found.kind === 'delete marker' ? found.marker : undefined;
  const event = { name: 's3:ObjectRemoved:Delete', object: recordOf(found) } as const;
  const change = await withEvents(context, await planRemoval(site, found), event);
  return { change, result: { versionId: shown, marker } };
}
