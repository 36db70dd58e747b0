import { utf8 } from '#base/bytes.ts';
import { element, xmlDocument } from '#base/xml.ts';
import type { S3Error } from './errors.ts';
import type { AnswerIds } from './request-id.ts';
import type { S3Response } from './request.ts';

const contentType = ['Content-Type', 'application/xml'] as const;

/** An error as S3 writes it. HEAD and 304 have no body, though HEAD says what type it would have. */
export function errorAnswer(error: S3Error, ids: AnswerIds, method: string): S3Response {
  const { status, headers } = error;
  if (status === 304) return { status, headers };
  if (method === 'HEAD') return { status, headers: [contentType, ...headers] };
  const extras = Object.entries(error.extras).map(([name, value]) => element(name, value));
  const text = xmlDocument(
    element('Error', [
      element('Code', error.code),
      element('Message', error.message),
      ...extras,
      element('RequestId', ids.requestId),
      element('HostId', ids.hostId),
    ]),
  );
  // S3 writes quotation marks in errors as they are; in lists it escapes them.
  const body = utf8(text.replaceAll('&quot;', '"'));
  const described = [contentType, ['Content-Length', String(body.length)] as const];
  return { status, headers: [...described, ...headers], body };
}
