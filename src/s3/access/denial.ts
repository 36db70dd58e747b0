import { S3Error } from '../errors.ts';
import type { OtherResource } from '../operations/context.ts';
import type { Deciding, Verdict } from '../policy/evaluate.ts';
import type { Principal } from '../identities/principal.ts';

export interface Refused {
  readonly action: string;
  readonly target: OtherResource;
  readonly verdict: Verdict;
}

/** The 403: within an account S3 says who may not do what and why, to others it says nothing. */
export function denialOf(principal: Principal, { action, target, verdict }: Refused): S3Error {
  const isStranger = principal.kind === 'anonymous' || principal.account !== target.account;
  const isKey = target.arn.startsWith('arn:aws:kms:');
  if (isKey && isStranger && principal.kind !== 'anonymous')
    return denied(principal, `${action} on this resource ${keyOfOthers}`);
  // Where policies allow it, something else refuses it.
  if (isStranger || verdict.allowed) return new S3Error('AccessDenied');
  const place = verdict.by ? places[verdict.by.in] : '';
  const because = verdict.by
    ? `with an explicit deny in ${place}`
    : `because no ${verdict.isNarrowed ? 'session' : 'identity-based'} policy allows the ${action} action`;
  return denied(principal, `${action}${onResource(target)} ${because}`);
}

const places: Readonly<Record<Deciding['in'], string>> = {
  'bucket policy': 'a resource-based policy',
  ACL: 'a resource-based policy',
  'key policy': 'a resource-based policy',
  'identity policy': 'an identity-based policy',
  'session policy': 'a session policy',
};

/** The 403 of Block Public Access, which names the setting that stands in the way. */
export function publicAccessDenial(
  principal: Principal,
  refused: Pick<Refused, 'action' | 'target'>,
  setting: 'BlockPublicPolicy' | 'BlockPublicAcls',
): S3Error {
  const { action, target } = refused;
  if (principal.account !== target.account) return new S3Error('AccessDenied');
  const what = setting === 'BlockPublicPolicy' ? 'public policies' : 'public ACLs';
  const because = `because ${what} are prevented by the ${setting} setting in S3 Block Public Access.`;
  return denied(principal, `${action}${onResource(target)} ${because}`);
}

/** What KMS says of a key that another account has, whether or not it exists. */
const keyOfOthers =
  'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';

function onResource({ arn }: OtherResource): string {
  if (arn === '*') return '';
  return arn.startsWith('arn:aws:kms:') ? ` on resource: ${arn}` : ` on resource: "${arn}"`;
}

function denied({ arn }: Principal, what: string): S3Error {
  return new S3Error('AccessDenied', {}, `User: ${arn} is not authorized to perform: ${what}`);
}
