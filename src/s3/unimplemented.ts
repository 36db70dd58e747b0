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

const getPutDelete = (name: string, noun: string): Subresource => ({
  name,
  operations: { GET: `Get${noun}`, PUT: `Put${noun}`, DELETE: `Delete${noun}` },
});

const byId = (name: string, noun: string): Subresource => ({
  name,
  operations: {
    GET: `Get${noun}Configuration`,
    PUT: `Put${noun}Configuration`,
    DELETE: `Delete${noun}Configuration`,
  },
});

/** Sub-resources of S3 that the emulator answers with 501 NotImplemented, by name. */
export const notImplementedSubresources: Readonly<Record<Level, readonly Subresource[]>> = {
  service: [],
  bucket: [
    getAndPut('acl', 'BucketAcl'),
    byId('analytics', 'BucketAnalytics'),
    getPutDelete('encryption', 'BucketEncryption'),
    byId('intelligent-tiering', 'BucketIntelligentTiering'),
    byId('inventory', 'BucketInventory'),
    getAndPut('logging', 'BucketLogging'),
    byId('metrics', 'BucketMetrics'),
    getAndPut('object-lock', 'ObjectLockConfiguration'),
    getPutDelete('ownershipControls', 'BucketOwnershipControls'),
    { name: 'policyStatus', operations: { GET: 'GetBucketPolicyStatus' } },
    getPutDelete('replication', 'BucketReplication'),
    getAndPut('requestPayment', 'BucketRequestPayment'),
    getPutDelete('tagging', 'BucketTagging'),
    getAndPut('versioning', 'BucketVersioning'),
    { name: 'versions', operations: { GET: 'ListObjectVersions' } },
    getPutDelete('website', 'BucketWebsite'),
    { name: 'delete', operations: { POST: 'DeleteObjects' } },
    { name: 'session', operations: { GET: 'CreateSession' } },
  ],
  object: [
    getAndPut('acl', 'ObjectAcl'),
    { name: 'attributes', operations: { GET: 'GetObjectAttributes' } },
    getAndPut('legal-hold', 'ObjectLegalHold'),
    { name: 'renameObject', operations: { PUT: 'RenameObject' } },
    { name: 'restore', operations: { POST: 'RestoreObject' } },
    getAndPut('retention', 'ObjectRetention'),
    { name: 'select', operations: { POST: 'SelectObjectContent' } },
    getPutDelete('tagging', 'ObjectTagging'),
    { name: 'torrent', operations: { GET: 'GetObjectTorrent' } },
  ],
};
