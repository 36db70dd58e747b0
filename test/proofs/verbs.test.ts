import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { checkProof } from '#proofs/check.ts';
import type { Step } from '#proofs/language.ts';
import { runRow } from '#proofs/run.ts';
import type { ProofSubject } from '#proofs/subject.ts';
import { verbs } from '#proofs/verbs/table.ts';

/** A bucket, a user that may do everything, an object. */
const beginning = `
- bucket: reports
- user: { name: app, allow: ["s3:*"] }
- object: { key: a.txt, body: hello, type: text/plain, meta: { owner: alice }, save: put }
- presign: { operation: GetObject, key: a.txt, expires: 1h, save: link }
- call: { operation: CreateMultipartUpload, key: a.bin, save: up }
`;

const used = new Set<string>();
const usedFields = new Set<string>();

function remember(steps: readonly Step[]): void {
  for (const step of steps) {
    for (const [name, fields] of Object.entries(step)) {
      used.add(name);
      const short = verbs.find((verb) => verb.name === name)?.short ?? '';
      const isMap = typeof fields === 'object' && fields !== null && !Array.isArray(fields);
      for (const field of isMap ? Object.keys(fields) : [short]) usedFields.add(`${name}.${field}`);
    }
  }
}

/** Carries steps out after the beginning; the way each step went, or the finding that kept them from running. */
async function outcome(steps: string): Promise<string> {
  const then = parse(steps) as Step[];
  remember(then);
  const worlds = { reports: parse(beginning) as Step[] };
  remember(worlds.reports);
  remember([{ world: 'reports' }]);
  const subject: ProofSubject = {
    id: 'verbs',
    type: 'chapter',
    proof: { given: [{ world: 'reports' }], then },
    worlds,
  };
  const [finding] = checkProof(subject);
  if (finding) return `${finding.code}: ${finding.message}`;
  const { ended } = await runRow(subject, 'proof');
  return ended ? `${ended.expected} → ${ended.actual}` : 'holds';
}

const table = (name: string, cases: readonly (readonly [what: string, steps: string, came: string])[]) =>
  describe(name, () => {
    test.each(cases.map(([what, steps, came]) => [what, came, steps]))('%s: %s', async (_, came, steps) => {
      expect(await outcome(steps)).toEqual(came);
    });
  });

table('send', [
  ['uses a link as it was signed', '[{ send: $link }]', 'holds'],
  [
    'changes its method',
    '[{ send: { url: $link, method: PUT, body: x, expect: 403 SignatureDoesNotMatch } }]',
    'holds',
  ],
  ['sets a parameter', '[{ send: { url: $link, query: { utm: a b }, expect: 403 SignatureDoesNotMatch } }]', 'holds'],
  [
    'removes a parameter',
    '[{ send: { url: $link, query: { X-Amz-Date: null }, expect: 400 AuthorizationQueryParametersError } }]',
    'holds',
  ],
  [
    'leaves the query as it is where it sets what is there',
    '[{ send: { url: $link, query: { X-Amz-Expires: 3600 } } }]',
    'holds',
  ],
  ['changes the path', '[{ send: { url: $link, path: /b.txt, expect: 403 SignatureDoesNotMatch } }]', 'holds'],
  ['changes the host', '[{ send: { url: $link, host: reports.s3.amazonaws.com, expect: refused } }]', 'holds'],
  [
    'goes out in the clear',
    '[{ bucket-policy: { add: { Effect: Deny, Action: "s3:*", Condition: { Bool: { aws:SecureTransport: "false" } } } } }, { send: { url: $link } }, { send: { url: $link, tls: false, expect: 403 AccessDenied } }]',
    'holds',
  ],
  [
    'comes from an address',
    '[{ bucket-policy: { add: { Effect: Deny, Action: s3:GetObject, Condition: { NotIpAddress: { aws:SourceIp: 198.51.100.0/24 } } } } }, { send: { url: $link, from: 198.51.100.7 } }, { send: { url: $link, from: 203.0.113.9, expect: 403 } }]',
    'holds',
  ],
  [
    'saves the answer',
    '[{ send: { url: $link, save: got } }, { set: { expected: $got.body } }, { state: { object: { key: a.txt, body: $expected } } }]',
    'holds',
  ],
  [
    'reads headers',
    '[{ send: { url: $link, expect: { outcome: 200, etag: $put.ETag, headers: { content-type: text/plain, x-amz-meta-owner: alice } } } }]',
    'holds',
  ],
  [
    'says why it was refused',
    '[{ clock: 2h }, { send: { url: $link, expect: { outcome: 403 AccessDenied, message: Request has expired, check: expiry } } }]',
    'holds',
  ],
]);

