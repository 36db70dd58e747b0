import type { Header } from '#sigv4/headers.ts';
import { headerValue } from '#sigv4/headers.ts';

/** What a Content-Type says about the form behind it. */
export type Enclosure =
  | { readonly kind: 'form'; readonly boundary: string }
  /** It is a form, and nothing says where its parts end. */
  | { readonly kind: 'no boundary' }
  | { readonly kind: 'other' };

const mediaType = /^\s*multipart\/form-data\s*(?:;|$)/i;
const boundaryParameter = /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.)+)"|([^\s;"]+))/i;
/** RFC 2046 allows 70; some clients write a little more. */
const boundaryMaximum = 200;

/** @see https://www.rfc-editor.org/rfc/rfc7578#section-4.1 */
export function enclosureOf(headers: readonly Header[]): Enclosure {
  const contentType = headerValue(headers, 'content-type') ?? '';
  if (!mediaType.test(contentType)) return { kind: 'other' };
  const [, quoted, token] = boundaryParameter.exec(contentType) ?? [];
  const boundary = quoted === undefined ? token : quoted.replace(/\\(.)/g, '$1');
  return boundary === undefined || boundary.length > boundaryMaximum
    ? { kind: 'no boundary' }
    : { kind: 'form', boundary };
}
