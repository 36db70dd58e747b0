import type { CheckLevels } from '../decision/check-evidence.ts';
import { S3Error } from '../errors.ts';
import type { OperationContext, OtherResource } from '../operations/context.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { KmsEncryption } from './kms-encryption.ts';
import { accountOfKey, type KmsKey } from './kms-key.ts';

/**
 * Requires a permission on an object's key. A customer's key leaves it to its account's identity policies; the one that
 * AWS manages for S3 serves everyone of its account who may use S3, and no other account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function requireKey(
  context: OperationContext,
  action: 'kms:GenerateDataKey' | 'kms:Decrypt',
  encryption: KmsEncryption | undefined,
): void {
  if (!encryption) return;
  requireKmsTransport(context);
  context.require(action, keyResource(encryption));
}

/** Nothing that a key of KMS protects is sent in the clear or without Signature Version 4. */
export function requireKmsTransport(
  { principal, request, checks }: OperationContext,
  levels?: Partial<CheckLevels>,
): void {
  const subject = 'Requests specifying Server Side Encryption with AWS KMS managed keys';
  if (principal.kind === 'anonymous') {
    const extras = { ArgumentName: 'Authorization', ArgumentValue: 'null' };
    const message = `${subject} require AWS Signature Version 4.`;
    checks.fail('request', new S3Error('InvalidArgument', extras, message), { kind: 'note', text: 'anonymous' });
  }
  if (request.secure) return;
  const message = `${subject} must be made over a secure connection.`;
  checks.fail('request', new S3Error('InvalidArgument', {}, message), { kind: 'note', text: 'no TLS' }, levels);
}

function keyResource(key: KmsKey): OtherResource {
  const account = accountOfKey(key);
  const resource = { arn: key.keyArn, account };
  if (key.isManaged !== true) return resource;
  return {
    ...resource,
    policy: { in: 'key policy', source: 'key policy of aws/s3', document: managedPolicy(account) },
  };
}

function managedPolicy(account: string): PolicyDocument {
  const Condition = { StringEquals: { 'kms:CallerAccount': account } };
  const Action = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];
  const statement = { Effect: 'Allow', Principal: { AWS: '*' }, Action, Resource: '*', Condition } as const;
  return { Version: '2012-10-17', Statement: statement };
}