table('send from a page', [
  ['is blocked without CORS', '[{ send: { url: $link, origin: "https://app.example", expect: blocked } }]', 'holds'],
  [
    'reads what it may',
    '[{ cors: { rules: [{ AllowedOrigins: ["https://app.example"], AllowedMethods: [GET] }] } }, { send: { url: $link, origin: "https://app.example", expect: { body: hello, headers: { etag: absent } } } }]',
    'holds',
  ],
  [
    'is another origin',
    '[{ cors: { rules: [{ AllowedOrigins: ["https://app.example"], AllowedMethods: [GET] }] } }, { send: { url: $link, origin: "https://evil.example", expect: blocked } }]',
    'holds',
  ],
  [
    'loses the rules',
    '[{ cors: { rules: [{ AllowedOrigins: ["*"], AllowedMethods: [GET] }] } }, { cors: { rules: [] } }, { send: { url: $link, origin: "https://app.example", expect: blocked } }]',
    'holds',
  ],
]);

table('presign', [
  [
    'is refused by the SDK past seven days',
    '[{ presign: { operation: GetObject, key: a.txt, expires: 8d, expect: unsent } }]',
    'holds',
  ],
  [
    'is not refused unchecked',
    '[{ presign: { operation: GetObject, key: a.txt, expires: 8d, unchecked: true, save: l } }, { send: { url: $l, expect: 400 AuthorizationQueryParametersError } }]',
    'holds',
  ],
  [
    'takes a negative life',
    '[{ presign: { operation: GetObject, key: a.txt, expires: -5s, unchecked: true, save: l } }, { send: { url: $l, expect: { outcome: 400, message: X-Amz-Expires must be non-negative } } }]',
    'holds',
  ],
  [
    'signs for another Region',
    '[{ presign: { operation: GetObject, key: a.txt, expires: 1h, region: eu-west-1, save: l } }, { send: { url: $l, expect: 400 AuthorizationQueryParametersError } }]',
    'holds',
  ],
  [
    "signs for another Region and leaves the bucket's own host",
    '[{ presign: { operation: GetObject, key: a.txt, expires: 1h, region: eu-west-1, save: l } }, { object: { key: b, body: $l.url } }, { call: { operation: GetObject, key: b, expect: { body: { contains: reports.s3.us-east-1.amazonaws.com } } } }]',
    'holds',
  ],
  [
    'signs by a slow clock',
    '[{ presign: { operation: GetObject, key: a.txt, expires: 15m, skew: -20m, save: l } }, { send: { url: $l, expect: 403 AccessDenied } }]',
    'holds',
  ],
  [
    'leaves checksums on',
    '[{ presign: { operation: PutObject, key: b, expires: 1h, checksums: default, save: l } }, { send: { url: $l, query: { x-amz-checksum-crc32: null }, body: x, expect: 403 SignatureDoesNotMatch } }, { send: { url: $l, body: x } }]',
    'holds',
  ],
  [
    'signs a header',
    '[{ presign: { operation: PutObject, key: b, input: { ContentType: image/png }, sign: [content-type], expires: 1h, save: l } }, { send: { url: $l, body: x, expect: 403 } }, { send: { url: $l, body: x, headers: { content-type: image/png } } }]',
    'holds',
  ],
  [
    'signs a listing',
    '[{ presign: { operation: ListObjectsV2, input: { Prefix: a }, expires: 1h, save: l } }, { send: { url: $l, expect: { body: { contains: a.txt } } } }]',
    'holds',
  ],
]);

table('identities', [
  ['a key is deactivated', '[{ deactivate-key: app }, { send: { url: $link, expect: refused } }]', 'holds'],
  [
    'a second key goes on',
    '[{ new-key: app }, { deactivate-key: app }, { presign: { operation: GetObject, key: a.txt, expires: 1h, save: l } }, { send: $l }, { send: { url: $link, expect: refused } }]',
    'holds',
  ],
  [
    'a third deactivation finds none',
    '[{ deactivate-key: app }, { deactivate-key: app }]',
    'the step to be carried out → `app` has no active access key',
  ],
  [
    'a permission is denied',
    '[{ identity-policy: { of: app, add: { Effect: Deny, Action: s3:GetObject } } }, { send: { url: $link, expect: 403 AccessDenied } }, { call: { operation: ListObjectsV2 } }]',
    'holds',
  ],
  [
    'a policy takes the place of what was allowed',
    '[{ identity-policy: { of: app, put: { Statement: [{ Effect: Allow, Action: s3:ListBucket }] } } }, { send: { url: $link, expect: 403 } }, { call: { operation: ListObjectsV2 } }]',
    'holds',
  ],
  [
    'added policies add up, and are removed together',
    '[{ user: bob }, { call: { operation: GetObject, key: a.txt, as: bob, expect: 403 } }, { identity-policy: { of: bob, add: { Effect: Allow, Action: s3:GetObject } } }, { identity-policy: { of: bob, add: { Effect: Allow, Action: s3:PutObject } } }, { call: { operation: GetObject, key: a.txt, as: bob } }, { call: { operation: PutObject, key: b, as: bob } }, { identity-policy: { of: bob, remove: true } }, { call: { operation: GetObject, key: a.txt, as: bob, expect: 403 } }]',
    'holds',
  ],
  [
    'a session ends',
    '[{ role: { name: reader, allow: [s3:GetObject] } }, { assume: { role: reader, for: 1h, save: s } }, { presign: { operation: GetObject, key: a.txt, as: $s, expires: 12h, save: l } }, { send: $l }, { clock: 61m }, { send: { url: $l, expect: 400 ExpiredToken } }]',
    'holds',
  ],
  [
    'a session longer than the role allows is not given',
    '[{ role: { name: reader, max-session: 2h } }, { assume: { role: reader, for: 3h, save: s } }]',
    'ok → 400 ValidationError',
  ],
  [
    'a chain of roles is an hour long',
    '[{ role: { name: one, max-session: 12h } }, { role: { name: two, max-session: 12h } }, { assume: { role: one, for: 12h, save: s } }, { assume: { role: two, as: $s, for: 1h, save: t } }, { clock: $t.Expiration }, { clock: 1s }, { call: { operation: ListObjectsV2, as: $t, expect: 400 ExpiredToken } }]',
    'holds',
  ],
  [
    'a role that does not trust is not assumed',
    '[{ user: bob }, { role: { name: reader, trusts: [bob] } }, { assume: { role: reader, as: app, save: s } }]',
    'ok → 403 AccessDenied',
  ],
  [
    'sessions are revoked',
    '[{ role: { name: reader, allow: [s3:GetObject] } }, { assume: { role: reader, save: s } }, { call: { operation: GetObject, key: a.txt, as: $s } }, { revoke-sessions: reader }, { call: { operation: GetObject, key: a.txt, as: $s, expect: 403 AccessDenied } }]',
    'holds',
  ],
  [
    'a session token serves its user',
    '[{ session-token: { for: 36h, save: s } }, { clock: 35h }, { call: { operation: GetObject, key: a.txt, as: $s } }]',
    'holds',
  ],
]);

