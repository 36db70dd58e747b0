import { headerValue } from '#sigv4/headers.ts';
import { S3Error } from '../errors.ts';
import type { OperationName } from '../operation.ts';
import { bucketOf } from '../operations/bucket/bucket-record.ts';
import type { OperationContext } from '../operations/context.ts';
import type { DefaultEncryption, KmsEncryption } from './kms-encryption.ts';
import { isKmsAlgorithm } from './kms-encryption.ts';
import { kmsKey } from './kms-key.ts';
import { requireKey, requireKmsTransport } from './kms-permission.ts';

const algorithmHeader = 'x-amz-server-side-encryption';
const keyHeader = 'x-amz-server-side-encryption-aws-kms-key-id';
const bucketKeyHeader = 'x-amz-server-side-encryption-bucket-key-enabled';

/**
 * How a new object is to be encrypted: as its request says, else as its bucket does; `undefined` for S3's own keys.
 * With a key of KMS the requester has to be allowed to generate data keys.
 */
export function requestedEncryption(context: OperationContext): KmsEncryption | undefined {
  const asked = askedEncryption(context);
  const { encryption: byDefault, region } = bucketOf(context);
  const { algorithm, keyId, bucketKey } = asked ?? byDefault ?? { algorithm: 'AES256' };
  if (algorithm === 'AES256') return undefined;
  const resolved = kmsKey(keyId, { account: context.principal.account, region });
  if (!resolved.ok) {
    const text = 'no key of KMS is called so in the Region of the bucket';
    const error = new S3Error('KMS.NotFoundException', {}, resolved.message);
    return context.checks.fail('request', error, { kind: 'note', text });
  }
  const hasBucketKey = algorithm === 'aws:kms' && (bucketKey ?? byDefault?.bucketKey ?? false);
  const encryption = { algorithm, ...resolved.key, bucketKey: hasBucketKey };
  requireKey(context, 'kms:GenerateDataKey', encryption);
  return encryption;
}

const writes: readonly OperationName[] = ['PutObject', 'CopyObject', 'CreateMultipartUpload'];

/**
 * Refuses in the clear what a key of KMS is to encrypt, before any permission is asked for: recorded in 2026 of a PUT to a
 * bucket whose policy denies requests without TLS as well, and taken to be so of the other writes.
 */
export function refuseInsecureKmsWrite(context: OperationContext): void {
  const { request, operation, headers, bucket, principal } = context;
  if (request.secure || principal.kind === 'anonymous' || !writes.includes(operation)) return;
  const algorithm = headerValue(headers, algorithmHeader) ?? bucket?.encryption?.algorithm;
  if (algorithm === undefined || !isKmsAlgorithm(algorithm)) return;
  requireKmsTransport(context, operation === 'PutObject' ? { place: 'recorded' } : undefined);
}

/** What the headers ask for; `undefined` where they leave it to the bucket. */
function askedEncryption(context: OperationContext): DefaultEncryption | undefined {
  const { headers } = context;
  const algorithm = headerValue(headers, algorithmHeader);
  const keyId = headerValue(headers, keyHeader);
  const bucketKey = flagOf(context);
  if (algorithm !== undefined && isKmsAlgorithm(algorithm)) return { algorithm, keyId, bucketKey };
  if (keyId !== undefined) {
    const message = `Server Side Encryption with AWS KMS managed key requires HTTP header ${algorithmHeader} : aws:kms`;
    refuse(context, message, { ArgumentName: algorithmHeader, ArgumentValue: algorithm ?? 'null' });
  }
  if (algorithm !== undefined && algorithm !== 'AES256') {
    const extras = { ArgumentName: algorithmHeader, ArgumentValue: algorithm };
    refuse(context, 'The encryption method specified is not supported', extras);
  }
  return algorithm === undefined ? undefined : { algorithm: 'AES256' };
}

function flagOf(context: OperationContext): boolean | undefined {
  const text = headerValue(context.headers, bucketKeyHeader)?.toLowerCase();
  if (text === undefined) return undefined;
  if (text === 'true' || text === 'false') return text === 'true';
  const extras = { ArgumentName: bucketKeyHeader, ArgumentValue: text };
  return refuse(context, `Value for ${bucketKeyHeader} header is invalid.`, extras);
}

function refuse({ checks }: OperationContext, message: string, extras: Readonly<Record<string, string>>): never {
  const error = new S3Error('InvalidArgument', extras, message);
  return checks.fail('request', error, { kind: 'note', text: message }, { known: 'documented' });
}
