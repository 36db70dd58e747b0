import type { UrlComponent, UrlComponentKind } from '#sigv4/components.ts';

/** A parameter in words: what it is called on screen, and what S3 does with it. */
export interface ParameterText {
  readonly title: string;
  readonly text: string;
}

/** What S3 does with a component that is known by its kind alone. */
export const kindTexts: Readonly<Partial<Record<UrlComponentKind, ParameterText>>> = {
  algorithm: { title: 'Algorithm', text: 'Signature Version 4, with HMAC-SHA256. It says how to check the signature.' },
  credential: {
    title: 'Credential',
    text: 'Finds the secret key by the id. Day, Region, service and terminator turn it into the signing key: one that is wrong breaks the URL.',
  },
  date: { title: 'Date', text: 'When the clock of this URL started, in UTC.' },
  expires: { title: 'Expires', text: 'Refused after Date + Expires. Between 1 and 604 800 seconds, which are 7 days.' },
  token: {
    title: 'Security token',
    text: 'The session of temporary credentials. When it ends, so does the URL, whatever Expires says.',
  },
  headers: {
    title: 'Signed headers',
    text: 'The signature covers exactly these headers. Each has to arrive with the value that was signed.',
  },
  'content-sha256': {
    title: 'Content-Sha256',
    text: 'The hash of the body, or the word that there is none: UNSIGNED-PAYLOAD leaves the body open to the holder of the URL.',
  },
  'sdk-id': { title: 'x-id', text: "The SDK's note of the operation. S3 ignores it, yet it is signed." },
  'part-number': {
    title: 'Part number',
    text: 'The place of this part, 1 to 10 000. One URL, one part: sent again, the part is replaced.',
  },
  'upload-id': {
    title: 'Upload id',
    text: 'The multipart upload that the part belongs to. Unknown, completed or aborted: 404 NoSuchUpload.',
  },
  signature: { title: 'Signature', text: 'HMAC-SHA256 of the string to sign. It must match, bit for bit.' },
};

const byName: Readonly<Record<string, ParameterText>> = {
  'x-amz-checksum-mode': {
    title: 'Checksum mode',
    text: 'Asks S3 to answer with the stored checksum, so that the SDK can check what it downloads.',
  },
  'x-amz-checksum-type': {
    title: 'Checksum type',
    text: 'Whether the checksum of the upload is of the whole object or composed of its parts.',
  },
  'x-amz-checksum-algorithm': { title: 'Checksum algorithm', text: 'The checksum that the upload is made with.' },
  'x-amz-sdk-checksum-algorithm': {
    title: 'SDK checksum algorithm',
    text: "The SDK's note of the checksum that it chose by itself. It is signed like all the rest.",
  },
  versionid: { title: 'Version id', text: 'This version of the object, and not the newest.' },
  prefix: { title: 'Prefix', text: 'Only keys that begin so are listed.' },
  delimiter: { title: 'Delimiter', text: 'Keys that go on behind it are rolled up into one common prefix.' },
  'list-type': {
    title: 'List type',
    text: '2 makes it ListObjectsV2. A bucket is listed by pre-signed URL like an object is read.',
  },
  'max-keys': { title: 'Max keys', text: 'How many keys a page of the list holds, 1000 at most.' },
  'continuation-token': { title: 'Continuation token', text: 'Where the next page of the list begins.' },
  'start-after': { title: 'Start after', text: 'The list begins behind this key.' },
  'encoding-type': { title: 'Encoding type', text: 'Keys in the answer are percent-encoded.' },
  'fetch-owner': { title: 'Fetch owner', text: 'Asks for the owner of each object.' },
  marker: { title: 'Marker', text: 'The page of the list begins behind this key.' },
  versions: { title: 'Versions', text: 'Lists every version of every key, and delete markers.' },
  delete: { title: 'Delete', text: 'Makes the POST a DeleteObjects: its body names the objects.' },
  attributes: { title: 'Attributes', text: 'Asks what is known of the object, and not for its bytes.' },
  id: { title: 'Id', text: 'Which of several configurations of the bucket is meant.' },
  'x-amz-object-attributes': { title: 'Object attributes', text: 'What is asked for, separated by commas.' },
  'x-amz-copy-source': {
    title: 'Copy source',
    text: 'Makes it a copy of this object, which the signer has to be allowed to read. The SDK moved the header into the URL.',
  },
  'x-amz-copy-source-range': { title: 'Copy source range', text: 'The bytes of the source that are copied.' },
  uploads: { title: 'Uploads', text: 'Makes it a request about multipart uploads: POST begins one, GET lists them.' },
  'x-amz-acl': { title: 'ACL', text: 'A canned ACL. New buckets take none: 400 AccessControlListNotSupported.' },
  'x-amz-tagging': {
    title: 'Tagging',
    text: 'Tags that the stored object gets. The SDK moved the header into the URL.',
  },
  'x-amz-storage-class': {
    title: 'Storage class',
    text: 'The class that the object is stored in. The SDK moved the header into the URL.',
  },
  'x-amz-expected-bucket-owner': {
    title: 'Expected bucket owner',
    text: 'Refused with 403 where the bucket belongs to another account.',
  },
};

/** Sub-resources: settings of a bucket or an object, which a parameter without a value names. */
const subresources: ReadonlySet<string> = new Set([
  'accelerate',
  'acl',
  'analytics',
  'cors',
  'encryption',
  'intelligent-tiering',
  'inventory',
  'lifecycle',
  'location',
  'logging',
  'metrics',
  'notification',
  'object-lock',
  'ownershipcontrols',
  'policy',
  'policystatus',
  'publicaccessblock',
  'replication',
  'requestpayment',
  'tagging',
  'versioning',
  'website',
]);
const version2: ReadonlySet<string> = new Set(['AWSAccessKeyId', 'Expires', 'Signature']);

/** What S3 does with a query parameter, by its kind or its name; one that nobody knows is said to be unknown. */
export function parameterText({ kind, name = '', value }: UrlComponent): ParameterText {
  const lower = name.toLowerCase();
  const known = kindTexts[kind] ?? byName[lower];
  if (known) return known;
  if (kind === 'response-override')
    return {
      title: name,
      text: `S3 answers with this ${headerName(name)}. Only signed: added later, the signature differs.`,
    };
  if (kind === 'checksum') return { title: name, text: checksumText(value) };
  if (lower.startsWith('x-amz-meta-'))
    return { title: name, text: 'Metadata that is stored with the object. The SDK moved the header into the URL.' };
  if (subresources.has(lower))
    return { title: name, text: 'Makes it a request about this setting of the bucket or the object.' };
  if (version2.has(name))
    return {
      title: name,
      text: 'Belongs to Signature Version 2, the old way of signing, which is no longer to be used.',
    };
  return {
    title: name === '' ? 'Unnamed parameter' : name,
    text: 'Unknown to S3, which ignores it. The signature does not: added or taken away after signing, it differs.',
  };
}

/** `response-content-disposition` → `Content-Disposition` */
function headerName(name: string): string {
  return name
    .replace(/^response-/i, '')
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('-');
}

function checksumText(value: string): string {
  const ofNothing =
    value === 'AAAAAA==' ? 'The SDK’s checksum of an empty body, since it knew no other when it signed. ' : '';
  return `${ofNothing}S3 does not compare it while it stands in the URL; some other servers do, and refuse the upload.`;
}
