import { malformedXml, readXml } from '../../body/document.ts';
import { S3Error } from '../../errors.ts';
import { lifecycleRulesMaximum } from '../../limits.ts';
import type { LifecycleRule } from '../../lifecycle/rule.ts';
import { emptyAnswer, noContent, xmlAnswer } from '../answers.ts';
import { bucketOf, updateBucket } from './bucket-record.ts';
import type { Handler, OperationContext } from '../context.ts';
import { ruleElement } from './lifecycle-elements.ts';
import { lifecycleRuleOf } from './lifecycle-rule.ts';

/**
 * The lifecycle rules as they were written.
 *
 * @throws S3Error NoSuchLifecycleConfiguration
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html
 */
export const getBucketLifecycle: Handler = async (context) => {
  const { lifecycleRules, name } = bucketOf(context);
  if (!lifecycleRules) {
    return context.checks.fail('request', new S3Error('NoSuchLifecycleConfiguration', { BucketName: name }));
  }
  return xmlAnswer('LifecycleConfiguration', lifecycleRules.map(ruleElement), [
    ['x-amz-transition-default-minimum-object-size', 'all_storage_classes_128K'],
  ]);
};

/**
 * Replaces the lifecycle rules, 1 to 1,000 of them. They are carried out as the emulated clock moves.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
 */
export const putBucketLifecycle: Handler = async (context) => {
  const configuration = await readXml(context, 'LifecycleConfiguration');
  const rules = configuration.all('Rule');
  if (rules.length === 0 || rules.length > lifecycleRulesMaximum) malformedXml(context, 'There are 1 to 1,000 rules.');
  const lifecycleRules = rules.map((rule) => lifecycleRuleOf(context, rule));
  requireUniqueIds(context, lifecycleRules);
  await updateBucket(context, (bucket) => ({ ...bucket, lifecycleRules }));
  context.checks.pass('request');
  return emptyAnswer();
};

/**
 * Removes the lifecycle rules; that there were none is a success too.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html
 */
export const deleteBucketLifecycle: Handler = async (context) => {
  await updateBucket(context, (bucket) => ({ ...bucket, lifecycleRules: undefined }));
  return noContent();
};

function requireUniqueIds({ checks }: OperationContext, rules: readonly LifecycleRule[]): void {
  const twice = rules.find(({ id }, index) => rules.findIndex((other) => other.id === id) !== index);
  if (!twice) return;
  const message = 'Rule ID must be unique. Found same ID for more than one rule';
  checks.fail('request', new S3Error('InvalidArgument', {}, message));
}
