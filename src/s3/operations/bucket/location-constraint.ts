import { readDocument, malformedXml } from '../../body/document.ts';
import { parseXml } from '#base/xml.ts';

import { S3Error } from '../../errors.ts';
import { isRegionName } from '../../region-name.ts';
import type { OperationContext } from '../context.ts';

/**
 * The Region a new bucket goes to: its LocationConstraint, else that of the request's scope.
 *
 * Every door is the endpoint of all Regions, so one that is left out is no error; one that contradicts the scope is,
 * but for us-east-1, whose endpoint creates buckets anywhere.
 */
export async function requestedRegion(context: OperationContext): Promise<string> {
  const { region, checks } = context;
  const constraint = await constraintOf(context);
  if (constraint === undefined) return region;
  const extras = { LocationConstraint: constraint };
  const wanted = constraint === 'EU' ? 'eu-west-1' : constraint;
  if (wanted === 'us-east-1' || !isRegionName(wanted)) {
    checks.fail('request', new S3Error('InvalidLocationConstraint', extras));
  }
  if (region === 'us-east-1' || region === wanted) return wanted;
  const message = `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  return checks.fail('request', new S3Error('IllegalLocationConstraintException', {}, message), {
    kind: 'compared',
    what: 'Region',
    expected: region,
    actual: constraint,
  });
}

async function constraintOf(context: OperationContext): Promise<string | undefined> {
  const text = await readDocument(context);
  if (text.trim() === '') return undefined;
  const configuration = parseXml(text);
  if (configuration?.name !== 'CreateBucketConfiguration') malformedXml(context);
  return configuration.textOf('LocationConstraint')?.trim() || undefined;
}
