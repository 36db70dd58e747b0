import { collect } from '#base/byte-source.ts';
import { concat, hex, utf8 } from '#base/bytes.ts';
import { digestOf } from '#base/digest.ts';
import { digestableFillBytes, Fill } from '#base/fill.ts';
import type { Header } from '#sigv4/headers.ts';

import type { WireRequest } from './transport.ts';

/** The file of a form. */
export interface FormFile {
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  readonly body: Uint8Array | Fill | Blob;
}

export interface PostedFields {
  readonly url: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly file: FormFile;
}

/**
 * A form with its file, as a browser sends it: the file last, since S3 reads no field behind it.
 *
 * @throws RangeError (as a rejection) for a fill of more than 64 MiB, since a form is bytes.
 * @see https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
 */
export async function formRequest({ url, fields, file }: PostedFields): Promise<WireRequest> {
  const boundary = await boundaryOf(fields);
  const type: Header = ['content-type', `multipart/form-data; boundary=${boundary}`];
  const head = utf8(
    fields.map(([name, value]) => `${partHead(boundary, name)}\r\n\r\n${value}\r\n`).join('') +
      fileHead(boundary, file),
  );
  const tail = utf8(`\r\n--${boundary}--\r\n`);
  return { method: 'POST', url, headers: [type], body: await joined(head, file.body, tail) };
}

async function joined(head: Uint8Array<ArrayBuffer>, body: FormFile['body'], tail: Uint8Array<ArrayBuffer>) {
  // A file of the disk stays there.
  if (body instanceof Blob) return new Blob([head, body, tail]);
  return concat([head, body instanceof Fill ? await collect(body, digestableFillBytes) : body, tail]);
}

/** Made of the fields, the signature among them: the same form has the same boundary, and no file can hold it by chance. */
async function boundaryOf(fields: PostedFields['fields']): Promise<string> {
  const digest = await digestOf('sha256', utf8(JSON.stringify(fields)));
  return `----form${hex(digest).slice(0, 32)}`;
}

function partHead(boundary: string, name: string): string {
  return `--${boundary}\r\nContent-Disposition: form-data; name="${quotable(name)}"`;
}

function fileHead(boundary: string, { name = '', type = 'application/octet-stream' }: FormFile): string {
  return `${partHead(boundary, 'file')}; filename="${quotable(name)}"\r\nContent-Type: ${type}\r\n\r\n`;
}

/** What would end a quoted name is written as browsers write it. */
function quotable(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}
