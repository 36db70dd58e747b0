import { element, type XmlNode } from '#base/xml.ts';
import { headerValue } from '#sigv4/headers.ts';

import { checksumElement, defaultChecksum } from '../../body/checksum-algorithms.ts';
import { encryptionHeaders, etagOf } from '../../encryption/encryption-headers.ts';
import { requireKey } from '../../encryption/kms-permission.ts';
import { S3Error } from '../../errors.ts';
import type { PartRecord, UploadRecord } from '../../records.ts';
import { elements, listDate, quoted, xmlAnswer } from '../answers.ts';
import type { Handler, OperationContext } from '../context.ts';
import { copyBytes } from '../object/copy-bytes.ts';
import { requireCopyConditions } from '../object/copy-conditions.ts';
import { archived, sourceVersionHeaders } from '../object/copy-object.ts';
import { fromSource } from '../object/copy-source.ts';
import { requireReadableClass } from '../object/readable-class.ts';
import { partNumberParameter } from '../parameters.ts';
import { putPart } from './put-part.ts';
import { requireUpload } from './upload.ts';

/** A part whose bytes are those of an object, or a range of them. */
export const uploadPartCopy: Handler = async (context) => {
  const partNumber = partNumberParameter(context) ?? 0;
  const range = copyRange(context);
  context.checks.pass('request');
  const { upload } = await requireUpload(context);
  requireKey(context, 'kms:Decrypt', upload.description.encryption);
  const algorithm = upload.checksum?.algorithm ?? defaultChecksum;
  const { source, copy } = await fromSource(context, async (found) => {
    requireCopyConditions(context, found.object);
    requireReadableClass(context, found.object, archived);
    const selected = requireInside(context, range, found.object.size);
    return { source: found, copy: await copyBytes(context, found.object, selected, algorithm) };
  });
  const { bytes, checksum } = copy;
  const etag = etagOf(context, upload.description.encryption, copy.etag);
  const lastModified = context.instant.toISOString();
  const part: PartRecord = { v: 1, partNumber, bytes, etag, checksum: checksum?.value, lastModified };
  await putPart(context, upload, part);
  return xmlAnswer('CopyPartResult', partContent(upload, part), [
    ...encryptionHeaders(upload.description.encryption),
    ...sourceVersionHeaders(source),
  ]);
};

const rangeHeader = 'x-amz-copy-source-range';

interface CopyRange {
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

/** `bytes=first-last`, both there; no other form of a range is taken. */
function copyRange({ headers, checks }: OperationContext): CopyRange | undefined {
  const text = headerValue(headers, rangeHeader);
  if (text === undefined) return undefined;
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(text.trim()) ?? [];
  if (first !== undefined && last !== undefined && Number(first) <= Number(last)) {
    return { first: Number(first), last: Number(last), text };
  }
  const form = 'bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy';
  const message = `The x-amz-copy-source-range value must be of the form ${form}`;
  const extras = { ArgumentName: rangeHeader, ArgumentValue: text };
  return checks.fail('request', new S3Error('InvalidArgument', extras, message));
}

/** Recorded: a range that begins behind the source's end is answered otherwise than one that only ends there. */
function requireInside(
  { checks }: OperationContext,
  range: CopyRange | undefined,
  size: number,
): { readonly from: number; readonly to: number } {
  if (!range) return { from: 0, to: size };
  const { first, last, text } = range;
  const evidence = { kind: 'compared', what: 'bytes', expected: `0 to ${size - 1}`, actual: text } as const;
  if (first >= size) {
    const message = 'The specified copy range is invalid for the source object size';
    checks.fail('range', new S3Error('InvalidRequest', {}, message), evidence);
  }
  if (last >= size) {
    const extras = { ArgumentName: rangeHeader, ArgumentValue: text };
    const message = `Range specified is not valid for source object of size: ${size}`;
    checks.fail('range', new S3Error('InvalidArgument', extras, message), evidence);
  }
  checks.pass('range');
  return { from: first, to: last + 1 };
}

/** The checksum is shown where the upload named an algorithm. */
function partContent({ checksum }: UploadRecord, part: PartRecord): XmlNode[] {
  const value = part.checksum;
  return [
    ...elements({ LastModified: listDate(part.lastModified), ETag: quoted(part.etag) }),
    ...(checksum && value !== undefined ? [element(checksumElement(checksum.algorithm), value)] : []),
  ];
}
