import { receiveBody, type ReceivedBody } from '../../body/receive.ts';
import type { ObjectDescription, ObjectRecord } from '../../records.ts';
import { emptyAnswer, encryptionHeader, quoted } from '../answers.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import { committed } from '../committed.ts';
import type { Handler, OperationContext } from '../context.ts';
import { objectDescriptionOf } from './object-description.ts';
import { checksumHeaders, expirationHeaders, versionHeaders } from './object-record.ts';
import { writeConditionOf, type WriteCondition } from './write-conditions.ts';
import { objectWrite } from './write-object.ts';

export const putObject: Handler = async (context) => {
  const description = objectDescriptionOf(context);
  const condition = writeConditionOf(context);
  context.checks.pass('request');
  const body = await receiveBody(context, { expectedDigest: 'hex' });
  const object = await stored(context, objectOf(context, description, body), condition);
  return emptyAnswer([
    ['ETag', quoted(object.etag)],
    encryptionHeader,
    ...checksumHeaders(object.checksum),
    ...versionHeaders(object),
    ...expirationHeaders(bucketOf(context), object),
  ]);
};

function objectOf(
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

async function stored(
  context: OperationContext,
  object: ObjectRecord,
  condition: WriteCondition,
): Promise<ObjectRecord> {
  try {
    return await committed(context.store, () => objectWrite(context, { object, condition }));
  } catch (error) {
    await context.store.bytes.remove(object.pieces.map(({ bytes }) => bytes.id));
    throw error;
  }
}
