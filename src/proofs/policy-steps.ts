import type { Complaint, WrittenFields } from './verb.ts';

type Document = Readonly<Record<string, unknown>>;

/** The statements of a policy; Amazon takes a single one without its list. */
export function statementsOf(policy: Document | undefined): readonly Document[] {
  const statement = policy?.['Statement'];
  return statement === undefined ? [] : ([statement].flat() as unknown as readonly Document[]);
}

export interface PolicyDefaults {
  readonly bucket: string | readonly string[];
  /** True for a bucket policy, whose statements name whom they speak of. */
  readonly hasPrincipal: boolean;
}

/**
 * A whole policy: where a statement leaves them out, `Principal` is everyone, and `Resource` the bucket and all in it, or
 * anything where the actions are those of another service, such as `kms:Decrypt`.
 */
export function policyDocument(
  policy: Document,
  statements: readonly Document[],
  { bucket, hasPrincipal }: PolicyDefaults,
): Document {
  const resources = [bucket].flat().flatMap((name) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]);
  const complete = (statement: Document): Document => ({
    ...(hasPrincipal && !('Principal' in statement) && !('NotPrincipal' in statement) && { Principal: '*' }),
    ...(!('Resource' in statement) &&
      !('NotResource' in statement) && { Resource: isOfOtherService(statement) ? '*' : resources }),
    ...statement,
  });
  return { Version: '2012-10-17', ...policy, Statement: statements.map(complete) };
}

function isOfOtherService({ Action: action }: Document): boolean {
  const actions = [action ?? []].flat() as readonly unknown[];
  return actions.length > 0 && actions.every((name) => /^(?!s3:)[a-z0-9-]+:/i.test(String(name)));
}

/** `Deny `s3:GetObject` if …`, for a sentence. */
export function statementWords(statements: readonly Document[]): string {
  return statements.map(words).join('; ');
}

function words({ Effect: effect, Action: action, Condition: condition }: Document): string {
  const actions = ([action ?? []].flat() as unknown as readonly string[]).map((name) => `\`${name}\``);
  const where = condition === undefined ? '' : ` where \`${JSON.stringify(condition).replaceAll('`', "'")}\``;
  return `${typeof effect === 'string' ? effect : 'a statement'} ${actions.join(', ')}${where}`;
}

/** Exactly one of these fields has to be given. */
export function oneOfFields(...fields: readonly string[]): (written: WrittenFields) => readonly Complaint[] {
  return (written) => {
    const given = fields.filter((field) => written[field] !== undefined);
    if (given.length === 1) return [];
    const list = fields.map((field) => `\`${field}\``).join(', ');
    return [{ field: given[1] ?? '', message: `give exactly one of ${list}` }];
  };
}
