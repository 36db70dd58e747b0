/** What a request's path names. */
export type Level = 'service' | 'bucket' | 'object';

interface Subresource {
  /** The query parameter that asks for it. */
  readonly name: string;
  /** Amazon's name of the operation by method. */
  readonly operations: Readonly<Record<string, string>>;
}

const getAndPut = (name: string, noun: string): Subresource => ({
  name,
  operations: { GET: `Get${noun}`, PUT: `Put${noun}` },
});

/** What the emulator has in its reading form only: nothing of it is ever configured. */
const put = (name: string, operation: string): Subresource => ({ name, operations: { PUT: operation } });

/** Sub-resources of S3 that the emulator answers with 501 NotImplemented, by name. */
export const notImplementedSubresources: Readonly<Record<Level, readonly Subresource[]>> = {
  service: [],
  bucket: [
    put('analytics', 'PutBucketAnalyticsConfiguration'),
    put('intelligent-tiering', 'PutBucketIntelligentTieringConfiguration'),
    put('inventory', 'PutBucketInventoryConfiguration'),
    put('metrics', 'PutBucketMetricsConfiguration'),
    put('object-lock', 'PutObjectLockConfiguration'),
    put('replication', 'PutBucketReplication'),
    put('website', 'PutBucketWebsite'),
    { name: 'session', operations: { GET: 'CreateSession' } },
  ],
  object: [
    getAndPut('legal-hold', 'ObjectLegalHold'),
    { name: 'renameObject', operations: { PUT: 'RenameObject' } },
    { name: 'restore', operations: { POST: 'RestoreObject' } },
    getAndPut('retention', 'ObjectRetention'),
    { name: 'select', operations: { POST: 'SelectObjectContent' } },
    { name: 'torrent', operations: { GET: 'GetObjectTorrent' } },
  ],
};
