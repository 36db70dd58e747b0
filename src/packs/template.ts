/** A `{{…}}` in a text. */
export interface Placeholder {
  /** What stands between the braces. */
  readonly name: string;
  /** Line of the text, counted from 0. */
  readonly line: number;
  /** The claim that is meant, where it is one. */
  readonly claim?: string;
}

const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;
const claimName = /^claim\.([a-z0-9-]+)$/;

/** The placeholders of a text, in order. */
export function placeholders(text: string): readonly Placeholder[] {
  return [...text.matchAll(placeholder)].map((match) => {
    const name = match[1] ?? '';
    const line = text.slice(0, match.index).split('\n').length - 1;
    const claim = claimName.exec(name)?.[1];
    return { name, line, ...(claim === undefined ? {} : { claim }) };
  });
}

/** A text with `{{claim.<id>}}` replaced by that claim's value. A placeholder without a value stays as written. */
export function filled(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(placeholder, (whole, name: string) => values.get(claimName.exec(name)?.[1] ?? '') ?? whole);
}

/** The printed values of claims, by id. */
export function claimValues(
  claims: readonly { readonly id: string; readonly value?: string }[],
): ReadonlyMap<string, string> {
  return new Map(claims.flatMap(({ id, value }) => (value === undefined ? [] : [[id, value] as const])));
}
