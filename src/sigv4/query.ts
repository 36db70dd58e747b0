import { uriDecode, uriEncode } from './encode.ts';

/** A query parameter, decoded. A request's parameters are a list in the order they arrived. */
export type QueryParameter = readonly [name: string, value: string];

/**
 * The parameters of a query without its `?`. A `+` is a space, as in every form; SDKs write `%20` and `%2B`.
 * A parameter without `=` has an empty value.
 */
export function parseQuery(rawQuery: string): QueryParameter[] {
  const parameters: QueryParameter[] = [];
  for (const piece of rawQuery.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const name = equals < 0 ? piece : piece.slice(0, equals);
    parameters.push([uriDecode(name, true), equals < 0 ? '' : uriDecode(piece.slice(equals + 1), true)]);
  }
  return parameters;
}

/** The first value of a parameter; names are compared exactly. */
export function queryValue(query: readonly QueryParameter[], name: string): string | undefined {
  return query.find(([candidate]) => candidate === name)?.[1];
}

/** All parameters encoded, sorted by encoded name, then by encoded value, joined with `&`. */
export function canonicalQuery(query: readonly QueryParameter[]): string {
  const encoded = query.map(([name, value]): QueryParameter => [uriEncode(name), uriEncode(value)]);
  return encoded
    .sort((one, other) => inByteOrder(one[0], other[0]) || inByteOrder(one[1], other[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** Encoded text is ASCII, so the order of its characters is that of its bytes. */
function inByteOrder(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
