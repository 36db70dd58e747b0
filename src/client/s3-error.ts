import { utf8Text } from '#base/bytes.ts';
import { parseXml } from '#base/xml.ts';

import type { WireResponse } from './transport.ts';

/** An error document is a few kilobytes; S3 repeats the canonical request in it. */
const longestErrorBytes = 256 * 1024;

/** Code and message of an answer that is an S3 error, also of one that began as 200; a HEAD's answer has neither. */
export function s3ErrorOf(
  response: Pick<WireResponse, 'status' | 'body'>,
): { readonly code: string; readonly message: string } | undefined {
  const { status, body } = response;
  if (body.length === 0 || body.length > longestErrorBytes || (status >= 200 && !startsLikeError(body)))
    return undefined;
  const root = parseXml(utf8Text(body));
  const code = root?.name === 'Error' ? root.textOf('Code') : undefined;
  return code === undefined ? undefined : { code, message: root?.textOf('Message') ?? '' };
}

/** A look at the first characters, so that an object's bytes are not parsed. */
function startsLikeError(body: Uint8Array): boolean {
  return /^\s*(<\?xml[^>]*\?>)?\s*<Error>/.test(utf8Text(body.subarray(0, 200)));
}
