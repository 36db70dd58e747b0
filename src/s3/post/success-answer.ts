import { utf8 } from '#base/bytes.ts';
import { element, xmlDocument } from '#base/xml.ts';
import { uriEncode } from '#sigv4/encode.ts';
import type { Header } from '#sigv4/headers.ts';
import { elements, noContent, quoted } from '../operations/answers.ts';
import type { S3Response } from '../request.ts';
import type { Fields } from './fields.ts';

/** What was stored, as the answer names it. */
export interface Stored {
  readonly bucketName: string;
  readonly key: string;
  /** Without quotes. */
  readonly etag: string;
  /** URL that the form was posted to. */
  readonly location: string;
  /** What the answer says of the object besides. */
  readonly headers: readonly Header[];
}

/**
 * The answer that the form asked for: a redirect, an empty 200, a 201 with a document; else an empty 204. A redirect
 * that is no URL, or a status of another number, counts for none.
 */
export function successAnswer(fields: Fields, stored: Stored): S3Response {
  const { bucketName, key, etag } = stored;
  const redirect = redirectOf(fields.value('success_action_redirect') ?? fields.value('redirect'), stored);
  const slash = stored.location.endsWith('/') ? '' : '/';
  const location = redirect ?? `${stored.location}${slash}${uriEncode(key)}`;
  const headers: readonly Header[] = [['ETag', quoted(etag)], ['Location', location], ...stored.headers];
  if (redirect !== undefined) return { status: 303, headers: [['Content-Length', '0'], ...headers] };
  switch (fields.value('success_action_status')) {
    case '200':
      return { status: 200, headers: [['Content-Length', '0'], ...headers] };
    case '201':
      return created({ Location: location, Bucket: bucketName, Key: key, ETag: quoted(etag) }, headers);
    default:
      return noContent(headers);
  }
}

function created(content: Readonly<Record<string, string>>, headers: readonly Header[]): S3Response {
  // Quotation marks are written as they are, as in errors and unlike in lists.
  const body = utf8(xmlDocument(element('PostResponse', elements(content))).replaceAll('&quot;', '"'));
  return {
    status: 201,
    headers: [['Content-Type', 'application/xml'], ['Content-Length', String(body.length)], ...headers],
    body,
  };
}

function redirectOf(url: string | undefined, { bucketName, key, etag }: Stored): string | undefined {
  if (url === undefined || !/^https?:\/\/[^/]/i.test(url) || !URL.canParse(url)) return undefined;
  const result = `bucket=${uriEncode(bucketName)}&key=${uriEncode(key)}&etag=${uriEncode(quoted(etag))}`;
  const [, beforeFragment = url, fragment = ''] = /^([^#]*)(#.*)?$/s.exec(url) ?? [];
  return `${beforeFragment}${beforeFragment.includes('?') ? '&' : '?'}${result}${fragment}`;
}
