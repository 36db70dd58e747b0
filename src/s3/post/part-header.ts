import { utf8Text } from '#base/bytes.ts';

/** What the headers of a form's part say of it. */
export interface PartHeader {
  readonly name: string;
  /** As the client sent it, perhaps with a path; absent for a part that is no file. */
  readonly fileName?: string | undefined;
  readonly contentType?: string | undefined;
}

const disposition = /^form-data\s*(?:;|$)/i;
/** A quoted value may escape a quotation mark or a backslash; a browser writes `%22` instead and leaves backslashes. */
const parameter = /;\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))/g;

/** Reads the header lines of a part; `undefined` where no name is said. */
export function partHeader(lines: Uint8Array): PartHeader | undefined {
  const headers = new Map<string, string>();
  for (const line of utf8Text(lines).split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon < 0 && line !== '') return undefined;
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  const content = headers.get('content-disposition') ?? '';
  if (!disposition.test(content)) return undefined;
  const parameters = parametersOf(content);
  const name = parameters.get('name') ?? '';
  if (name === '') return undefined;
  return { name, fileName: fileNameOf(parameters), contentType: headers.get('content-type') };
}

function parametersOf(content: string): ReadonlyMap<string, string> {
  const found = [...content.matchAll(parameter)].map(([, name = '', quoted, token = '']): [string, string] => [
    name.toLowerCase(),
    quoted === undefined ? token : quoted.replace(/\\(["\\])/g, '$1'),
  ]);
  return new Map(found);
}

/** Some clients write a name beyond ASCII as `filename*=utf-8''…`. */
function fileNameOf(parameters: ReadonlyMap<string, string>): string | undefined {
  const plain = parameters.get('filename');
  const [, encoded] = /^utf-8'[^']*'(.*)$/i.exec(parameters.get('filename*') ?? '') ?? [];
  if (encoded === undefined) return plain;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return plain;
  }
}
