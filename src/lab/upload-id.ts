import { utf8Text } from '#base/bytes.ts';
import { parseXml } from '#base/xml.ts';
import { exchanged } from '#client/exchange.ts';
import { suspicionSentences } from '#client/no-answer.ts';
import type { SignedUrl } from '#client/presign.ts';
import { s3ErrorOf } from '#client/s3-error.ts';
import type { Transport } from '#client/transport.ts';

export type UploadBegun =
  { readonly ok: true; readonly uploadId: string } | { readonly ok: false; readonly message: string };

/** Sends a presigned CreateMultipartUpload and reads the id of the upload out of the answer. */
export async function beginUpload(transport: Transport, signed: SignedUrl): Promise<UploadBegun> {
  const { method, url, headers } = signed;
  const { response, noAnswer } = await exchanged(transport, { method, url, headers }, () => 0);
  if (!response) return { ok: false, message: noAnswer.map((suspicion) => suspicionSentences[suspicion]).join(' ') };
  const root = response.status === 200 ? parseXml(utf8Text(response.body)) : undefined;
  const uploadId = root?.textOf('UploadId');
  if (uploadId !== undefined) return { ok: true, uploadId };
  const error = s3ErrorOf(response);
  const said = error === undefined ? '' : ` ${error.code}: ${error.message}`;
  return { ok: false, message: `No upload was begun: ${response.status}${said}` };
}
