import { utf8 } from '#base/bytes.ts';
import { element, xmlDocument, type XmlNode } from '#base/xml.ts';
import type { Decision } from '../decision/decision.ts';
import type { Exchange } from '../exchange.ts';
import type { S3Response } from '../request.ts';
import type { StsActionName } from './action.ts';
import { StsError } from './errors.ts';

const attributes = { xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/' } as const;

/** An action's result as STS writes it. */
export function stsAnswer(action: StsActionName, result: readonly XmlNode[], requestId: string): S3Response {
  const root = element(
    `${action}Response`,
    [element(`${action}Result`, result), element('ResponseMetadata', [element('RequestId', requestId)])],
    attributes,
  );
  return described(200, root);
}

/** What was thrown on a request's way as STS's answer. Its detail goes out only where it is an error of STS. */
export function stsFailure(
  thrown: unknown,
  { checks, ids }: Exchange,
): { readonly response: S3Response; readonly outcome: Decision['outcome'] } {
  const error = thrown instanceof StsError ? thrown : new StsError('InternalFailure');
  if (error !== thrown) checks.note(`The emulator failed: ${thrown instanceof Error ? thrown.name : typeof thrown}.`);
  else if (checks.failed === undefined) checks.refused('request', error, { kind: 'note', text: error.message });
  const { status, code, message } = error;
  return { response: errorAnswer(error, ids.requestId), outcome: { status, code, message } };
}

/** The headers of every answer of STS. */
export function withStsHeaders(response: S3Response, { ids, instant }: Exchange): S3Response {
  const common = [['x-amzn-RequestId', ids.requestId] as const, ['Date', instant.toUTCString()] as const];
  return { ...response, headers: [...common, ...response.headers] };
}

/** `Sender` where the request is at fault. */
function errorAnswer({ status, code, message }: StsError, requestId: string): S3Response {
  const type = status < 500 ? 'Sender' : 'Receiver';
  const error = element('Error', [element('Type', type), element('Code', code), element('Message', message)]);
  return described(status, element('ErrorResponse', [error, element('RequestId', requestId)], attributes));
}

function described(status: number, root: XmlNode): S3Response {
  const body = utf8(xmlDocument(root));
  return {
    status,
    headers: [
      ['Content-Type', 'text/xml'],
      ['Content-Length', String(body.length)],
    ],
    body,
  };
}
