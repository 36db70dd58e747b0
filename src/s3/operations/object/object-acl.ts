import { aclContent } from '../../acl/acl-document.ts';
import { requestedGrants } from '../../acl/acl-request.ts';
import { ownerId } from '../../acl/canonical-owner.ts';
import { userGrant } from '../../acl/grant.ts';
import { hasAcls } from '../../acl/object-ownership.ts';
import { refusePublicGrants } from '../../acl/public-acl.ts';
import { shownOwner } from '../../acl/shown-owner.ts';
import { S3Error } from '../../errors.ts';
import { withEvents } from '../../events/event-change.ts';
import { emptyAnswer, xmlAnswer } from '../answers.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import { committed } from '../committed.ts';
import type { Handler } from '../context.ts';
import { requireObject, versionHeaders } from './object-record.ts';

/** Where ACLs are disabled, the answer is the bucket owner's FULL_CONTROL, whatever was granted before. */
export const getObjectAcl: Handler = async (context) => {
  const bucket = bucketOf(context);
  const { object } = await requireObject(context);
  context.checks.pass('request');
  const id = shownOwner(bucket, object.description);
  const acl = hasAcls(bucket) ? object.description.acl : undefined;
  const content = aclContent(id, acl ?? [userGrant(id, 'FULL_CONTROL')]);
  return xmlAnswer('AccessControlPolicy', content, versionHeaders(object, bucket));
};

/** Replaces the object's ACL; its owner stays. */
export const putObjectAcl: Handler = async (context) => {
  const { checks, store } = context;
  const bucket = bucketOf(context);
  if (!hasAcls(bucket)) checks.fail('request', new S3Error('AccessControlListNotSupported'));
  const { object: before } = await requireObject(context);
  const owners = { owner: shownOwner(bucket, before.description), bucketOwner: ownerId(bucket.account) };
  const acl = await requestedGrants(context, owners);
  refusePublicGrants(context, 's3:PutObjectAcl', acl);
  checks.pass('request');
  const changed = await committed(store, async () => {
    const { key, version, object } = await requireObject(context);
    const value = { ...object, description: { ...object.description, acl } };
    const change = { expect: [{ key, version }], put: [{ key, value }] };
    return { change: await withEvents(context, change, { name: 's3:ObjectAcl:Put', object }), result: value };
  });
  return emptyAnswer(versionHeaders(changed, bucket));
};