table('buckets', [
  [
    'a policy is added to, and removed',
    '[{ bucket-policy: { add: { Effect: Deny, Action: s3:GetObject } } }, { bucket-policy: { add: [{ Effect: Deny, Action: s3:PutObject }] } }, { send: { url: $link, expect: 403 } }, { call: { operation: PutObject, key: b, expect: 403 } }, { bucket-policy: { remove: true } }, { send: $link }]',
    'holds',
  ],
  [
    'a policy takes the place of the one before',
    '[{ bucket-policy: { add: { Effect: Deny, Action: s3:GetObject } } }, { bucket-policy: { put: { Statement: { Effect: Deny, Action: s3:PutObject } } } }, { send: $link }]',
    'holds',
  ],
  [
    'a policy with an unknown operator is no step',
    '[{ bucket-policy: { add: { Effect: Deny, Action: s3:GetObject, Condition: { Sometimes: { a: b } } } } }]',
    expect.stringContaining('MalformedPolicy'),
  ],
  [
    'a policy that Block Public Access prevents is refused as expected, and else ends the row',
    '[{ bucket-policy: { add: { Effect: Allow, Action: s3:GetObject }, expect: 403 AccessDenied } }, { bucket-policy: { add: { Effect: Allow, Action: s3:GetObject } } }]',
    expect.stringMatching(/^ok → 403 AccessDenied .* prevented by the BlockPublicPolicy setting/),
  ],
  [
    'a public policy is blocked by default, and not when it is off',
    '[{ block-public-access: { off: true } }, { bucket-policy: { add: { Effect: Allow, Action: s3:GetObject } } }, { call: { operation: GetObject, key: a.txt, as: anonymous } }, { block-public-access: reports }, { call: { operation: GetObject, key: a.txt, as: anonymous, expect: 403 } }]',
    'holds',
  ],
  [
    'one in another Region is addressed there',
    '[{ bucket: { name: archive, region: eu-central-1 } }, { object: { key: b, bucket: archive, body: b } }, { presign: { operation: GetObject, key: b, bucket: archive, expires: 1h, save: l } }, { send: $l }]',
    'holds',
  ],
  [
    'a lifecycle rule expires objects',
    '[{ lifecycle: { rules: [{ Expiration: { Days: 7 } }] } }, { clock: 9d }, { state: { object: { key: a.txt, exists: false } } }]',
    'holds',
  ],
  [
    'without its rule it expires nothing',
    '[{ lifecycle: { rules: [{ Expiration: { Days: 7 } }] } }, { lifecycle: { rules: [] } }, { clock: 9d }, { state: { object: { key: a.txt } } }]',
    'holds',
  ],
  ['an object is deleted', '[{ delete: a.txt }, { send: { url: $link, expect: 404 NoSuchKey } }]', 'holds'],
]);

table('clock', [
  [
    'goes to an instant',
    '[{ clock: 2026-03-01T10:00:00Z }, { send: $link }, { clock: 2026-03-01T10:00:01Z }, { send: { url: $link, expect: 403 } }]',
    'holds',
  ],
  [
    'does not go back',
    '[{ clock: 2026-02-28T00:00:00Z }]',
    'the step to be carried out → the clock only goes forward; it is 2026-03-01T09:00:00.000Z',
  ],
]);

