import { createHmac } from 'node:crypto';

import { sourceOf } from '#base/byte-source.ts';
import type { EmulatedCredentials } from '#s3/control/control.ts';
import type { S3Request } from '#s3/request.ts';
import type { Header } from '#sigv4/headers.ts';

import { host } from '../emulated-account.ts';
import { formType, multipart, type WrittenPart } from './multipart.ts';

/** A form to post, before it is signed. */
export interface FormDraft {
  /** Fields besides those of the signature, in order; `key` is `a.txt` unless it is given. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly file?: Partial<WrittenPart>;
  /** Parts behind the file. */
  readonly after?: readonly WrittenPart[];
  readonly as: EmulatedCredentials | 'anonymous';
  readonly region?: string;
  readonly scope?: string;
  /** Seconds from the start that the policy is good for. */
  readonly expiration?: string;
  /** Conditions besides those that accept the bucket and every field. */
  readonly conditions?: readonly unknown[];
  /** Names of fields, or `bucket`, without a condition. */
  readonly uncovered?: readonly string[];
  /** The document in the place of the one made of all this; a text is taken as it is. */
  readonly policy?: unknown;
  /** The field `policy` in the place of the document's base64. */
  readonly encodedPolicy?: string;
  /** Fields changed after signing; `undefined` takes one away. */
  readonly change?: Readonly<Record<string, string | undefined>>;
  readonly path?: string;
  readonly host?: string;
  readonly headers?: readonly Header[];
  readonly contentType?: string;
}

const amzDate = '20260301T090000Z';
const day = amzDate.slice(0, 8);
export const expiration = '2026-03-01T10:00:00Z';

/** By Node's own digests, so that nothing here rests on the code that is tested. */
export function policySignature(secretAccessKey: string, policy: string, region = 'us-east-1', date = day): string {
  let key: string | Buffer = `AWS4${secretAccessKey}`;
  for (const part of [date, region, 's3', 'aws4_request']) key = createHmac('sha256', key).update(part).digest();
  return createHmac('sha256', key).update(policy).digest('hex');
}

/** The fields of a form, signed. */
export function formFields(draft: FormDraft): Record<string, string> {
  const { as, region = 'us-east-1', scope = `${day}/${region}/s3/aws4_request` } = draft;
  const fields: Record<string, string> = { key: 'a.txt', ...draft.fields };
  if (as !== 'anonymous') {
    Object.assign(fields, {
      'x-amz-algorithm': 'AWS4-HMAC-SHA256',
      'x-amz-credential': `${as.accessKeyId}/${scope}`,
      'x-amz-date': amzDate,
      ...(as.sessionToken !== undefined && { 'x-amz-security-token': as.sessionToken }),
    });
    fields['policy'] = draft.encodedPolicy ?? Buffer.from(policyText(draft, fields)).toString('base64');
    fields['x-amz-signature'] = policySignature(as.secretAccessKey, fields['policy'], region);
  }
  for (const [name, value] of Object.entries(draft.change ?? {})) {
    if (value === undefined) delete fields[name];
    else fields[name] = value;
  }
  return fields;
}

function policyText(draft: FormDraft, fields: Readonly<Record<string, string>>): string {
  const { uncovered = [], policy } = draft;
  if (typeof policy === 'string') return policy;
  const covered = Object.keys(fields).filter((name) => !uncovered.includes(name));
  const conditions = [
    ...(uncovered.includes('bucket') ? [] : [{ bucket: 'bucket' }]),
    ...covered.map((name) => ['starts-with', `$${name}`, '']),
    ...(draft.conditions ?? []),
  ];
  return JSON.stringify(policy ?? { expiration: draft.expiration ?? expiration, conditions });
}

/** The request of a form. */
export function formRequest(draft: FormDraft): S3Request {
  const { file = {}, after = [] } = draft;
  const fields = Object.entries(formFields(draft)).map(([name, value]) => ({ name, value }));
  const parts = [...fields, { name: 'file', value: 'hello', fileName: 'photo.png', ...file }, ...after];
  return rawRequest(multipart(parts), draft);
}

/** A request with these bytes for a form. */
export function rawRequest(
  bytes: Uint8Array,
  draft: Pick<FormDraft, 'path' | 'host' | 'headers' | 'contentType'> = {},
): S3Request {
  return {
    method: 'POST',
    rawPath: draft.path ?? '/bucket',
    rawQuery: '',
    headers: [
      ['Host', draft.host ?? host],
      ['Content-Type', draft.contentType ?? formType],
      ['Content-Length', String(bytes.length)],
      ...(draft.headers ?? []),
    ],
    body: sourceOf(bytes),
    sourceAddress: '192.0.2.1',
    secure: true,
  };
}
