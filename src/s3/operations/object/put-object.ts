import { receiveBody, type ReceivedBody } from '../../body/receive.ts';
import type { ObjectDescription, ObjectRecord } from '../../records.ts';
import { encryptionHeaders } from '../../encryption/encryption-headers.ts';
import { emptyAnswer, quoted } from '../answers.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import type { Handler, OperationContext } from '../context.ts';
import { objectDescriptionOf } from './object-description.ts';
import { checksumHeaders, expirationHeaders, newVersionHeaders } from './object-record.ts';
import { storeObject } from './store-object.ts';
import { refuseVersionId } from './version-parameter.ts';
import { writeConditionOf } from './write-conditions.ts';

export const putObject: Handler = async (context) => {
  refuseVersionId(context);
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
