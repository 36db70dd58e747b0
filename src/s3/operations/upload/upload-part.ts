import type { Header } from '#sigv4/headers.ts';

import { announcedChecksum } from '../../body/announced-checksum.ts';
import { checksumHeader, defaultChecksum } from '../../body/checksum-algorithms.ts';
import { receiveBody, type ReceivedBody } from '../../body/receive.ts';
import { encryptionHeaders, etagOf } from '../../encryption/encryption-headers.ts';
import { requireKey } from '../../encryption/kms-permission.ts';
import { S3Error } from '../../errors.ts';
import type { PartRecord, UploadRecord } from '../../records.ts';
import { emptyAnswer, quoted } from '../answers.ts';
import type { Handler, OperationContext } from '../context.ts';
import { refuseVersionId } from '../object/version-parameter.ts';
import { partNumberParameter } from '../parameters.ts';
import { putPart } from './put-part.ts';
import { requireUpload } from './upload.ts';

/**
 * Stores one part, 1 to 10,000, in place of an earlier one of its number; the answer has its ETag. How small it may be
 * is asked when the upload is completed.
 *
 * @throws S3Error NoSuchUpload, InvalidRequest for a checksum of another algorithm than the upload's, BadDigest.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
 */
export const uploadPart: Handler = async (context) => {
  refuseVersionId(context);
  const partNumber = partNumberParameter(context) ?? 0;
  context.checks.pass('request');
  const { upload } = await requireUpload(context);
  requireKey(context, 'kms:Decrypt', upload.description.encryption);
  requireChecksumOfUpload(context, upload);
  const body = await receiveBody(context, {
    expectedDigest: 'base64',
    keep: () => upload.checksum?.algorithm ?? defaultChecksum,
  });
  const etag = etagOf(context, upload.description.encryption, body.etag);
  await putPart(context, upload, partRecord(context, partNumber, { ...body, etag }));
  return emptyAnswer([
    ['ETag', quoted(etag)],
    ...encryptionHeaders(upload.description.encryption),
    ...sentChecksumHeader(body),
  ]);
};

function partRecord({ instant }: OperationContext, partNumber: number, body: ReceivedBody): PartRecord {
  return {
    v: 1,
    partNumber,
    bytes: body.bytes,
    etag: body.etag,
    checksum: body.checksum?.value,
    lastModified: instant.toISOString(),
  };
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
