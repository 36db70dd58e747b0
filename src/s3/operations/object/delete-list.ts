import type { XmlElement } from '#base/xml.ts';
import { headerValue } from '#sigv4/headers.ts';

import { malformedXml, readXml } from '../../body/document.ts';
import { S3Error } from '../../errors.ts';
import { deletionsMaximum, deleteListMaximumBytes } from '../../limits.ts';
import type { OperationContext } from '../context.ts';

/** The document of DeleteObjects. */
export interface DeleteList {
  /** Whether only failures are to be reported. */
  readonly isQuiet: boolean;
  readonly listed: readonly ListedDeletion[];
}

export interface ListedDeletion {
  readonly key: string;
  readonly versionId: string | undefined;
  /** As written: a condition on the current version. */
  readonly etag: string | undefined;
}

/** Conditions that S3 has for directory buckets only. */
const foreignConditions = ['LastModifiedTime', 'Size'];

/** Reads the document, which must come with a digest of it. */
export async function deleteList(context: OperationContext): Promise<DeleteList> {
  requireDigest(context);
  const document = await readXml(context, 'Delete', { atMostBytes: deleteListMaximumBytes });
  const objects = document.all('Object');
  if (objects.length === 0 || objects.length > deletionsMaximum) malformedXml(context, 'There are 1 to 1,000 objects.');
  return {
    isQuiet: document.textOf('Quiet')?.toLowerCase() === 'true',
    listed: objects.map((object) => listedDeletion(context, object)),
  };
}

function listedDeletion(context: OperationContext, object: XmlElement): ListedDeletion {
  const key = object.textOf('Key');
  if (key === undefined || key === '') return malformedXml(context, 'An Object has no Key.');
  const foreign = foreignConditions.find((name) => object.child(name));
  if (foreign !== undefined) {
    const error = new S3Error('NotImplemented', { Header: foreign });
    context.checks.fail('request', error, undefined, { known: 'documented' });
  }
  return { key, versionId: object.textOf('VersionId'), etag: object.textOf('ETag') };
}

function requireDigest({ headers, checks }: OperationContext): void {
  const hasChecksum =
    headers.some(([name]) => /^x-amz-checksum-(?!mode$|algorithm$|type$)/i.test(name)) ||
    /x-amz-checksum-/i.test(headerValue(headers, 'x-amz-trailer') ?? '');
  if (hasChecksum || headerValue(headers, 'content-md5') !== undefined) return;
  const message = 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*';
  checks.fail('request', new S3Error('InvalidRequest', {}, message), undefined, { known: 'other server' });
}
