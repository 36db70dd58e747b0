/** Fields that are not expanded: the signature covers the policy as it came. */
const literal: readonly string[] = ['policy', 'x-amz-signature'];

/** The fields of a form before its file, names in lower case, with `${filename}` expanded as S3 does before it looks. */
export class Fields {
  readonly #values = new Map<string, string>();

  constructor(entries: readonly (readonly [name: string, value: string])[], fileName: string) {
    const baseName = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
    for (const [written, value] of entries) {
      const name = written.toLowerCase();
      const expanded = literal.includes(name) ? value : value.replaceAll('${filename}', () => baseName);
      const before = this.#values.get(name);
      // Like a repeated header, so that a condition sees all of it.
      this.#values.set(name, before === undefined ? expanded : `${before},${expanded}`);
    }
  }

  /** In lower case, in the form's order. */
  get names(): readonly string[] {
    return [...this.#values.keys()];
  }

  /** By the name in any case. */
  value(name: string): string | undefined {
    return this.#values.get(name.toLowerCase());
  }
}
