import type { Finding, Remark } from './finding.ts';
import type { YamlFile } from './yaml.ts';

/** What a remark is about: a file of the pack, or one block of a chapter. */
export type DocumentKey =
  | 'pack'
  | 'claims'
  | 'misconceptions'
  | 'worlds'
  | `item ${string}`
  | `chapter ${string}`
  | `proof ${string} ${number}`;

export interface PlacedRemark extends Remark {
  /** Line inside the text at the path, counted from 0. */
  readonly textLine?: number;
}

/** The files that a pack was read from; they turn a remark on its data into a finding with line and column. */
export class Documents {
  readonly #files = new Map<DocumentKey, YamlFile>();

  add(key: DocumentKey, file: YamlFile): void {
    if (!this.#files.has(key)) this.#files.set(key, file);
  }

  finding(key: DocumentKey, { path, textLine, ...remark }: PlacedRemark): Finding {
    const found = this.#files.get(key);
    if (!found) return { file: 'pack.yaml', line: 1, column: 1, ...remark };
    const place = textLine === undefined ? found.positions.of(path) : found.positions.inText(path, textLine);
    return { file: found.file, ...place, ...remark };
  }
}
