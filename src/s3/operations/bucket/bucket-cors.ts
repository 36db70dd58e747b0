import { element, type XmlElement, type XmlNode } from '#base/xml.ts';

import { malformedXml, readXml } from '../../body/document.ts';
import { S3Error } from '../../errors.ts';
import { corsRuleIdMaximumCharacters, corsRulesMaximum } from '../../limits.ts';
import type { CorsRule } from '../../records.ts';
import { elements, emptyAnswer, noContent, xmlAnswer } from '../answers.ts';
import { bucketOf, updateBucket } from './bucket-record.ts';
import type { Handler, OperationContext } from '../context.ts';

const methods = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'];

/**
 * The CORS rules as they were written.
 *
 * @throws S3Error NoSuchCORSConfiguration
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html
 */
export const getBucketCors: Handler = async (context) => {
  const { corsRules, name } = bucketOf(context);
  if (!corsRules) return context.checks.fail('request', new S3Error('NoSuchCORSConfiguration', { BucketName: name }));
  return xmlAnswer('CORSConfiguration', corsRules.map(ruleElement));
};

/**
 * Replaces the CORS rules; 1 to 100 of them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html
 */
export const putBucketCors: Handler = async (context) => {
  const configuration = await readXml(context, 'CORSConfiguration');
  const rules = configuration.all('CORSRule');
  if (rules.length === 0) malformedXml(context, 'There is no CORSRule.');
  if (rules.length > corsRulesMaximum) {
    refuse(context, `The number of CORS rules should not exceed allowed limit of ${corsRulesMaximum} rules.`);
  }
  const corsRules = rules.map((rule) => ruleOf(context, rule));
  await updateBucket(context, (bucket) => ({ ...bucket, corsRules }));
  context.checks.pass('request');
  return emptyAnswer();
};

/**
 * Removes the CORS rules; that there were none is a success too.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketCors.html
 */
export const deleteBucketCors: Handler = async (context) => {
  await updateBucket(context, (bucket) => ({ ...bucket, corsRules: undefined }));
  return noContent();
};

function ruleOf(context: OperationContext, rule: XmlElement): CorsRule {
  const texts = (name: string): string[] => rule.all(name).map(({ text }) => text);
  const corsRule: CorsRule = {
    id: rule.textOf('ID'),
    allowedOrigins: texts('AllowedOrigin'),
    allowedMethods: texts('AllowedMethod'),
    allowedHeaders: texts('AllowedHeader'),
    exposeHeaders: texts('ExposeHeader'),
    maxAgeSeconds: maxAgeOf(context, rule.textOf('MaxAgeSeconds')),
  };
  checkRule(context, corsRule);
  return corsRule;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
function checkRule(context: OperationContext, rule: CorsRule): void {
  if (rule.allowedOrigins.length === 0) malformedXml(context, 'A rule has no AllowedOrigin.');
  if (rule.allowedMethods.length === 0) malformedXml(context, 'A rule has no AllowedMethod.');
  if ((rule.id?.length ?? 0) > corsRuleIdMaximumCharacters) {
    refuse(context, `ID length should not exceed allowed limit of ${corsRuleIdMaximumCharacters}`);
  }
  const method = rule.allowedMethods.find((name) => !methods.includes(name));
  if (method !== undefined) {
    refuse(context, `Found unsupported HTTP method in CORS config. Unsupported method is ${method}`);
  }
  const origin = rule.allowedOrigins.find(hasTwoWildcards);
  if (origin !== undefined) refuse(context, `AllowedOrigin "${origin}" can not have more than one wildcard.`);
  const header = rule.allowedHeaders.find(hasTwoWildcards);
  if (header !== undefined) refuse(context, `AllowedHeader "${header}" can not have more than one wildcard.`);
  const exposed = rule.exposeHeaders.find((name) => name.includes('*'));
  if (exposed !== undefined) {
    const reason = 'We currently do not support wildcard for ExposeHeader.';
    refuse(context, `ExposeHeader "${exposed}" contains wildcard. ${reason}`);
  }
}

function hasTwoWildcards(text: string): boolean {
  return text.split('*').length > 2;
}

function maxAgeOf(context: OperationContext, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,10}$/.test(text.trim())) malformedXml(context, 'MaxAgeSeconds is no whole number.');
  return Number(text);
}

function refuse({ checks }: OperationContext, message: string): never {
  return checks.fail(
    'request',
    new S3Error('InvalidRequest', {}, message),
    { kind: 'none' },
    { known: 'other server' },
  );
}

function ruleElement(rule: CorsRule): XmlNode {
  const repeated = (name: string, texts: readonly string[]): XmlNode[] => texts.map((text) => element(name, text));
  return element('CORSRule', [
    ...elements({ ID: rule.id }),
    ...repeated('AllowedOrigin', rule.allowedOrigins),
    ...repeated('AllowedMethod', rule.allowedMethods),
    ...repeated('AllowedHeader', rule.allowedHeaders),
    ...elements({ MaxAgeSeconds: rule.maxAgeSeconds }),
    ...repeated('ExposeHeader', rule.exposeHeaders),
  ]);
}
