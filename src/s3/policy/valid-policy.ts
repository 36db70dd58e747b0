import { checkLevels, checkListKeys } from './applicable-actions.ts';
import { checkCondition, isObject } from './check-condition.ts';
import { many, type OneOrMore, type PolicyDocument, type PolicyPlace, type Statement } from './document.ts';
import { PolicyFault } from './policy-fault.ts';
import { isPrincipalElement } from './principal-form.ts';
import { matchesWildcard } from './wildcard.ts';

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
