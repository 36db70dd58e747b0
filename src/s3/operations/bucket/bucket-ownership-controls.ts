import { element } from '#base/xml.ts';
import { ownerId } from '../../acl/canonical-owner.ts';
import { objectOwnerships } from '../../acl/object-ownership.ts';
import { malformedXml, readXml } from '../../body/document.ts';
import { S3Error } from '../../errors.ts';
import type { BucketRecord } from '../../records.ts';
import { elements, emptyAnswer, noContent, xmlAnswer } from '../answers.ts';
import type { Handler } from '../context.ts';
import { bucketOf, updateBucket } from './bucket-record.ts';

/**
 * The setting of Object Ownership.
 *
 * @throws S3Error OwnershipControlsNotFoundError where it was removed.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html
 */
export const getBucketOwnershipControls: Handler = async (context) => {
  const { objectOwnership = 'BucketOwnerEnforced', name } = bucketOf(context);
  if (objectOwnership === 'removed') {
    return context.checks.fail('request', new S3Error('OwnershipControlsNotFoundError', { BucketName: name }));
  }
  return xmlAnswer('OwnershipControls', [element('Rule', elements({ ObjectOwnership: objectOwnership }))]);
};

/**
 * Sets Object Ownership, and with it whether ACLs count.
 *
 * @throws S3Error InvalidBucketAclWithObjectOwnership where an ACL that lets others in would be disabled.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html
 */
export const putBucketOwnershipControls: Handler = async (context) => {
  const controls = await readXml(context, 'OwnershipControls');
  const [rule, ...more] = controls.all('Rule');
  if (!rule || more.length > 0) malformedXml(context, 'There has to be one Rule.');
  const objectOwnership = objectOwnerships.find((name) => name === rule.textOf('ObjectOwnership'));
  if (!objectOwnership) malformedXml(context, 'ObjectOwnership is none of the three.');
  await updateBucket(context, (bucket) => {
    // ACLs cannot be disabled while the bucket's own still lets others in.
    if (objectOwnership === 'BucketOwnerEnforced' && grantsToOthers(bucket)) {
      context.checks.fail('request', new S3Error('InvalidBucketAclWithObjectOwnership'));
    }
    return { ...bucket, objectOwnership };
  });
  context.checks.pass('request');
  return emptyAnswer();
};

/** From then on ACLs count, and who writes an object owns it. */
export const deleteBucketOwnershipControls: Handler = async (context) => {
  await updateBucket(context, (bucket) => ({ ...bucket, objectOwnership: 'removed' }));
  return noContent();
};

function grantsToOthers({ acl = [], account }: BucketRecord): boolean {
  const id = ownerId(account);
  return acl.some(({ grantee }) => grantee.kind === 'group' || grantee.id !== id);
}
