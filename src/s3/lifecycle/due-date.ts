import type { BucketRecord, ObjectRecord, UploadRecord } from '../records.ts';
import { appliesTo } from './applies-to.ts';
import type { LifecycleRule } from './rule.ts';

const day = 24 * 60 * 60 * 1000;

/** When a rule acts, and which. */
export interface DueDate {
  readonly date: Date;
  readonly ruleId: string;
}

/**
 * The days after an instant, rounded up to the next midnight UTC.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export function lifecycleDate(since: string, days: number): Date {
  return new Date(Math.ceil((new Date(since).getTime() + days * day) / day) * day);
}

/** When a rule expires the current version of an object; `undefined` if it does not. */
export function expirationDate(rule: LifecycleRule, since: string): Date | undefined {
  if (rule.expirationDays !== undefined) return lifecycleDate(since, rule.expirationDays);
  return rule.expirationDate === undefined ? undefined : new Date(rule.expirationDate);
}

/** When an object expires; `undefined` if no rule says so. What was replaced expires in another way, of which S3 tells nothing. */
export function expirationOf({ lifecycleRules }: BucketRecord, object: ObjectRecord): DueDate | undefined {
  if (!lifecycleRules || object.replaced !== undefined) return undefined;
  const rules = lifecycleRules.filter((rule) => rule.enabled && appliesTo(rule, object));
  return earliest(rules, (rule) => expirationDate(rule, object.lastModified));
}

/** When an upload is aborted if it is not completed before; `undefined` if no rule says so. It has no size to filter by. */
export function abortOf({ lifecycleRules }: BucketRecord, upload: UploadRecord): DueDate | undefined {
  const rules = lifecycleRules?.filter((rule) => rule.enabled && upload.key.startsWith(rule.prefix)) ?? [];
  return earliest(rules, ({ abortIncompleteUploadDays: days }) =>
    days === undefined ? undefined : lifecycleDate(upload.initiated, days),
  );
}

function earliest(
  rules: readonly LifecycleRule[],
  dateOf: (rule: LifecycleRule) => Date | undefined,
): DueDate | undefined {
  const due = rules.flatMap((rule) => {
    const date = dateOf(rule);
    return date ? [{ date, ruleId: rule.id }] : [];
  });
  return due.sort((a, b) => a.date.getTime() - b.date.getTime())[0];
}
