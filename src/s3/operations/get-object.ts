import type { ByteSource } from '#base/byte-source.ts';
import { headerValue, type Header } from '#sigv4/headers.ts';

import { checksumHeader } from '../body/checksum-algorithms.ts';
import { S3Error } from '../errors.ts';
import type { ObjectRecord, Piece } from '../records.ts';
import type { S3Response } from '../request.ts';
import { BytesGoneError, type Store } from '../store/store.ts';
import { encryptionHeader, httpDate, quoted } from './answers.ts';
import { bucketOf } from './bucket-record.ts';
import type { Handler, OperationContext } from './context.ts';
import { checksumHeaders, expirationHeaders, requireObject } from './object-record.ts';
import { requireReadConditions } from './read-conditions.ts';
import { overridesOf } from './response-overrides.ts';
import { selectionOf, type Selection } from './selection.ts';

const archiveClasses = ['GLACIER', 'DEEP_ARCHIVE'];
const attemptsAtMost = 20;

export const headObject: Handler = async (context) => {
  const overrides = overridesOf(context);
  const { object } = await requireObject(context);
  requireReadConditions(context, object);
  return answer(context, object, selectionOf(context, object), overrides);
};

export const getObject: Handler = async (context) => {
  const overrides = overridesOf(context);
  for (let attempt = 1; ; attempt += 1) {
    const { object } = await requireObject(context);
    requireReadConditions(context, object);
    requireReadableClass(context, object);
    const selection = selectionOf(context, object);
    try {
      const body = await begun(bytesOf(context.store, object.pieces, selection));
      return { ...answer(context, object, selection, overrides), body };
    } catch (error) {
      // The object was replaced after its record was read: the new record names bytes that are there.
      if (!(error instanceof BytesGoneError) || attempt >= attemptsAtMost) throw error;
    }
  }
};

function requireReadableClass({ checks }: OperationContext, { description }: ObjectRecord): void {
  const { storageClass } = description;
  if (!archiveClasses.includes(storageClass)) return;
  checks.fail('object', new S3Error('InvalidObjectState', { StorageClass: storageClass }));
}

function answer(
  context: OperationContext,
  object: ObjectRecord,
  selection: Selection,
  overrides: ReadonlyMap<string, string>,
): S3Response {
  const { from, to, isPartial } = selection;
  const { headers: stored, storageClass, tagging } = object.description;
  const kept = new Map([...stored, ...overrides]);
  const headers: Header[] = [
    ['Last-Modified', httpDate(object.lastModified)],
    ['ETag', quoted(object.etag)],
    ['Accept-Ranges', 'bytes'],
    ...kept,
    ['Content-Length', String(to - from)],
    encryptionHeader,
    ...expirationHeaders(bucketOf(context), object),
    ...selectedChecksum(context, object, selection),
  ];
  if (isPartial && to > from) headers.push(['Content-Range', `bytes ${from}-${to - 1}/${object.size}`]);
  if (selection.piece && object.uploadId !== undefined) {
    headers.push(['x-amz-mp-parts-count', String(object.pieces.length)]);
  }
  if (storageClass !== 'STANDARD') headers.push(['x-amz-storage-class', storageClass]);
  if (tagging) headers.push(['x-amz-tagging-count', String(tagging.split('&').length)]);
  return { status: isPartial ? 206 : 200, headers };
}

/** Checksums are shown on request, and only where they are those of the bytes that are sent. */
function selectedChecksum({ headers }: OperationContext, object: ObjectRecord, selection: Selection): Header[] {
  if (headerValue(headers, 'x-amz-checksum-mode')?.toUpperCase() !== 'ENABLED' || !object.checksum) return [];
  if (selection.from === 0 && selection.to === object.size) return checksumHeaders(object.checksum);
  const { piece } = selection;
  if (piece?.checksum === undefined || object.checksum.type !== 'COMPOSITE') return [];
  return [
    [checksumHeader(object.checksum.algorithm), piece.checksum],
    ['x-amz-checksum-type', 'COMPOSITE'],
  ];
}

/** The selected bytes of the pieces one after the other; all are opened at once, so that none is removed under the reader. */
function bytesOf(store: Store, pieces: readonly Piece[], { from, to }: Selection): ByteSource {
  const sources: ByteSource[] = [];
  let start = 0;
  for (const { bytes } of pieces) {
    const [first, last] = [Math.max(from - start, 0), Math.min(to - start, bytes.size)];
    if (first < last) sources.push(store.bytes.read(bytes.id, first, last));
    start += bytes.size;
  }
  return inTurn(sources);
}

async function* inTurn(sources: readonly ByteSource[]): ByteSource {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  try {
    for (const iterator of iterators) {
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    }
  } finally {
    // A reader that stops early leaves none of them open.
    for (const iterator of iterators) await iterator.return?.();
  }
}

/** Reads the first chunk, so that bytes which are gone are noticed before the answer begins. */
async function begun(source: ByteSource): Promise<ByteSource> {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    try {
      for (let next = first; !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  })();
}
