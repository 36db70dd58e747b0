import type { Header } from '#sigv4/headers.ts';

import { announcedChecksum } from '../../body/announced-checksum.ts';
import { checksumHeader, defaultChecksum } from '../../body/checksum-algorithms.ts';
import { receiveBody, type ReceivedBody } from '../../body/receive.ts';
import { S3Error } from '../../errors.ts';
import { partKey, type PartRecord, type UploadRecord } from '../../records.ts';
import { findUpload } from '../../uploads.ts';
import { emptyAnswer, encryptionHeader, quoted } from '../answers.ts';
import { committed } from '../committed.ts';
import type { Handler, OperationContext } from '../context.ts';
import { partNumberParameter } from '../parameters.ts';
import { noSuchUpload, requireUpload } from './upload.ts';

export const uploadPart: Handler = async (context) => {
  const partNumber = partNumberParameter(context) ?? 0;
  context.checks.pass('request');
  const { upload } = await requireUpload(context);
  requireChecksumOfUpload(context, upload);
  const body = await receiveBody(context, {
    expectedDigest: 'base64',
    keep: () => upload.checksum?.algorithm ?? defaultChecksum,
  });
  try {
    await putPart(context, upload, partRecord(context, partNumber, body));
  } catch (error) {
    await context.store.bytes.remove([body.bytes.id]);
    throw error;
  }
  return emptyAnswer([['ETag', quoted(body.etag)], encryptionHeader, ...sentChecksumHeader(body)]);
};

function partRecord({ instant }: OperationContext, partNumber: number, body: ReceivedBody): PartRecord {
  return {
    v: 1,
    partNumber,
    bytes: body.bytes,
    etag: body.etag,
    checksum: body.checksum?.value,
    sentChecksum: body.sentChecksum,
    lastModified: instant.toISOString(),
  };
}

/** Puts the part in place of one of its number, as long as the upload is under way. */
async function putPart(context: OperationContext, { uploadId }: UploadRecord, part: PartRecord): Promise<void> {
  const { store, bucketName } = context;
  const key = partKey(bucketName, uploadId, part.partNumber);
  await committed(store, async () => {
    const [upload, replaced] = await Promise.all([
      findUpload(store, bucketName, context.key, uploadId),
      store.get(key),
    ]);
    if (!upload) return noSuchUpload(context);
    const change = {
      expect: [
        { key: upload.key, version: upload.version },
        { key, version: replaced?.version ?? 0 },
      ],
      put: [{ key, value: part }],
      claims: [part.bytes.id],
      releases: replaced ? [(replaced.value as PartRecord).bytes.id] : [],
    };
    return { change, result: undefined };
  });
}

/** Each part brings a checksum of the upload's algorithm; for one over the whole object S3 computes what is missing. */
function requireChecksumOfUpload(context: OperationContext, { checksum }: UploadRecord): void {
  const sent = announcedChecksum(context)?.algorithm;
  if (!checksum || sent === checksum.algorithm) return;
  if (sent === undefined && checksum.type === 'FULL_OBJECT') return;
  const [expected, actual] = [checksum.algorithm.toLowerCase(), sent?.toLowerCase() ?? 'null'];
  const message = `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`;
  context.checks.fail('checksum', new S3Error('InvalidRequest', {}, message), {
    kind: 'compared',
    what: 'checksum algorithm',
    expected,
    actual,
  });
}

function sentChecksumHeader({ sentChecksum }: ReceivedBody): Header[] {
  return sentChecksum ? [[checksumHeader(sentChecksum.algorithm), sentChecksum.value]] : [];
}
