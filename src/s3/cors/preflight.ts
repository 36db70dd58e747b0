import { headerValue } from '#sigv4/headers.ts';
import type { Address } from '../locate/addressing.ts';
import type { CheckRecorder } from '../decision/check-recorder.ts';
import { S3Error } from '../errors.ts';
import type { BucketRecord } from '../records.ts';
import type { S3Request, S3Response } from '../request.ts';
import { corsHeaders, corsQuestion, matchingRule } from './rules.ts';

const notAllowed =
  "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";

/** Answers an OPTIONS request. Nothing is authenticated, so a presigned URL can be asked about as it is. */
export function preflight(
  request: S3Request,
  address: Address,
  bucket: BucketRecord | undefined,
  checks: CheckRecorder,
): S3Response {
  const question = corsQuestion(request.headers, 'OPTIONS');
  if (!question) return checks.fail('cors', new S3Error('BadRequest'), { kind: 'note', text: 'no Origin' });
  const { method } = question;
  const refuse = (message: string, resourceType: 'BUCKET' | 'OBJECT', text: string): never => {
    const error = new S3Error('AccessForbidden', { Method: method, ResourceType: resourceType }, message);
    return checks.fail('cors', error, { kind: 'note', text });
  };
  if (!bucket) return refuse('CORSResponse: Bucket not found', 'BUCKET', 'no such bucket');
  if (!bucket.corsRules || bucket.corsRules.length === 0) {
    return refuse('CORSResponse: CORS is not enabled for this bucket.', 'BUCKET', 'the bucket has no CORS rules');
  }
  if (headerValue(request.headers, 'access-control-request-method') === undefined) {
    const error = new S3Error('BadRequest', {}, 'Invalid Access-Control-Request-Method: null');
    return checks.fail('cors', error, { kind: 'note', text: 'no Access-Control-Request-Method' }, { known: 'assumed' });
  }
  const rule = matchingRule(bucket.corsRules, question);
  if (!rule) return refuse(notAllowed, address.key === '' ? 'BUCKET' : 'OBJECT', 'no rule matches');
  checks.pass('cors', { kind: 'note', text: `rule ${bucket.corsRules.indexOf(rule) + 1} matches` });
  const allowedHeaders = question.headers.join(', ');
  return {
    status: 200,
    headers: [
      ...corsHeaders(rule, question),
      ...(allowedHeaders === '' ? [] : [['Access-Control-Allow-Headers', allowedHeaders] as const]),
      ['Content-Length', '0'],
    ],
  };
}
