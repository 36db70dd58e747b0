import type { SignatureClaims } from '#sigv4/claims.ts';
import { headerValue, type Header } from '#sigv4/headers.ts';
import { parseQuery, queryValue, type QueryParameter } from '#sigv4/query.ts';
import type { OperationName } from '../operation.ts';
import type { Principal } from '../principal.ts';
import type { S3Request } from '../request.ts';

/** The values of a condition key in this request, by its name in any case; `undefined` when the request has none. */
export type ConditionKeys = (name: string) => readonly string[] | undefined;

/** What condition keys are read from. */
export interface ConditionSubject {
  readonly operation: OperationName;
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

type Reader = (subject: ConditionSubject) => string | readonly string[] | undefined;

const principalTypes = {
  anonymous: 'Anonymous',
  root: 'Account',
  user: 'User',
  'role session': 'AssumedRole',
} as const;
const absent: Reader = () => undefined;

const readers: Readonly<Record<string, Reader>> = {
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
  'aws:sourceip': ({ request }) => request.sourceAddress,
  'aws:referer': ({ request }) => headerValue(request.headers, 'referer'),
  'aws:useragent': ({ request }) => headerValue(request.headers, 'user-agent'),
  'aws:requestedregion': ({ region }) => region,
  'aws:resourceaccount': ({ resourceAccount }) => resourceAccount,
  'aws:principalisawsservice': () => 'false',
  'aws:viaawsservice': () => 'false',
  // The emulated account has no VPC endpoint, no organisation and no service that calls for someone.
  'aws:calledvia': absent,
  'aws:principalorgid': absent,
  'aws:principalorgpaths': absent,
  'aws:sourceaccount': absent,
  'aws:sourcearn': absent,
  'aws:sourceorgid': absent,
  'aws:sourcevpc': absent,
  'aws:sourcevpce': absent,
  'aws:vpcsourceip': absent,
  's3:authtype': ({ claims }) => claims && (claims.carrier === 'query' ? 'REST-QUERY-STRING' : 'REST-HEADER'),
  's3:signatureversion': ({ claims }) => claims && 'AWS4-HMAC-SHA256',
  // Only a presigned request has an age.
  's3:signatureage': ({ claims, instant }) =>
    claims?.carrier === 'query' ? String(instant.getTime() - claims.instant.getTime()) : undefined,
  's3:tlsversion': ({ request }) => (request.secure ? '1.3' : undefined),
  // Documented: the value counts where it comes as a header, not where a presigned URL's query has it.
  's3:x-amz-content-sha256': ({ request }) => headerValue(request.headers, 'x-amz-content-sha256'),
  's3:prefix': fromListQuery('prefix'),
  's3:delimiter': fromListQuery('delimiter'),
  's3:max-keys': fromListQuery('max-keys'),
  's3:versionid': ({ query }) => queryValue(query, 'versionId'),
  's3:resourceaccount': ({ resourceAccount }) => resourceAccount,
  's3:if-match': ({ headers }) => headerValue(headers, 'if-match'),
  's3:if-none-match': ({ headers }) => headerValue(headers, 'if-none-match'),
  's3:objectcreationoperation': ({ operation }) => creationOperations[operation],
  's3:requestobjecttagkeys': (subject) => {
    const tags = requestTags(subject);
    return tags.length > 0 ? tags.map(([name]) => name) : undefined;
  },
};

const creationOperations: Partial<Record<OperationName, 'true' | 'false'>> = {
  PutObject: 'true',
  CompleteMultipartUpload: 'true',
  CreateMultipartUpload: 'false',
  UploadPart: 'false',
};

const headerKey =
  /^s3:(x-amz-(?:acl|grant-[a-z-]+|metadata-directive|server-side-encryption[a-z-]*|storage-class|website-redirect-location|object-ownership|copy-source))$/;
const tagKey = /^s3:requestobjecttag\/(.+)$/;
/** Tags of principals, requests and resources, of which the emulated account has none. */
const tagOfNobody = /^aws:(?:principaltag|requesttag|resourcetag)\/.+$|^aws:tagkeys$/;

/** Whether the emulator knows what a condition key reads. */
export function isConditionKey(name: string): boolean {
  const key = name.toLowerCase();
  return key in readers || headerKey.test(key) || tagKey.test(key) || tagOfNobody.test(key);
}

/** The condition keys of one request. */
export function conditionKeys(subject: ConditionSubject): ConditionKeys {
  return (name) => {
    const key = name.toLowerCase();
    const reader = readers[key];
    const value = reader ? reader(subject) : otherValue(key, name, subject);
    return typeof value === 'string' ? [value] : value;
  };
}

function otherValue(key: string, name: string, subject: ConditionSubject): string | undefined {
  const header = headerKey.exec(key)?.[1];
  if (header !== undefined) return headerValue(subject.headers, header);
  if (!tagKey.test(key)) return undefined;
  // A tag's own name keeps its case.
  const wanted = name.slice(name.indexOf('/') + 1);
  return requestTags(subject).find(([tag]) => tag === wanted)?.[1];
}

function requestTags({ headers }: ConditionSubject): readonly QueryParameter[] {
  return parseQuery(headerValue(headers, 'x-amz-tagging') ?? '');
}

function fromListQuery(name: string): Reader {
  return ({ operation, query }) => (operation === 'ListObjectsV2' ? queryValue(query, name) : undefined);
}
