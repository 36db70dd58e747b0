import type { SignatureClaims } from '#sigv4/claims.ts';
import { headerValue, type Header } from '#sigv4/headers.ts';
import { parseQuery, queryValue, type QueryParameter } from '#sigv4/query.ts';
import type { OperationName } from '../operation.ts';
import type { Principal } from '../identities/principal.ts';
import type { S3Request } from '../request.ts';
import type { StsActionName } from '../sts/action.ts';

/** What condition keys are read from. */
export interface ConditionSubject {
  readonly operation: OperationName | StsActionName;
  readonly request: S3Request;
  readonly query: readonly QueryParameter[];
  /** Those that take effect: headers of a presigned URL's query included. */
  readonly headers: readonly Header[];
  readonly principal: Principal;
  readonly claims: SignatureClaims | undefined;
  readonly instant: Date;
  readonly region: string;
  /** Account that owns the bucket. */
  readonly resourceAccount: string;
}

/** How a condition key is read. */
export type KeyReader = (subject: ConditionSubject) => string | readonly string[] | undefined;

const principalTypes = {
  anonymous: 'Anonymous',
  root: 'Account',
  user: 'User',
  'role session': 'AssumedRole',
  'federated user': 'FederatedUser',
} as const;
const absent: KeyReader = () => undefined;
const ofHeader =
  (name: string): KeyReader =>
  ({ headers }) =>
    headerValue(headers, name);
const ofList =
  (name: string): KeyReader =>
  ({ operation, query }) =>
    lists.has(operation) ? queryValue(query, name) : undefined;
const lists: ReadonlySet<string> = new Set(['ListObjects', 'ListObjectsV2', 'ListObjectVersions']);

/** Every condition key by its name in lower case; those that have a tag's name behind a `/` are further down. */
export const keyReaders: Readonly<Record<string, KeyReader>> = {
  'aws:currenttime': ({ instant }) => instant.toISOString(),
  'aws:epochtime': ({ instant }) => String(Math.floor(instant.getTime() / 1000)),
  'aws:principalaccount': ({ principal }) => principal.account || undefined,
  'aws:principalarn': ({ principal }) => (principal.roleArn ?? principal.arn) || undefined,
  'aws:principaltype': ({ principal }) => principalTypes[principal.kind],
  'aws:userid': ({ principal }) => (principal.kind === 'anonymous' ? 'anonymous' : principal.id),
  'aws:username': ({ principal }) => (principal.kind === 'user' ? principal.name : undefined),
  'aws:tokenissuetime': ({ principal }) => principal.tokenIssuedAt?.toISOString(),
  'aws:multifactorauthpresent': ({ principal }) => (principal.tokenIssuedAt ? 'false' : undefined),
  'aws:securetransport': ({ request }) => String(request.secure),
  // Through a VPC endpoint the address is one inside the VPC.
  'aws:sourceip': ({ request }) => (request.via ? undefined : request.sourceAddress),
  'aws:vpcsourceip': ({ request }) => (request.via ? request.sourceAddress : undefined),
  'aws:sourcevpce': ({ request }) => request.via?.vpcEndpoint,
  'aws:sourcevpc': ({ request }) => request.via?.vpc,
  'aws:referer': ({ request }) => headerValue(request.headers, 'referer'),
  'aws:useragent': ({ request }) => headerValue(request.headers, 'user-agent'),
  'aws:requestedregion': ({ region }) => region,
  'aws:resourceaccount': ({ resourceAccount }) => resourceAccount,
  'aws:principalisawsservice': () => 'false',
  'aws:viaawsservice': () => 'false',
  // The emulated accounts have no organisation, no tags on identities, and no service that calls for someone.
  'aws:calledvia': absent,
  'aws:principalorgid': absent,
  'aws:principalorgpaths': absent,
  'aws:resourceorgid': absent,
  'aws:resourceorgpaths': absent,
  'aws:sourceaccount': absent,
  'aws:sourcearn': absent,
  'aws:sourceorgid': absent,
  'aws:tagkeys': absent,
  's3:authtype': ({ claims }) => claims && authTypes[claims.carrier],
  's3:signatureversion': ({ claims }) => claims && 'AWS4-HMAC-SHA256',
  // What is signed in a header goes with its request and has no age.
  's3:signatureage': ({ claims, instant }) =>
    claims && claims.carrier !== 'header'
      ? String(Math.max(instant.getTime() - claims.instant.getTime(), 0))
      : undefined,
  's3:tlsversion': ({ request }) => (request.secure ? '1.3' : undefined),
  's3:prefix': ofList('prefix'),
  's3:delimiter': ofList('delimiter'),
  's3:max-keys': ofList('max-keys'),
  's3:versionid': ({ query }) => queryValue(query, 'versionId'),
  's3:resourceaccount': ({ resourceAccount }) => resourceAccount,
  's3:if-match': ofHeader('if-match'),
  's3:if-none-match': ofHeader('if-none-match'),
  's3:objectcreationoperation': ({ operation }) => creationOperations[operation],
  's3:requestobjecttagkeys': (subject) => {
    const tags = requestTags(subject);
    return tags.length > 0 ? tags.map(([name]) => name) : undefined;
  },
  's3:x-amz-acl': ofHeader('x-amz-acl'),
  // Documented: the value counts where it comes as a header, not where a presigned URL's query has it.
  's3:x-amz-content-sha256': ({ request }) => headerValue(request.headers, 'x-amz-content-sha256'),
  's3:x-amz-copy-source': ofHeader('x-amz-copy-source'),
  's3:x-amz-grant-full-control': ofHeader('x-amz-grant-full-control'),
  's3:x-amz-grant-read': ofHeader('x-amz-grant-read'),
  's3:x-amz-grant-read-acp': ofHeader('x-amz-grant-read-acp'),
  's3:x-amz-grant-write': ofHeader('x-amz-grant-write'),
  's3:x-amz-grant-write-acp': ofHeader('x-amz-grant-write-acp'),
  's3:x-amz-metadata-directive': ofHeader('x-amz-metadata-directive'),
  's3:x-amz-object-ownership': ofHeader('x-amz-object-ownership'),
  's3:x-amz-server-side-encryption': ofHeader('x-amz-server-side-encryption'),
  's3:x-amz-server-side-encryption-aws-kms-key-id': ofHeader('x-amz-server-side-encryption-aws-kms-key-id'),
  's3:x-amz-server-side-encryption-customer-algorithm': ofHeader('x-amz-server-side-encryption-customer-algorithm'),
  's3:x-amz-storage-class': ofHeader('x-amz-storage-class'),
  's3:x-amz-website-redirect-location': ofHeader('x-amz-website-redirect-location'),
  // A key of KMS is only ever used by S3 for someone here.
  'kms:calleraccount': ({ principal }) => principal.account || undefined,
  'kms:viaservice': ({ region }) => `s3.${region}.amazonaws.com`,
};

/** How a request is signed, by what carries the signature. */
const authTypes: Readonly<Record<string, string>> = {
  query: 'REST-QUERY-STRING',
  header: 'REST-HEADER',
  form: 'POST',
};

const creationOperations: Readonly<Partial<Record<string, 'true' | 'false'>>> = {
  PutObject: 'true',
  PostObject: 'true',
  CopyObject: 'true',
  CompleteMultipartUpload: 'true',
  CreateMultipartUpload: 'false',
  UploadPart: 'false',
  UploadPartCopy: 'false',
};

/** The tags that a request brings for its object. */
export function requestTags({ headers }: ConditionSubject): readonly QueryParameter[] {
  return parseQuery(headerValue(headers, 'x-amz-tagging') ?? '');
}
