import { utf8 } from '#base/bytes.ts';
import { S3Error } from '../errors.ts';
import { bucketPolicyMaximumBytes } from '../limits.ts';
import { isAddressRange } from './address-range.ts';
import { many, type OneOrMore, type PolicyDocument, type Statement } from './document.ts';
import { isConditionKey } from './condition-keys.ts';
import { isOperator } from './operators.ts';
import { isPrincipalElement } from './principal-form.ts';
import { matchesWildcard } from './wildcard.ts';

/** Where a policy is attached: to a bucket of this name, or to an identity. */
export type PolicyPlace = { readonly kind: 'bucket'; readonly bucketName: string } | { readonly kind: 'identity' };

/** What is wrong with a policy, in AWS's words where they are known. */
export class PolicyFault extends Error {
  override readonly name = 'PolicyFault';
}

/**
 * Reads the body of PutBucketPolicy.
 *
 * @throws S3Error MalformedPolicy, or NotImplemented for a condition key that the emulator cannot evaluate.
 */
export function parseBucketPolicy(text: string, bucketName: string): PolicyDocument {
  if (utf8(text).length > bucketPolicyMaximumBytes) {
    throw new S3Error('MalformedPolicy', {}, 'Policies must not be larger than 20480 bytes.');
  }
  if (!text.startsWith('{')) throw new S3Error('MalformedPolicy');
  try {
    return validPolicy(JSON.parse(text), { kind: 'bucket', bucketName });
  } catch (error) {
    if (error instanceof SyntaxError) throw new S3Error('MalformedPolicy', {}, 'This policy contains invalid Json');
    if (error instanceof PolicyFault) throw new S3Error('MalformedPolicy', {}, error.message);
    throw error;
  }
}

/** A policy that is well-formed for its place. @throws PolicyFault */
export function validPolicy(value: unknown, place: PolicyPlace): PolicyDocument {
  if (!isObject(value)) throw new PolicyFault('This policy contains invalid Json');
  onlyFields(value, ['Version', 'Id', 'Statement']);
  const { Version: version } = value;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    throw new PolicyFault('The policy must contain a valid version string');
  }
  if (value.Statement === undefined) throw new PolicyFault('Missing required field Statement');
  const statements = many(value.Statement as OneOrMore<unknown>);
  if (statements.length === 0) throw new PolicyFault('Could not parse the policy: Statement is empty!');
  for (const statement of statements) checkStatement(statement, place);
  return value as unknown as PolicyDocument;
}

const statementFields = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

const opposites = [
  ['Principal', 'NotPrincipal'],
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
] as const;

