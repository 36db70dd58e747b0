import { utf8Text } from '#base/bytes.ts';
import { parseXml, type XmlElement } from '#base/xml.ts';

const longestErrorBytes = 256 * 1024;

/** The error document in an answer, with all that S3 says in it; `undefined` for any other body. */
export function s3ErrorElement({ body }: { readonly body: Uint8Array }): XmlElement | undefined {
  if (body.length === 0 || body.length > longestErrorBytes) return undefined;
  if (!/^\s*(<\?xml[^>]*\?>)?\s*<Error>/.test(utf8Text(body.subarray(0, 200)))) return undefined;
  const root = parseXml(utf8Text(body));
  return root?.name === 'Error' ? root : undefined;
}