table('parts and complete', [
  [
    'go by calls',
    '[{ parts: { upload: $up, sizes: [5 MiB, 1 B], save: p } }, { complete: { upload: $up, parts: $p } }, { state: { object: { key: a.bin, size: 5242881 B } } }]',
    'holds',
  ],
  [
    'go by links',
    '[{ parts: { upload: $up, sizes: [1 B], urls: 15m, save: p } }, { complete: { upload: $up, parts: $p } }]',
    'holds',
  ],
  [
    'go in any order, listed ascending',
    '[{ parts: { upload: $up, sizes: [5 MiB, 5 MiB, 1 B], order: [3, 1, 2], save: p } }, { complete: { upload: $up, parts: $p } }]',
    'holds',
  ],
  [
    'are put together from several steps',
    '[{ parts: { upload: $up, sizes: [5 MiB, 1 B], only: [2], save: two } }, { parts: { upload: $up, sizes: [5 MiB, 1 B], only: [1], save: one } }, { complete: { upload: $up, parts: [$one, $two] } }]',
    'holds',
  ],
  [
    'are put together from calls and links',
    '[{ call: { operation: UploadPart, key: a.bin, input: { UploadId: $up.UploadId, PartNumber: 1, Body: { size: 5 MiB, fill: a } }, save: one } }, { presign: { operation: UploadPart, key: a.bin, input: { UploadId: $up.UploadId, PartNumber: 2 }, expires: 1h, save: l } }, { send: { url: $l, body: x, save: two } }, { complete: { upload: $up, parts: [$one, $two] } }]',
    'holds',
  ],
  [
    'name a part that was never uploaded',
    '[{ parts: { upload: $up, sizes: [1 B], save: p } }, { complete: { upload: $up, parts: $p, list: [1, 2], expect: 400 InvalidPart } }]',
    'holds',
  ],
  [
    'list nothing',
    '[{ parts: { upload: $up, sizes: [1 B], save: p } }, { complete: { upload: $up, parts: $p, list: [], expect: refused } }]',
    'holds',
  ],
  ['cut an object into parts', '[{ parts: { upload: $up, object: 100 GiB, size: 11 MiB, only: [1, last] } }]', 'holds'],
  [
    'run past the last number',
    '[{ parts: { upload: $up, object: 100 GiB, size: 10 MiB, only: [last], expect: 400 InvalidArgument } }]',
    'holds',
  ],
  [
    'end at the first that is refused',
    '[{ parts: { upload: $up, sizes: [6 GiB, 1 B] } }]',
    'ok for part 1 → 400 EntityTooLarge',
  ],
  [
    'begin with a link',
    '[{ presign: { operation: CreateMultipartUpload, key: c.bin, expires: 1h, save: l } }, { send: { url: $l, save: begun } }, { parts: { upload: $begun, sizes: [1 B], save: p } }, { complete: { upload: $begun, parts: $p } }]',
    'holds',
  ],
  [
    'hundreds of links are the same as a few',
    '[{ parts: { upload: $up, object: 120 B, size: 1 B, urls: 15m } }]',
    'holds',
  ],
  [
    'are no parts of an upload that is none',
    '[{ parts: { upload: $link, sizes: [1 B] } }]',
    expect.stringContaining('saved CreateMultipartUpload'),
  ],
]);

table('state', [
  [
    'compares an object',
    '[{ state: { object: { key: a.txt, size: 5 B, type: text/plain, body: hello, etag: $put.ETag } } }]',
    'holds',
  ],
  ['finds another size', '[{ state: { object: { key: a.txt, size: 6 B } } }]', '6 B → 5 B'],
  ['finds another body', '[{ state: { object: { key: a.txt, body: bye } } }]', 'body `bye` → body `hello`'],
  ['finds another type', '[{ state: { object: { key: a.txt, type: a/b } } }]', 'type `a/b` → `text/plain`'],
  ['finds none', '[{ state: { object: { key: b.txt } } }]', 'the object `b.txt` → no such object'],
  ['finds one', '[{ state: { object: { key: a.txt, exists: false } } }]', 'no object `a.txt` → it is there'],
  ['counts uploads', '[{ state: { uploads: 2 } }]', '2 unfinished uploads → 1 unfinished upload'],
  [
    'counts bytes of objects and parts',
    '[{ parts: { upload: $up, sizes: [5 MiB] } }, { state: { stored: 5242885 B } }]',
    'holds',
  ],
  [
    'looks past a policy that denies everyone',
    '[{ bucket-policy: { add: { Effect: Deny, Action: [s3:GetObject, s3:ListBucket] } } }, { state: { object: { key: a.txt, body: hello }, stored: 5 B } }, { state: { object: { key: b.txt, exists: false } } }, { send: { url: $link, expect: 403 } }]',
    'holds',
  ],
]);