function checkStatement(value: unknown, place: PolicyPlace): void {
  if (!isObject(value)) throw new PolicyFault('This policy contains invalid Json');
  onlyFields(value, statementFields);
  // What is read later asks whether a field is there, so it must not be there as null or beside its opposite.
  if (Object.values(value).includes(null)) throw new PolicyFault('This policy contains invalid Json');
  const both = opposites.find(([field, not]) => value[field] !== undefined && value[not] !== undefined);
  if (both) throw new PolicyFault(`A statement has either ${both[0]} or ${both[1]}`);
  const statement = value as Partial<Statement>;
  if (statement.Effect === undefined) throw new PolicyFault('Missing required field Effect');
  if (!['Allow', 'Deny'].includes(statement.Effect)) {
    throw new PolicyFault(`Invalid effect: ${String(statement.Effect)}`);
  }
  checkPrincipal(statement, place);
  const actions = texts(statement.Action ?? statement.NotAction, 'Action');
  const isAction = place.kind === 'bucket' ? /^(?:\*|s3:[A-Za-z0-9*?]+)$/i : /^(?:\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$/i;
  if (!actions.every((action) => isAction.test(action))) throw new PolicyFault('Policy has invalid action');
  const resources = texts(statement.Resource ?? statement.NotResource, 'Resource');
  if (!resources.every((resource) => isResource(resource, place))) throw new PolicyFault('Policy has invalid resource');
  if (place.kind === 'bucket' && statement.Action !== undefined && statement.Resource !== undefined) {
    checkLevels(actions, resources);
  }
  checkCondition(statement.Condition, place);
  if (place.kind === 'bucket' && statement.Action !== undefined) checkListKeys(actions, statement.Condition);
}

function checkPrincipal({ Principal, NotPrincipal }: Partial<Statement>, place: PolicyPlace): void {
  const principal = Principal ?? NotPrincipal;
  if (place.kind === 'identity') {
    if (principal !== undefined) throw new PolicyFault('Policy document should not specify a principal.');
    return;
  }
  if (principal === undefined) throw new PolicyFault('Missing required field Principal');
  if (!isPrincipalElement(principal)) throw new PolicyFault('Invalid principal in policy');
}

function isResource(text: string, place: PolicyPlace): boolean {
  if (place.kind === 'identity') return text === '*' || text.startsWith('arn:');
  const bucket = /^arn:aws:s3:::([^/]+)(?:\/.*)?$/s.exec(text)?.[1];
  return bucket !== undefined && matchesWildcard(bucket, place.bucketName);
}

const objectAction = /^s3:(?:\w*Object(?!LockConfiguration)\w*|AbortMultipartUpload|ListMultipartUploadParts)$/;
const bucketAction =
  /^s3:(?:\w*Bucket\w*|\w*(?:Lifecycle|Encryption|Replication|Inventory|Metrics|Analytics)Configuration)$/;

/** Each action must have a resource of its level: a bucket for `s3:ListBucket`, objects for `s3:GetObject`. */
function checkLevels(actions: readonly string[], resources: readonly string[]): void {
  const names = resources.map((resource) => resource.slice('arn:aws:s3:::'.length));
  const hasObjects = names.some((name) => name.includes('/') || name.endsWith('*'));
  const hasBucket = names.some((name) => !name.includes('/'));
  const fits = (action: string): boolean => {
    if (bucketAction.test(action)) return hasBucket;
    return objectAction.test(action) ? hasObjects : true;
  };
  if (!actions.every(fits)) throw new PolicyFault('Action does not apply to any resource(s) in statement');
}

const listAction = /^s3:ListBucket(?:Versions)?$/i;
const listKey = /^s3:(?:prefix|delimiter|max-keys)$/i;

/** What only a list has makes no condition for another action; one with a wildcard may mean a list. */
function checkListKeys(actions: readonly string[], condition: Statement['Condition']): void {
  const keys = Object.values(condition ?? {}).flatMap((lines) => Object.keys(lines));
  const isOther = (action: string): boolean => !/[*?]/.test(action) && !listAction.test(action);
  if (keys.some((key) => listKey.test(key)) && actions.some(isOther)) {
    throw new PolicyFault('Conditions do not apply to combination of actions and resources in statement');
  }
}

function checkCondition(condition: unknown, place: PolicyPlace): void {
  if (condition === undefined) return;
  if (!isObject(condition)) throw new PolicyFault('This policy contains invalid Json');
  for (const [operator, lines] of Object.entries(condition)) {
    if (!isOperator(operator)) throw new PolicyFault(`Invalid Condition type : ${operator}`);
    if (!isObject(lines)) throw new PolicyFault('This policy contains invalid Json');
    for (const [key, values] of Object.entries(lines)) checkLine(place, operator, [key, many(values)]);
  }
}

/** A bucket policy has keys of its own service; what an identity may do in others is said with theirs. */
const keyForms = { bucket: /^(?:aws|s3):/i, identity: /^[a-z0-9-]+:/i } as const;

function checkLine(place: PolicyPlace, operator: string, [key, values]: readonly [string, readonly unknown[]]): void {
  if (!keyForms[place.kind].test(key)) throw new PolicyFault('Policy has an invalid condition key');
  if (!isConditionKey(key)) {
    throw new S3Error('NotImplemented', {}, `The emulator does not evaluate the condition key ${key}.`);
  }
  const isScalar = values.every((value) => ['string', 'number', 'boolean'].includes(typeof value));
  if (!isScalar) throw new PolicyFault('This policy contains invalid Json');
  if (operator.includes('IpAddress') && !values.every((value) => isAddressRange(String(value)))) {
    throw new PolicyFault(`Value ${values.join(', ')} is not an IP address or range`);
  }
}

function texts(value: unknown, field: string): readonly string[] {
  if (value === undefined) throw new PolicyFault(`Missing required field ${field}`);
  const list = many(value as OneOrMore<unknown>);
  if (list.length === 0) throw new PolicyFault(`Missing required field ${field}`);
  if (!list.every((item) => typeof item === 'string')) {
    throw new PolicyFault(`Policy has invalid ${field.toLowerCase()}`);
  }
  return list;
}

function onlyFields(value: Readonly<Record<string, unknown>>, fields: readonly string[]): void {
  const unknown = Object.keys(value).find((field) => !fields.includes(field));
  if (unknown !== undefined) throw new PolicyFault(`Unknown field ${unknown}`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
