import { headerValue } from '#sigv4/headers.ts';

import { S3Error } from '../../errors.ts';
import type { ObjectRecord, Piece } from '../../records.ts';
import type { OperationContext } from '../context.ts';
import { partNumberParameter } from '../parameters.ts';

/** Which bytes of an object a request reads: `from <= i < to`. */
export interface Selection {
  readonly from: number;
  readonly to: number;
  /** 206 where a range or a part was asked for. */
  readonly isPartial: boolean;
  /** The part that was asked for. */
  readonly piece?: Piece | undefined;
}

/** What the `Range` header or `partNumber` selects. */
export function selectionOf(context: OperationContext, object: ObjectRecord): Selection {
  const { headers } = context;
  const range = headerValue(headers, 'range');
  const partNumber = partNumberParameter(context);
  if (partNumber !== undefined) return partSelection(context, object, partNumber);
  return range === undefined ? whole(object) : rangeSelection(context, object, range);
}

function whole({ size }: ObjectRecord): Selection {
  return { from: 0, to: size, isPartial: false };
}

function partSelection({ checks }: OperationContext, object: ObjectRecord, partNumber: number): Selection {
  const piece = object.pieces[partNumber - 1];
  if (!piece) {
    const extras = { PartNumberRequested: partNumber, ActualPartCount: object.pieces.length };
    return checks.fail('range', new S3Error('InvalidPartNumber', extras), {
      kind: 'compared',
      what: 'partNumber',
      expected: `1 to ${object.pieces.length}`,
      actual: String(partNumber),
    });
  }
  checks.pass('range');
  const from = object.pieces.slice(0, partNumber - 1).reduce((sum, { bytes }) => sum + bytes.size, 0);
  return { from, to: from + piece.bytes.size, isPartial: true, piece };
}

/** One range is served; S3 ignores several at once and what it cannot read, and answers with the whole object. */
function rangeSelection({ checks }: OperationContext, object: ObjectRecord, range: string): Selection {
  const { size } = object;
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range.trim()) ?? [];
  if (first === '' && last === '') return whole(object);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return whole(object);
  const from = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const to = first === '' || last === '' ? size : Math.min(Number(last) + 1, size);
  if (from >= size || from >= to) {
    const extras = { RangeRequested: range, ActualObjectSize: size };
    checks.fail('range', new S3Error('InvalidRange', extras), {
      kind: 'compared',
      what: 'bytes',
      expected: size === 0 ? 'none, the object is empty' : `0 to ${size - 1}`,
      actual: range,
    });
  }
  checks.pass('range');
  return { from, to, isPartial: true };
}
