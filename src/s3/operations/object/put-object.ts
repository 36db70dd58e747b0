import { queryValue } from '#sigv4/query.ts';

import { receiveBody, type ReceivedBody } from '../../body/receive.ts';
import type { ObjectDescription, ObjectRecord } from '../../records.ts';
import { encryptionHeaders } from '../../encryption/encryption-headers.ts';
import { S3Error } from '../../errors.ts';
import { emptyAnswer, quoted } from '../answers.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import type { Handler, OperationContext } from '../context.ts';
import { objectDescriptionOf } from './object-description.ts';
import { checksumHeaders, expirationHeaders, newVersionHeaders } from './object-record.ts';
import { storeObject } from './store-object.ts';
import { refuseVersionId } from './version-parameter.ts';
import { writeConditionOf } from './write-conditions.ts';

/**
 * Stores a body whole; the answer has its ETag (MD5, in quotes), its checksum and, with versioning, its version id.
 *
 * @throws S3Error for what is said of the object, then for its bytes (`BadDigest`, `EntityTooLarge` …), last for
 * `If-Match` and `If-None-Match`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export const putObject: Handler = async (context) => {
  refuseVersionId(context);
  refusePartNumber(context);
  const description = objectDescriptionOf(context);
  const condition = writeConditionOf(context);
  context.checks.pass('request');
  const body = await receiveBody(context, { expectedDigest: 'hex' });
  const object = await storeObject(context, objectOf(context, description, body), condition);
  return emptyAnswer([
    ['ETag', quoted(object.etag)],
    ...encryptionHeaders(object.description.encryption),
    ...checksumHeaders(object.checksum),
    ...newVersionHeaders(object),
    ...expirationHeaders(bucketOf(context), object),
  ]);
};

/** Some SDKs sign a part's URL although its upload id was forgotten. */
function refusePartNumber({ query, checks }: OperationContext): void {
  const partNumber = queryValue(query, 'partNumber');
  if (partNumber === undefined) return;
  const message = 'This operation does not accept partNumber without uploadId';
  const extras = { ArgumentName: 'partNumber', ArgumentValue: partNumber };
  checks.fail('request', new S3Error('InvalidArgument', extras, message), undefined, { known: 'other server' });
}

/** An object whose bytes came in one piece. */
export function objectOf(
  { key, instant }: OperationContext,
  description: ObjectDescription,
  body: ReceivedBody,
): ObjectRecord {
  const { bytes, etag, checksum } = body;
  return {
    v: 1,
    key,
    size: bytes.size,
    etag,
    lastModified: instant.toISOString(),
    checksum: checksum && { ...checksum, type: 'FULL_OBJECT' },
    description,
    pieces: [{ bytes, partNumber: 1, etag, checksum: checksum?.value }],
  };
}
