import { headerValue, type Header } from '#sigv4/headers.ts';

import { defaultChecksumType, type ChecksumAlgorithm, type ChecksumType } from '../../body/checksum-algorithms.ts';
import { encryptionHeaders } from '../../encryption/encryption-headers.ts';
import { S3Error } from '../../errors.ts';
import { uploadKey, type UploadRecord } from '../../records.ts';
import { canonicalUserId, elements, xmlAnswer } from '../answers.ts';
import { bucketOf, bucketStillThere } from '../bucket/bucket-record.ts';
import { checksumAlgorithmHeader } from '../checksum-algorithm-header.ts';
import { committed } from '../committed.ts';
import type { Handler, OperationContext } from '../context.ts';
import { objectDescriptionOf } from '../object/object-description.ts';
import { findObject } from '../object/object-record.ts';
import { abortHeaders } from './upload.ts';

/** Digits that keep upload ids of one key in order of their creation. */
const instantDigits = 9;
const idCharacters = 64;

/**
 * Begins an upload in parts. What is said of the object is said here, and so is which checksum its parts have.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
 */
export const createMultipartUpload: Handler = async (context) => {
  const { bucketName, key, store, checks } = context;
  const upload: UploadRecord = {
    v: 1,
    key,
    uploadId: newUploadId(context),
    initiated: context.instant.toISOString(),
    initiator: initiatorOf(context),
    description: objectDescriptionOf(context),
    checksum: checksumOf(context),
    objectVersion: (await findObject(context))?.version ?? 0,
  };
  checks.pass('request');
  const put = [{ key: uploadKey(bucketName, key, upload.uploadId), value: upload }];
  await committed(store, async () => ({
    change: { expect: [await bucketStillThere(context)], put },
    result: undefined,
  }));
  const answered = elements({ Bucket: bucketName, Key: key, UploadId: upload.uploadId });
  return xmlAnswer('InitiateMultipartUploadResult', answered, [
    ...encryptionHeaders(upload.description.encryption),
    ...abortHeaders(bucketOf(context), upload),
    ...uploadChecksumHeaders(upload),
  ]);
};

function newUploadId({ instant, uniqueId }: OperationContext): string {
  const time = instant.getTime().toString(36).padStart(instantDigits, '0');
  return time + uniqueId(idCharacters - instantDigits);
}

function initiatorOf({ principal, account }: OperationContext): UploadRecord['initiator'] {
  const { arn, kind } = principal;
  return { arn, id: kind === 'user' || kind === 'role session' ? arn : canonicalUserId(principal.account || account) };
}

function uploadChecksumHeaders({ checksum }: UploadRecord): Header[] {
  if (!checksum) return [];
  return [
    ['x-amz-checksum-algorithm', checksum.algorithm],
    ['x-amz-checksum-type', checksum.type],
  ];
}

/** CRC64NVME is always over the whole object, SHA never; the other CRCs are composite unless asked otherwise. */
function checksumOf(context: OperationContext): UploadRecord['checksum'] {
  const algorithm = checksumAlgorithmHeader(context);
  const type = headerValue(context.headers, 'x-amz-checksum-type')?.toUpperCase();
  const refuse = (message: string): never => context.checks.fail('request', new S3Error('InvalidRequest', {}, message));
  if (algorithm === undefined) {
    if (type === undefined) return undefined;
    return refuse('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.');
  }
  if (type !== undefined && type !== 'FULL_OBJECT' && type !== 'COMPOSITE') {
    return refuse('Value for x-amz-checksum-type header is invalid.');
  }
  const chosen = type ?? defaultChecksumType(algorithm);
  if (!isPossible(algorithm, chosen)) {
    const name = algorithm.toLowerCase();
    return refuse(`The ${chosen} checksum type cannot be used with the ${name} checksum algorithm.`);
  }
  return { algorithm, type: chosen };
}

function isPossible(algorithm: ChecksumAlgorithm, type: ChecksumType): boolean {
  return type === 'COMPOSITE' ? algorithm !== 'CRC64NVME' : !algorithm.startsWith('SHA');
}
