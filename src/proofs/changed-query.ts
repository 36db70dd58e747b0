import { uriDecode, uriEncode } from '#sigv4/encode.ts';

/** A raw query with parameters set, or removed by `null`; the others stay as they are written. */
export function changedQuery(rawQuery: string, changes: Readonly<Record<string, string | null>>): string {
  const pending = new Map(Object.entries(changes));
  const pieces = rawQuery.split('&').flatMap((piece) => {
    const name = uriDecode(piece.split('=', 1)[0] ?? '');
    const value = pending.get(name);
    if (piece === '') return [];
    if (value === undefined) return [piece];
    pending.delete(name);
    return value === null ? [] : [parameter(name, value)];
  });
  for (const [name, value] of pending) if (value !== null) pieces.push(parameter(name, value));
  return pieces.join('&');
}

function parameter(name: string, value: string): string {
  return `${uriEncode(name)}=${uriEncode(value)}`;
}
