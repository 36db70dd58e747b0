import type { Decision, SignedForm } from '#s3/decision/decision.ts';
import { lineDifferences, type LineDifference } from '#sigv4/difference.ts';
import type { Header } from '#sigv4/headers.ts';
import { queryClaims } from '#sigv4/query-claims.ts';
import { parseQuery } from '#sigv4/query.ts';
import { canonicalRequestOf } from '#sigv4/signing-steps.ts';
import { stringToSign } from '#sigv4/string-to-sign.ts';

import { s3ErrorElement } from './s3-error-element.ts';
import { rawUrl, type WireResponse } from './transport.ts';

/** A request's signed texts on both sides: as they were signed, and as S3 computed them for what arrived. */
export interface SignedForms {
  readonly signed: SignedForm;
  readonly arrived: SignedForm;
  /** Whose word the arrived side is: the server's own, or computed here from what was sent. */
  readonly arrivedFrom: 'server' | 'here';
}

/** A request with its URL; enough to say what its signature has to cover. */
export interface UrlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Header[];
}

/** What the signature of this request covers. It needs no secret; `undefined` where the URL's claims can't be read. */
export function signedForm({ method, url, headers }: UrlRequest): SignedForm | undefined {
  const { authority, rawPath, rawQuery, scheme } = rawUrl(url);
  const query = parseQuery(rawQuery);
  const read = queryClaims(query);
  if (!read.ok) return undefined;
  const { claims } = read;
  const host = authority.replace(scheme === 'https' ? /:443$/ : /:80$/, '').toLowerCase();
  const request = { method, rawPath, query, headers: [['host', host] as const, ...withoutHost(headers)] };
  const canonicalRequest = canonicalRequestOf(request, claims);
  const { amzDate, scope } = claims;
  return { canonicalRequest, stringToSign: stringToSign({ amzDate, scope, canonicalRequest }) };
}

/** Both sides of a request that was sent. The server's word is taken where it gave one. */
export function signedForms(
  signed: UrlRequest,
  sent: UrlRequest,
  answer: { readonly decision?: Decision | undefined; readonly response?: Pick<WireResponse, 'body'> | undefined },
): SignedForms | undefined {
  const signedSide = signedForm(signed);
  const told = toldForm(answer);
  const arrived = told ?? signedForm(sent);
  if (!signedSide || !arrived) return undefined;
  return { signed: signedSide, arrived, arrivedFrom: told ? 'server' : 'here' };
}

/** Lines of both texts, the differing ones marked with the side that they come from. */
export function formDifferences({ signed, arrived }: SignedForms): {
  readonly canonicalRequest: readonly LineDifference[];
  readonly stringToSign: readonly LineDifference[];
} {
  return {
    canonicalRequest: lineDifferences(signed.canonicalRequest, arrived.canonicalRequest),
    stringToSign: lineDifferences(signed.stringToSign, arrived.stringToSign),
  };
}

/** The emulator tells in its decision, Amazon in the error of a signature that differs. */
function toldForm(answer: Parameters<typeof signedForms>[2]): SignedForm | undefined {
  const check = answer.decision?.checks.find(({ id }) => id === 'signature');
  if (check?.evidence.kind === 'signature') return check.evidence.expected;
  const error = answer.response && s3ErrorElement(answer.response);
  const [canonicalRequest, text] = [error?.textOf('CanonicalRequest'), error?.textOf('StringToSign')];
  return canonicalRequest === undefined || text === undefined ? undefined : { canonicalRequest, stringToSign: text };
}

function withoutHost(headers: readonly Header[]): readonly Header[] {
  return headers.filter(([name]) => name.toLowerCase() !== 'host');
}
