import { utf8 } from '#base/bytes.ts';
import { element, xmlDocument, type XmlContent, type XmlNode } from '#base/xml.ts';
import type { Header } from '#sigv4/headers.ts';

import type { S3Response } from '../request.ts';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** S3 encrypts every object with keys of its own since 2023, and says so. */
export const encryptionHeader: Header = ['x-amz-server-side-encryption', 'AES256'];

/** A 200 with an XML document. */
export function xmlAnswer(root: string, content: XmlContent, headers: readonly Header[] = []): S3Response {
  const body = utf8(xmlDocument(element(root, content, { xmlns: namespace })));
  return {
    status: 200,
    headers: [['Content-Type', 'application/xml'], ['Content-Length', String(body.length)], ...headers],
    body,
  };
}

/** A 200 without a body. */
export function emptyAnswer(headers: readonly Header[] = []): S3Response {
  return { status: 200, headers: [['Content-Length', '0'], ...headers] };
}

/** A 204, which has neither Content-Type nor Content-Length. */
export function noContent(headers: readonly Header[] = []): S3Response {
  return { status: 204, headers };
}

/** Several elements by name and content, in order. */
export function elements(contents: Readonly<Record<string, XmlContent>>): XmlNode[] {
  return Object.entries(contents).map(([name, content]) => element(name, content));
}

/** An ETag travels in double quotes. */
export function quoted(etag: string): string {
  return `"${etag}"`;
}

export function unquoted(etag: string): string {
  return etag.replace(/^"(.*)"$/, '$1');
}

/** `Sun, 01 Mar 2026 09:00:00 GMT` */
export function httpDate(instant: string): string {
  return new Date(instant).toUTCString();
}

/** `2026-03-01T09:00:00.000Z`: lists show whole seconds. */
export function listDate(instant: string): string {
  return instant.replace(/\.\d+Z$/, '.000Z');
}

/** The canonical user id of an account: 64 hexadecimal digits. Ours repeats the account's number. */
export function canonicalUserId(account: string): string {
  return account.repeat(6).slice(0, 64);
}
