import { headerValue } from '#sigv4/headers.ts';
import { parseQuery, queryValue, type QueryParameter } from '#sigv4/query.ts';
import type { ConditionSubject, KeyReader, KeyReaders } from './condition-subject.ts';

const ofHeader =
  (name: string): KeyReader =>
  ({ headers }) =>
    headerValue(headers, name);
const ofList =
  (name: string): KeyReader =>
  ({ operation, query }) =>
    lists.has(operation) ? queryValue(query, name) : undefined;
const lists: ReadonlySet<string> = new Set(['ListObjects', 'ListObjectsV2', 'ListObjectVersions']);

/**
 * The condition keys of S3; those that have a tag's name behind a `/` are in `condition-keys.ts`.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const s3Keys: KeyReaders = {
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
