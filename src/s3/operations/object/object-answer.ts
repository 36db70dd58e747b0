import { headerValue, type Header } from '#sigv4/headers.ts';

import { encryptionHeaders } from '../../encryption/encryption-headers.ts';
import type { ObjectRecord } from '../../records.ts';
import type { S3Response } from '../../request.ts';
import { httpDate, quoted } from '../answers.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import type { OperationContext } from '../context.ts';
import { isUnprintable, metadataValue } from './metadata-text.ts';
import { metadataPrefix } from './object-description.ts';
import { checksumHeaders, expirationHeaders, versionHeaders } from './object-record.ts';
import type { Selection } from './selection.ts';

/** What GetObject and HeadObject say of an object; the bytes are GetObject's to add. */
export function objectAnswer(
  context: OperationContext,
  object: ObjectRecord,
  selection: Selection,
  overrides: ReadonlyMap<string, string>,
): S3Response {
  const { from, to, isPartial } = selection;
  const { headers: stored, storageClass, tagging } = object.description;
  const shown = stored.filter(([name, value]) => !name.startsWith(metadataPrefix) || !isUnprintable(value));
  const kept = new Map([...shown.map(asHeader), ...overrides]);
  const headers: Header[] = [
    ['Last-Modified', httpDate(object.lastModified)],
    ['ETag', quoted(object.etag)],
    ['Accept-Ranges', 'bytes'],
    ...kept,
    ['Content-Length', String(to - from)],
    ...encryptionHeaders(object.description.encryption),
    ...versionHeaders(object, bucketOf(context)),
    ...expirationHeaders(bucketOf(context), object),
    ...selectedChecksum(context, object, selection),
  ];
  if (isPartial && to > from) headers.push(['Content-Range', `bytes ${from}-${to - 1}/${object.size}`]);
  if (selection.piece && object.uploadId !== undefined) {
    headers.push(['x-amz-mp-parts-count', String(object.pieces.length)]);
  }
  if (storageClass !== 'STANDARD') headers.push(['x-amz-storage-class', storageClass]);
  if (shown.length < stored.length) headers.push(['x-amz-missing-meta', String(stored.length - shown.length)]);
  if (tagging) headers.push(['x-amz-tagging-count', String(tagging.split('&').length)]);
  return { status: isPartial ? 206 : 200, headers };
}

/** Metadata may be any text. So may, in a presigned URL's query, what else is kept; that S3 encodes it alike is assumed. */
function asHeader([name, value]: Header): Header {
  return name.startsWith(metadataPrefix) || /[^\0-\xff]/.test(value) ? [name, metadataValue(value)] : [name, value];
}

/** Checksums are shown on request, and only where they are those of the bytes that are sent. */
function selectedChecksum({ headers }: OperationContext, object: ObjectRecord, selection: Selection): Header[] {
  if (headerValue(headers, 'x-amz-checksum-mode')?.toUpperCase() !== 'ENABLED' || !object.checksum) return [];
  const { piece } = selection;
  if (piece?.checksum !== undefined && object.checksum.type === 'COMPOSITE') {
    return checksumHeaders({ ...object.checksum, value: piece.checksum });
  }
  return selection.from === 0 && selection.to === object.size ? checksumHeaders(object.checksum) : [];
}
