import type { Header } from '#sigv4/headers.ts';
import { element, type XmlNode } from '#base/xml.ts';

import { checksumElement, defaultChecksum } from '../../body/checksum-algorithms.ts';
import { idOf } from '../../versions/object-versions.ts';
import type { ObjectDescription, ObjectRecord } from '../../records.ts';
import { encryptionHeaders } from '../../encryption/encryption-headers.ts';
import { elements, listDate, quoted, xmlAnswer } from '../answers.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import { checksumAlgorithmHeader } from '../checksum-algorithm-header.ts';
import type { Handler, OperationContext } from '../context.ts';
import { copyBytes } from './copy-bytes.ts';
import { requireCopyConditions } from './copy-conditions.ts';
import { copiedDescription, copyDirectivesOf, requireChange } from './copy-directives.ts';
import { fromSource, type CopySource } from './copy-source.ts';
import { objectDescriptionOf } from './object-description.ts';
import { expirationHeaders, newVersionHeaders } from './object-record.ts';
import { requireReadableClass } from './readable-class.ts';
import { storeObject } from './store-object.ts';
import { writeConditionOf } from './write-conditions.ts';

/**
 * Stores the bytes of an object, or of one of its versions, under another key, chunk by chunk; at most 5 GiB.
 *
 * @throws S3Error NoSuchKey, NoSuchVersion or InvalidObjectState for the source, PreconditionFailed for a condition on
 * it, InvalidRequest for a copy onto itself that changes nothing.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export const copyObject: Handler = async (context) => {
  const said = objectDescriptionOf(context);
  const directives = copyDirectivesOf(context);
  const condition = writeConditionOf(context);
  const algorithm = checksumAlgorithmHeader(context);
  context.checks.pass('request');
  const { source, copy } = await fromSource(context, async (found) => {
    requireCopyConditions(context, found.object);
    requireChange(context, found, directives);
    requireReadableClass(context, found.object, archived);
    const description = copiedDescription(context, said, found, directives);
    return { source: found, copy: await copied(context, found, description, algorithm) };
  });
  const object = await storeObject(context, copy, condition);
  return xmlAnswer('CopyObjectResult', copyContent(object), [
    ...encryptionHeaders(object.description.encryption),
    ...sourceVersionHeaders(source),
    ...newVersionHeaders(object),
    ...expirationHeaders(bucketOf(context), object),
  ]);
};

/** What S3 says of a source whose bytes are archived. */
export const archived = "Operation is not valid for the source object's storage class";

/** The copy has a checksum of its source's algorithm, unless another one is asked for, and always one of the whole. */
async function copied(
  context: OperationContext,
  { object }: CopySource,
  description: ObjectDescription,
  algorithm: ReturnType<typeof checksumAlgorithmHeader>,
): Promise<ObjectRecord> {
  const kept = algorithm ?? object.checksum?.algorithm ?? defaultChecksum;
  const { bytes, etag, checksum } = await copyBytes(context, object, { from: 0, to: object.size }, kept);
  return {
    v: 1,
    key: context.key,
    size: bytes.size,
    etag,
    lastModified: context.instant.toISOString(),
    checksum: checksum && { ...checksum, type: 'FULL_OBJECT' },
    description,
    pieces: [{ bytes, partNumber: 1, etag, checksum: checksum?.value }],
  };
}

function copyContent({ lastModified, etag, checksum }: ObjectRecord): XmlNode[] {
  return [
    ...elements({ LastModified: listDate(lastModified), ETag: quoted(etag) }),
    // Recorded: the type of the checksum is not said here.
    ...(checksum ? [element(checksumElement(checksum.algorithm), checksum.value)] : []),
  ];
}

/** Which version was copied, where the source's bucket has or had versioning. */
export function sourceVersionHeaders({ bucket, object }: CopySource): Header[] {
  if (bucket.versioning === undefined && object.versionId === undefined) return [];
  return [['x-amz-copy-source-version-id', idOf(object)]];
}
