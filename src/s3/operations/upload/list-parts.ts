import { element, type XmlNode } from '#base/xml.ts';

import { checksumElement } from '../../body/checksum-algorithms.ts';
import { partKey, partRange, type PartRecord, type UploadRecord } from '../../records.ts';
import { keyBehind } from '../../store/order.ts';
import { canonicalUserId, elements, listDate, quoted, xmlAnswer } from '../answers.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import type { Handler } from '../context.ts';
import { countParameter, integerParameter, nameEncoding } from '../parameters.ts';
import { abortHeaders, requireUpload } from './upload.ts';

/**
 * The parts of an upload under way by their numbers, at most 1,000 a page.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html
 */
export const listParts: Handler = async (context) => {
  const { store, bucketName, key, checks } = context;
  const maxParts = countParameter(context, 'max-parts');
  const marker = integerParameter(context, 'part-number-marker') ?? 0;
  const encoding = nameEncoding(context);
  checks.pass('request');
  const { upload } = await requireUpload(context);
  const { to } = partRange(bucketName, upload.uploadId);
  const entries = await store.range(keyBehind(partKey(bucketName, upload.uploadId, marker)), to, maxParts + 1);
  const shown = entries.slice(0, maxParts).map(({ value }) => value as PartRecord);
  return xmlAnswer(
    'ListPartsResult',
    [
      ...elements({
        Bucket: bucketName,
        Key: encoding.encode(key),
        UploadId: upload.uploadId,
        Initiator: elements({ ID: upload.initiator.id }),
        Owner: elements({ ID: canonicalUserId(bucketOf(context).account) }),
        StorageClass: upload.description.storageClass,
        PartNumberMarker: marker,
        // The number of the last part shown, also when there is no further page.
        NextPartNumberMarker: shown.at(-1)?.partNumber ?? 0,
        MaxParts: maxParts,
        EncodingType: encoding.type,
        ChecksumAlgorithm: upload.checksum?.algorithm,
        ChecksumType: upload.checksum?.type,
        IsTruncated: maxParts > 0 && entries.length > maxParts,
      }),
      ...shown.map((part) => element('Part', partContent(upload, part))),
    ],
    abortHeaders(bucketOf(context), upload),
  );
};

function partContent({ checksum }: UploadRecord, part: PartRecord): XmlNode[] {
  // Recorded: where the upload named no algorithm, the checksums that its parts came with are not listed.
  const shown = checksum && part.checksum !== undefined ? { ...checksum, value: part.checksum } : undefined;
  return [
    ...elements({
      PartNumber: part.partNumber,
      LastModified: listDate(part.lastModified),
      ETag: quoted(part.etag),
      Size: part.bytes.size,
    }),
    ...(shown ? [element(checksumElement(shown.algorithm), shown.value)] : []),
  ];
}