table('post-policy and submit', [
  [
    'sign a form and send it with a file',
    '[{ post-policy: { key: "in/${filename}", conditions: [[content-length-range, 1 B, 4 B]], expires: 10m, save: form } }, { submit: { form: $form, file: { name: a, body: four }, expect: 204 } }, { submit: { form: $form, file: { name: b, body: fives }, expect: 400 EntityTooLarge } }, { state: { object: { key: in/a, body: four } } }]',
    'holds',
  ],
  [
    'say what S3 did instead',
    '[{ post-policy: { key: b.txt, expires: 10m, save: form } }, { submit: { form: $form, fields: { key: c.txt }, file: { body: x }, expect: 204 } }]',
    '204 → 403 AccessDenied',
  ],
]);

table('call', [
  [
    'is anonymous',
    '[{ call: { operation: GetObject, key: a.txt, as: anonymous, expect: 403 AccessDenied } }]',
    'holds',
  ],
  [
    'comes from an address',
    '[{ bucket-policy: { add: { Effect: Deny, Action: s3:GetObject, Condition: { IpAddress: { aws:SourceIp: 203.0.113.0/24 } } } } }, { call: { operation: GetObject, key: a.txt } }, { call: { operation: GetObject, key: a.txt, from: 203.0.113.9, expect: 403 } }]',
    'holds',
  ],
  [
    'lists buckets without naming one',
    '[{ call: { operation: ListBuckets, expect: { body: { contains: reports } } } }]',
    'holds',
  ],
  [
    'creates a bucket that is known from then on',
    '[{ call: { operation: CreateBucket, bucket: more } }, { object: { key: b, bucket: more, body: b } }]',
    'holds',
  ],
]);

table('call of', [
  [
    'CopyObject',
    '[{ call: { operation: CopyObject, key: b.txt, input: { CopySource: reports/a.txt, MetadataDirective: REPLACE, Metadata: { owner: bob } } } }, { call: { operation: GetObject, key: b.txt, expect: { body: hello, headers: { x-amz-meta-owner: bob } } } }]',
    'holds',
  ],
  [
    'UploadPartCopy',
    '[{ object: { key: big, body: { size: 6 MiB, fill: a } } }, { call: { operation: UploadPartCopy, key: a.bin, input: { UploadId: $up.UploadId, PartNumber: 1, CopySource: reports/big, CopySourceRange: bytes=0-5242879 } } }, { state: { stored: 11534341 B } }]',
    'holds',
  ],
  [
    'DeleteObjects',
    '[{ object: { key: b, body: b } }, { call: { operation: DeleteObjects, input: { Delete: { Objects: [{ Key: a.txt }, { Key: b }] } }, expect: { body: { lacks: Error } } } }, { state: { object: { key: b, exists: false }, stored: 0 B } }]',
    'holds',
  ],
  [
    'PutBucketVersioning and ListObjectVersions',
    '[{ call: { operation: PutBucketVersioning, input: { VersioningConfiguration: { Status: Enabled } } } }, { object: { key: a.txt, body: v2 } }, { delete: a.txt }, { call: { operation: ListObjectVersions, expect: { body: { contains: DeleteMarker } } } }, { state: { stored: 7 B } }]',
    'holds',
  ],
  [
    'PutObjectTagging and GetObjectTagging',
    '[{ call: { operation: PutObjectTagging, key: a.txt, input: { Tagging: { TagSet: [{ Key: team, Value: red }] } } } }, { call: { operation: GetObjectTagging, key: a.txt, expect: { body: { contains: red } } } }, { call: { operation: DeleteObjectTagging, key: a.txt } }, { call: { operation: GetObjectTagging, key: a.txt, expect: { body: { lacks: red } } } }]',
    'holds',
  ],
  [
    'GetObjectAttributes',
    '[{ call: { operation: GetObjectAttributes, key: a.txt, input: { ObjectAttributes: [ObjectSize, ETag] }, expect: { body: { contains: "<ObjectSize>5</ObjectSize>" } } } }]',
    'holds',
  ],
  [
    'PutObjectAcl, which a bucket with its ACLs disabled refuses',
    '[{ call: { operation: PutObjectAcl, key: a.txt, input: { ACL: public-read }, expect: 400 AccessControlListNotSupported } }]',
    'holds',
  ],
  [
    'GetBucketNotificationConfiguration',
    '[{ notify: { events: ["s3:ObjectCreated:*"], prefix: in/ } }, { call: { operation: GetBucketNotificationConfiguration, expect: { body: { contains: reports-events } } } }]',
    'holds',
  ],
  ['nobody', '[{ call: { operation: GetObject, key: a.txt, as: anonymous, expect: 403 AccessDenied } }]', 'holds'],
]);

table('set', [
  [
    'reads into what was saved',
    '[{ set: { etag: $put.ETag, again: $put } }, { send: { url: $link, expect: { etag: $etag } } }]',
    'holds',
  ],
]);

