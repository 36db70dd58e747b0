import type { CheckRecorder } from './decision/check-recorder.ts';
import { corsQuestion, matchingRule } from './cors/rules.ts';
import type { Detection } from './locate/detect.ts';
import { ignoredChecksumNote } from './effective-headers.ts';
import { S3Error } from './errors.ts';
import type { Exchange } from './exchange.ts';
import type { OperationName } from './operation.ts';
import type { OperationContext } from './operations/context.ts';
import type { BucketRecord } from './records.ts';

/** The operation, unless the emulator does not have it or the method does not fit. */
export function requireImplemented(
  exchange: Exchange,
  detection: Exclude<Detection, { kind: 'preflight' | 'sts' }>,
): OperationName {
  const { checks, request } = exchange;
  if (detection.kind === 'not implemented') {
    const message = `The emulator does not implement ${detection.name}.`;
    const text = `the emulator does not have ${detection.name}`;
    return checks.fail('implemented', new S3Error('NotImplemented', {}, message), { kind: 'note', text });
  }
  if (detection.kind === 'method not allowed') {
    const extras = { Method: request.method, ResourceType: detection.resourceType };
    const evidence = { kind: 'note', text: `S3 has no ${request.method} of this` } as const;
    return checks.fail('implemented', new S3Error('MethodNotAllowed', extras), evidence, { known: 'recorded' });
  }
  exchange.operation = detection.operation;
  // A byte that is no UTF-8 was decoded to a lone surrogate.
  if (/\p{Surrogate}/u.test(exchange.key)) {
    return checks.fail('request', new S3Error('InvalidURI', { URI: request.rawPath }), undefined, {
      known: 'documented',
    });
  }
  return detection.operation;
}

/** The bucket must exist, and belong to the account that the sender expects. */
export function requireBucket({ checks, bucket, bucketName }: Exchange, owner: string | undefined): void {
  if (!bucket) return checks.fail('bucket', new S3Error('NoSuchBucket', { BucketName: bucketName }));
  checks.pass('bucket');
  if (owner !== undefined) requireOwner(checks, owner, bucket);
}

/** Compares the account that the sender expects, which has to be one, with that of a bucket. */
export function requireOwner(checks: CheckRecorder, owner: string, bucket: BucketRecord): void {
  if (!/^\d{12}$/.test(owner)) {
    const message = `The value of the expected bucket owner parameter must be an AWS Account ID... [${owner}]`;
    checks.fail('bucket-owner', new S3Error('InvalidBucketOwnerAWSAccountID', {}, message), undefined, {
      known: 'recorded',
    });
  }
  const evidence = { kind: 'compared', what: 'account', expected: owner, actual: bucket.account } as const;
  if (owner === bucket.account) checks.pass('bucket-owner', evidence);
  else checks.fail('bucket-owner', new S3Error('AccessDenied'), evidence);
}

/** What S3 refuses of any anonymous read. */
export function refuseAnonymousOverrides({ principal, operation, query, checks }: OperationContext): void {
  const isRead = operation === 'GetObject' || operation === 'HeadObject';
  const override = query.find(([name]) => name.startsWith('response-'));
  if (principal.kind !== 'anonymous' || !isRead || !override) return;
  const message = 'Request specific response headers cannot be used for anonymous GET requests.';
  const evidence = { kind: 'note', text: override[0] } as const;
  checks.fail('request', new S3Error('InvalidRequest', {}, message), evidence, { known: 'other server' });
}

/** What decides nothing and yet is worth knowing. */
export function remarks({ claims, query, request, bucket }: OperationContext): readonly string[] {
  const ignored = claims?.carrier === 'query' ? ignoredChecksumNote(query, claims.signedHeaders) : undefined;
  const question = corsQuestion(request.headers, request.method);
  const isHidden = question !== undefined && matchingRule(bucket?.corsRules ?? [], question) === undefined;
  return [
    ...(ignored === undefined ? [] : [ignored]),
    ...(isHidden
      ? [
          `No CORS rule of the bucket allows ${question.origin} this ${question.method}: a browser hides the answer from the page.`,
        ]
      : []),
  ];
}
