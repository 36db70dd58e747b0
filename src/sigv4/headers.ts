/** A header as it arrived. A request's headers are a list, since names repeat and their order matters. */
export type Header = readonly [name: string, value: string];

/** The value of a header, whatever the case of its name; values of a repeated header are joined with a comma. */
export function headerValue(headers: readonly Header[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  let joined: string | undefined;
  for (const [candidate, value] of headers) {
    if (candidate.length !== wanted.length || candidate.toLowerCase() !== wanted) continue;
    joined = joined === undefined ? value : `${joined},${value}`;
  }
  return joined;
}