table('bucket', [
  [
    'keeps what is overwritten and deleted where it has versioning, and is billed for it',
    '[{ bucket: { name: films, versioning: true } }, { object: { key: a, bucket: films, body: v1, save: first } }, { object: { key: a, bucket: films, body: v2 } }, { delete: { key: a, bucket: films } }, { state: { bucket: films, object: { key: a, exists: false }, stored: 4 B } }, { call: { operation: GetObject, bucket: films, key: a, input: { VersionId: $first.VersionId }, expect: { body: v1 } } }]',
    'holds',
  ],
  [
    'has versioning suspended',
    '[{ bucket: { name: films, versioning: Suspended } }, { call: { operation: GetBucketVersioning, bucket: films, save: is } }, { set: { status: $is.Status } }, { object: { key: s, bucket: films, body: $status } }, { state: { bucket: films, object: { key: s, body: Suspended } } }]',
    'holds',
  ],
  [
    'has no versioning unless it says so',
    '[{ object: { key: b, body: v1 } }, { object: { key: b, body: longer } }, { state: { stored: 11 B } }]',
    'holds',
  ],
  [
    'of another account is closed to the users of this one',
    '[{ bucket: { name: theirs, account: 444455556666 } }, { object: { key: a, bucket: theirs, body: x } }, { call: { operation: GetObject, bucket: theirs, key: a, expect: 403 AccessDenied } }]',
    'holds',
  ],
  [
    'of another account opens when both sides allow it',
    '[{ bucket: { name: theirs, account: "444455556666" } }, { object: { key: a, bucket: theirs, body: x } }, { bucket-policy: { bucket: theirs, add: { Effect: Allow, Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: s3:GetObject } } }, { call: { operation: GetObject, bucket: theirs, key: a, expect: { body: x } } }]',
    'holds',
  ],
  [
    'takes an ACL where its ownership allows it',
    '[{ bucket: { name: open, object-ownership: ObjectWriter } }, { call: { operation: PutObject, bucket: open, key: a, input: { ACL: bucket-owner-full-control } } }, { call: { operation: PutObject, bucket: reports, key: a, input: { ACL: public-read }, expect: 400 AccessControlListNotSupported } }]',
    'holds',
  ],
  [
    'asks for the permission of the KMS key that it encrypts with, but not of the one that AWS manages',
    '[{ bucket: { name: safe, encryption: { algorithm: "aws:kms", key: alias/films } } }, { call: { operation: PutObject, bucket: safe, key: a, input: { Body: x }, expect: 403 AccessDenied } }, { bucket: { name: managed, encryption: "aws:kms" } }, { call: { operation: PutObject, bucket: managed, key: a, input: { Body: x } } }]',
    'holds',
  ],
  [
    'takes the key of KMS in short, and lets a policy speak of KMS without naming it',
    '[{ bucket: { name: safe, encryption: { kms: alias/films } } }, { call: { operation: PutObject, bucket: safe, key: a, input: { Body: x }, expect: 403 AccessDenied } }, { identity-policy: { of: app, add: { Effect: Allow, Action: [kms:GenerateDataKey, kms:Decrypt] } } }, { call: { operation: PutObject, bucket: safe, key: a, input: { Body: x } } }, { call: { operation: GetObject, bucket: safe, key: a, expect: { body: x } } }]',
    'holds',
  ],
  [
    'encrypts with the key that is named',
    '[{ bucket: { name: safe, encryption: { algorithm: "aws:kms", key: alias/films } } }, { user: { name: k, allow: ["s3:*", "kms:*"] } }, { call: { operation: PutObject, as: k, bucket: safe, key: a, input: { Body: x }, expect: { headers: { x-amz-server-side-encryption: "aws:kms", x-amz-server-side-encryption-aws-kms-key-id: present } } } }]',
    'holds',
  ],
  [
    'wants twelve digits',
    '[{ bucket: { name: b, account: 42 } }]',
    'invalid-value: `account`: expected an account of twelve digits such as `444455556666`, got `42`',
  ],
]);

