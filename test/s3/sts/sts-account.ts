import { sourceOf } from '#base/byte-source.ts';
import { parseXml, type XmlElement } from '#base/xml.ts';
import { utf8Text } from '#base/bytes.ts';
import type { EmulatedCredentials } from '#s3/control/control.ts';
import { failedCheck, type CheckId, type Decision } from '#s3/decision/decision.ts';
import type { TemporaryCredentials } from '#s3/sts/issue-session.ts';
import type { S3Request } from '#s3/request.ts';
import { headerValue, type Header } from '#sigv4/headers.ts';
import { serviceSigner } from '../../sigv4/smithy.ts';
import { start, type Account } from '../emulated-account.ts';

const host = 'sts.us-east-1.amazonaws.com';
const formType = 'application/x-www-form-urlencoded; charset=utf-8';

export type Parameters = Readonly<Record<string, string>>;

/** What may differ from a usual call. */
export interface StsCall {
  readonly by: EmulatedCredentials;
  readonly service?: string;
  readonly region?: string;
  readonly instant?: Date;
  /** Those of the request but for its action, which is signed with them. */
  readonly parameters?: Parameters;
}

export interface StsTold {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly type: string | undefined;
  readonly headers: readonly Header[];
  readonly result: XmlElement | undefined;
  readonly failed: CheckId | undefined;
  readonly decision: Decision;
}

/** An action posted as a form, signed by an independent implementation. */
export async function posted(action: string, call: StsCall): Promise<S3Request> {
  const body = formOf(action, call.parameters);
  const signed = await signerOf(call).sign(
    { method: 'POST', protocol: 'http:', hostname: host, path: '/', headers: { host, 'content-type': formType }, body },
    { signingDate: call.instant ?? start },
  );
  return { ...request('POST', '', Object.entries(signed.headers)), body: sourceOf(body) };
}

/** An action in the query, signed in the header. */
export async function got(action: string, call: StsCall): Promise<S3Request> {
  const query = Object.fromEntries(new URLSearchParams(formOf(action, call.parameters)));
  const signed = await signerOf(call).sign(
    { method: 'GET', protocol: 'http:', hostname: host, path: '/', headers: { host }, query },
    { signingDate: call.instant ?? start },
  );
  return request('GET', formOf(action, call.parameters), Object.entries(signed.headers));
}

/** An action as a presigned URL. */
export async function presignedAction(action: string, call: StsCall, expiresIn = 60): Promise<S3Request> {
  const query = Object.fromEntries(new URLSearchParams(formOf(action, call.parameters)));
  const signed = await signerOf(call).presign(
    { method: 'GET', protocol: 'http:', hostname: host, path: '/', headers: { host }, query },
    { signingDate: call.instant ?? start, expiresIn },
  );
  const parameters = Object.entries(signed.query ?? {}) as [string, string][];
  const rawQuery = parameters.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  return request('GET', rawQuery, [['host', host]]);
}

/** A request that nobody signed. */
export function unsigned(form: string): S3Request {
  return {
    ...request('POST', '', [
      ['host', host],
      ['content-type', formType],
    ]),
    body: sourceOf(form),
  };
}

export function formOf(action: string, parameters: Parameters = {}): string {
  return new URLSearchParams({ Action: action, Version: '2011-06-15', ...parameters }).toString();
}

export async function told(account: Account, request: S3Request): Promise<StsTold> {
  const { response, decision } = await account.emulator.answer(request);
  const { body, headers, status } = response;
  const root = parseXml(utf8Text(body as Uint8Array));
  const error = root?.child('Error');
  return {
    status,
    code: error?.textOf('Code'),
    message: error?.textOf('Message'),
    type: error?.textOf('Type'),
    headers,
    result: root?.children.find(({ name }) => name.endsWith('Result')),
    failed: failedCheck(decision)?.id,
    decision,
  };
}

/** Calls an action and takes its answer apart. */
export async function call(account: Account, action: string, how: StsCall): Promise<StsTold> {
  return told(account, await posted(action, how));
}

/** The temporary credentials of an answer. */
export function credentialsIn({ result, code, message }: StsTold): TemporaryCredentials {
  const credentials = result?.child('Credentials');
  const text = (name: string): string => {
    const value = credentials?.textOf(name);
    if (value === undefined) throw new Error(`no ${name}: ${code} ${message}`);
    return value;
  };
  return {
    accessKeyId: text('AccessKeyId'),
    secretAccessKey: text('SecretAccessKey'),
    sessionToken: text('SessionToken'),
    expiration: text('Expiration'),
  };
}

export function headerOf({ headers }: StsTold, name: string): string | undefined {
  return headerValue(headers, name);
}

function signerOf({ by, service = 'sts', region }: StsCall): ReturnType<typeof serviceSigner> {
  const { accessKeyId, secretAccessKey, sessionToken } = by;
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  return serviceSigner(service, credentials, region);
}

function request(method: string, rawQuery: string, headers: readonly Header[]): S3Request {
  return { method, rawPath: '/', rawQuery, headers, sourceAddress: '192.0.2.1', secure: true };
}
