import { concat, utf8 } from '#base/bytes.ts';

/** A part of a form, as a client writes it. */
export interface WrittenPart {
  readonly name: string;
  readonly value: string | Uint8Array;
  readonly fileName?: string | undefined;
  readonly type?: string;
}

export const boundary = '----form1234';
export const formType = `multipart/form-data; boundary=${boundary}`;

/** The bytes of a form. */
export function multipart(parts: readonly WrittenPart[], around = boundary): Uint8Array<ArrayBuffer> {
  const chunks = parts.flatMap(({ name, value, fileName, type }) => [
    utf8(`--${around}\r\nContent-Disposition: form-data; name="${name}"`),
    utf8(fileName === undefined ? '' : `; filename="${fileName}"`),
    utf8(`${type === undefined ? '' : `\r\nContent-Type: ${type}`}\r\n\r\n`),
    typeof value === 'string' ? utf8(value) : value,
    utf8('\r\n'),
  ]);
  return concat([...chunks, utf8(`--${around}--\r\n`)]);
}

/** The bytes in pieces that end at these places. */
export async function* inPieces(bytes: Uint8Array, ends: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const end of [...ends].sort((one, other) => one - other)) {
    if (end <= from || end >= bytes.length) continue;
    yield bytes.slice(from, end);
    from = end;
  }
  yield bytes.slice(from);
}