table('notify', [
  [
    'tells a queue what it asked for, in order',
    '[{ notify: { events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"] } }, { object: { key: b, body: b } }, { delete: b }, { state: { events: [s3:ObjectCreated:Put, s3:ObjectRemoved:Delete] } }]',
    'holds',
  ],
  [
    'tells nothing of a multipart upload to who asked for Put',
    '[{ notify: [s3:ObjectCreated:Put] }, { parts: { upload: $up, sizes: [5 MiB, 1 MiB], save: parts } }, { complete: { upload: $up, parts: $parts } }, { state: { events: [] } }]',
    'holds',
  ],
  [
    'tells once of a multipart upload, when it is completed',
    '[{ notify: { events: ["s3:ObjectCreated:*"] } }, { parts: { upload: $up, sizes: [5 MiB, 1 MiB], save: parts } }, { state: { events: [] } }, { complete: { upload: $up, parts: $parts } }, { state: { events: [s3:ObjectCreated:CompleteMultipartUpload] } }]',
    'holds',
  ],
  [
    'says what was told otherwise',
    '[{ notify: { events: ["s3:ObjectCreated:*"], prefix: in/, suffix: .jpg } }, { object: { key: in/a.jpg, body: a } }, { object: { key: in/a.png, body: a } }, { state: { events: [] } }]',
    'nothing → `s3:ObjectCreated:Put`',
  ],
  [
    'tells a form from a copy and from a delete marker',
    '[{ call: { operation: PutBucketVersioning, input: { VersioningConfiguration: { Status: Enabled } } } }, { notify: { events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:ObjectTagging:*"] } }, { post-policy: { key: f, expires: 10m, save: form } }, { submit: { form: $form, file: { body: x } } }, { call: { operation: CopyObject, key: g, input: { CopySource: reports/f } } }, { call: { operation: PutObjectTagging, key: g, input: { Tagging: { TagSet: [] } } } }, { delete: g }, { call: { operation: DeleteObjects, input: { Delete: { Objects: [{ Key: f }] } } } }, { state: { events: [s3:ObjectCreated:Post, s3:ObjectCreated:Copy, s3:ObjectTagging:Put, s3:ObjectRemoved:DeleteMarkerCreated, s3:ObjectRemoved:DeleteMarkerCreated] } }]',
    'holds',
  ],
  [
    'replaces what was asked for',
    '[{ notify: { events: [s3:ObjectCreated:Put] } }, { notify: { events: [] } }, { object: { key: b, body: b } }, { state: { events: [] } }]',
    'holds',
  ],
]);

table('delete', [
  [
    'removes one version for good',
    '[{ bucket: { name: films, versioning: true } }, { object: { key: a, bucket: films, body: v1 } }, { object: { key: a, bucket: films, body: v2, save: second } }, { delete: { key: a, bucket: films, version: $second.VersionId } }, { state: { bucket: films, object: { key: a, body: v1 }, stored: 2 B } }]',
    'holds',
  ],
]);

table('assume and session-token', [
  [
    'narrow a session by a policy, and say what STS makes of one that is none',
    '[{ role: { name: reader, allow: ["s3:*"] } }, { assume: { role: reader, policy: { Statement: { Effect: Allow, Action: s3:GetObject } }, save: s } }, { call: { operation: GetObject, key: a.txt, as: $s } }, { call: { operation: PutObject, key: b, as: $s, expect: 403 AccessDenied } }, { assume: { role: reader, policy: { Statement: { Effect: Perhaps, Action: s3:GetObject } }, expect: 400 MalformedPolicyDocument } }]',
    'holds',
  ],
  [
    'are refused as outcomes',
    '[{ role: { name: reader, trusts: [nobody] } }, { assume: { role: reader, expect: 403 AccessDenied } }, { assume: { role: reader, for: 13h, as: app, expect: refused } }, { session-token: { for: 1m, expect: 400 ValidationError } }]',
    'holds',
  ],
  ['say what was expected', '[{ role: reader }, { assume: { role: reader, for: 13h } }]', 'ok → 400 ValidationError'],
  [
    'chain for an hour at most',
    '[{ role: { name: one, allow: ["sts:AssumeRole"], trusts: [app] } }, { role: { name: two, max-session: 12h } }, { identity-policy: { of: app, add: { Effect: Allow, Action: sts:AssumeRole, Resource: "*" } } }, { assume: { role: one, as: app, save: first } }, { assume: { role: two, as: $first, for: 2h, expect: 400 ValidationError } }, { assume: { role: two, as: $first, for: 1h } }]',
    'holds',
  ],
  [
    'give credentials that S3 takes',
    '[{ session-token: { for: 1h, save: s } }, { call: { operation: GetObject, key: a.txt, as: $s } }, { clock: 61m }, { call: { operation: GetObject, key: a.txt, as: $s, expect: 400 ExpiredToken } }]',
    'holds',
  ],
]);

table('user and role', [
  [
    'of another account sign for it',
    '[{ user: { name: guest, account: 444455556666, allow: ["s3:*"] } }, { call: { operation: GetObject, key: a.txt, as: guest, expect: 403 AccessDenied } }, { bucket-policy: { add: { Effect: Allow, Principal: { AWS: "arn:aws:iam::444455556666:user/guest" }, Action: s3:GetObject } } }, { call: { operation: GetObject, key: a.txt, as: guest, expect: { body: hello } } }]',
    'holds',
  ],
  [
    'of another account is assumed by who is trusted and allowed',
    '[{ role: { name: theirs, account: 444455556666, allow: ["s3:*"], trusts: ["arn:aws:iam::111122223333:root"] } }, { identity-policy: { of: app, add: { Effect: Allow, Action: sts:AssumeRole, Resource: "*" } } }, { assume: { role: theirs, as: app, save: s } }, { call: { operation: GetObject, key: a.txt, as: $s, expect: 403 AccessDenied } }]',
    'holds',
  ],
]);

const two = '{ bucket: other }, { user: { name: second, allow: ["s3:*"] } }';
const page = '"https://app.example"';

