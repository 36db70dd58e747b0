import { receiveBody, type ReceivedBody } from '../body/receive.ts';
import { objectKey, type ObjectDescription, type ObjectRecord } from '../records.ts';
import { emptyAnswer, encryptionHeader, quoted } from './answers.ts';
import { bucketOf, bucketStillThere } from './bucket-record.ts';
import { committed } from './committed.ts';
import type { Handler, OperationContext } from './context.ts';
import { objectDescriptionOf } from './object-description.ts';
import { checksumHeaders, expirationHeaders, findObject } from './object-record.ts';
import { requireWriteCondition, writeConditionOf, type WriteCondition } from './write-conditions.ts';

export const putObject: Handler = async (context) => {
  const description = objectDescriptionOf(context);
  const condition = writeConditionOf(context);
  context.checks.pass('request');
  const body = await receiveBody(context, { expectedDigest: 'hex' });
  const object = objectOf(context, description, body);
  try {
    await putRecord(context, object, condition);
  } catch (error) {
    await context.store.bytes.remove([body.bytes.id]);
    throw error;
  }
  return emptyAnswer([
    ['ETag', quoted(object.etag)],
    encryptionHeader,
    ...checksumHeaders(object.checksum),
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

/** Makes the object the one under its key; what was there before is released. */
async function putRecord(context: OperationContext, object: ObjectRecord, condition: WriteCondition): Promise<void> {
  const key = objectKey(context.bucketName, object.key);
  await committed(context.store, async () => {
    const [bucket, current] = await Promise.all([bucketStillThere(context), findObject(context)]);
    requireWriteCondition(context, condition, current);
    const change = {
      expect: [bucket, { key, version: current?.version ?? 0 }],
      put: [{ key, value: object }],
      claims: object.pieces.map(({ bytes }) => bytes.id),
      releases: current?.object.pieces.map(({ bytes }) => bytes.id) ?? [],
    };
    return { change, result: undefined };
  });
}
