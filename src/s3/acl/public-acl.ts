import { publicAccessDenial } from '../access/denial.ts';
import { bucketOf } from '../operations/bucket/bucket-record.ts';
import type { OperationContext } from '../operations/context.ts';
import { isPublicGrant, type Grant } from './grant.ts';

/** Answers 403 for an ACL that would let everyone in, where Block Public Access has `BlockPublicAcls`. */
export function refusePublicGrants(context: OperationContext, action: string, grants: readonly Grant[]): void {
  const bucket = bucketOf(context);
  if (bucket.publicAccessBlock?.blockPublicAcls !== true || !grants.some(isPublicGrant)) return;
  const arn = `arn:aws:s3:::${bucket.name}${context.key === '' ? '' : `/${context.key}`}`;
  const target = { arn, account: bucket.account, bucket };
  context.checks.fail(
    'request',
    publicAccessDenial(context.principal, { action, target }, 'BlockPublicAcls'),
    { kind: 'note', text: 'Block Public Access refuses an ACL that lets everyone in (BlockPublicAcls).' },
    { known: 'documented' },
  );
}