table('with two buckets and two users', [
  [
    'an object keeps its storage class',
    '[{ object: { key: cold, body: x, storage-class: STANDARD_IA } }, { call: { operation: HeadObject, key: cold, expect: { headers: { x-amz-storage-class: STANDARD_IA } } } }]',
    'holds',
  ],
  [
    'a policy of an identity speaks of one bucket where it says so',
    `[${two}, { object: { key: k, bucket: other, body: x } }, { identity-policy: { of: app, bucket: other, add: { Effect: Deny, Action: s3:GetObject } } }, { send: { url: $link } }, { call: { operation: GetObject, as: app, bucket: other, key: k, expect: { outcome: 403, check: identity-policy } } }]`,
    'holds',
  ],
  [
    'CORS, lifecycle and notifications are those of the bucket that is named',
    `[${two}, { cors: { bucket: other, rules: [{ AllowedOrigins: ["*"], AllowedMethods: [GET] }] } }, { send: { url: $link, origin: ${page}, expect: blocked } }, { lifecycle: { bucket: other, rules: [{ Expiration: { Days: 1 } }] } }, { notify: { bucket: other, events: ["s3:LifecycleExpiration:*"] } }, { object: { key: k, bucket: other, body: x } }, { clock: 3d }, { state: { bucket: other, object: { key: k, exists: false }, events: [s3:LifecycleExpiration:Delete] } }, { state: { bucket: reports, object: { key: a.txt }, events: [] } }]`,
    'holds',
  ],
  [
    'a session is that of the user who asks for it',
    `[${two}, { session-token: { as: second, save: s } }, { bucket-policy: { bucket: reports, add: { Effect: Deny, Principal: { AWS: "arn:aws:iam::111122223333:user/second" }, Action: s3:GetObject } } }, { call: { operation: GetObject, as: $s, bucket: reports, key: a.txt, expect: { outcome: 403, check: bucket-policy } } }, { call: { operation: GetObject, as: app, bucket: reports, key: a.txt } }]`,
    'holds',
  ],
  [
    'parts and their completion are signed by whom they name, and say what came',
    `[${two}, { bucket-policy: { bucket: reports, add: { Effect: Deny, Principal: { AWS: "arn:aws:iam::111122223333:user/second" }, Action: s3:PutObject } } }, { parts: { upload: $up, as: second, sizes: [5 MiB, 1 MiB], only: [1], expect: 403 AccessDenied } }, { parts: { upload: $up, as: app, sizes: [5 MiB, 1 MiB], fill: z, save: parts } }, { complete: { upload: $up, as: second, parts: $parts, expect: 403 AccessDenied } }, { complete: { upload: $up, as: app, parts: $parts, save: done } }, { state: { bucket: reports, object: { key: a.bin, etag: $done.ETag, body: { contains: zzz, lacks: a } } } }]`,
    'holds',
  ],
  [
    'a page uploads parts where CORS lets it, and reads their ETags where they are exposed',
    `[{ parts: { upload: $up, sizes: [5 MiB, 1 MiB], only: [1], urls: 15m, origin: ${page}, expect: blocked } }, { cors: { rules: [{ AllowedOrigins: [${page}], AllowedMethods: [PUT], ExposeHeaders: [ETag] }] } }, { parts: { upload: $up, sizes: [5 MiB, 1 MiB], urls: 15m, origin: ${page}, save: parts, expect: { headers: { etag: present } } } }, { complete: { upload: $up, parts: $parts } }]`,
    'holds',
  ],
  [
    'a form is signed by whom it names, for the bucket that it names, and fixes its fields',
    `[${two}, { post-policy: { key: k, bucket: other, as: second, fields: { x-amz-meta-tag: a }, expires: 10m, save: form, expect: ok } }, { submit: { form: $form, file: { body: x }, from: 198.51.100.7, save: answer } }, { call: { operation: HeadObject, as: second, bucket: other, key: k, expect: { etag: $answer.headers.etag, headers: { x-amz-meta-tag: a } } } }, { submit: { form: $form, fields: { x-amz-meta-tag: b }, file: { body: x }, expect: 403 AccessDenied } }]`,
    'holds',
  ],
  [
    'a page submits a form, and reads the answer where CORS lets it',
    `[{ post-policy: { key: k, expires: 10m, save: form } }, { submit: { form: $form, file: { body: x }, origin: ${page}, expect: blocked } }, { cors: { rules: [{ AllowedOrigins: [${page}], AllowedMethods: [POST] }] } }, { submit: { form: $form, file: { body: x }, origin: ${page}, expect: 204 } }]`,
    'holds',
  ],
]);

test('an object without a body is empty', async () => {
  expect(await outcome('[{ object: { key: c } }, { state: { object: { key: c, size: 0 B } } }]')).toBe('holds');
});

test('every verb is carried out by a test here', () => {
  expect(verbs.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
});

test('every field of every verb is used by a test here', () => {
  const missing = verbs.flatMap(({ name, entries }) =>
    Object.keys(entries)
      .filter((field) => field !== 'note' && !usedFields.has(`${name}.${field}`))
      .map((field) => `${name}.${field}`),
  );
  expect(missing).toEqual([]);
});
