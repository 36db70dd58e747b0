import { parseXml } from '#base/xml.ts';
import { readDocument } from '../body/document.ts';
import { S3Error } from '../errors.ts';
import type { OperationContext } from '../operations/context.ts';
import { grantsOfDocument } from './acl-document.ts';
import { grantsOfHeaders, hasAclHeaders } from './acl-headers.ts';
import type { Owners } from './canned.ts';
import type { Grant } from './grant.ts';

/** The ACL that PutBucketAcl and PutObjectAcl bring: in headers or as a document, one of the two. */
export async function requestedGrants(context: OperationContext, owners: Owners): Promise<readonly Grant[]> {
  const { checks, headers } = context;
  const text = await readDocument(context);
  const isDocument = text.trim() !== '';
  if (hasAclHeaders(headers)) {
    if (isDocument) checks.fail('request', new S3Error('UnexpectedContent'));
    return grantsOfHeaders(context, owners);
  }
  if (!isDocument) checks.fail('request', new S3Error('MissingSecurityHeader', { MissingHeaderName: 'x-amz-acl' }));
  const document = parseXml(text);
  if (document?.name !== 'AccessControlPolicy') return checks.fail('request', new S3Error('MalformedACLError'));
  return grantsOfDocument(context, document);
}
