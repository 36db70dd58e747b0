/** A policy in Amazon's own words, as it is stored and shown. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: Statement | readonly Statement[];
}

/** Where a policy is attached: to a bucket of this name, or to an identity. */
export type PolicyPlace = { readonly kind: 'bucket'; readonly bucketName: string } | { readonly kind: 'identity' };

export type OneOrMore<Value> = Value | readonly Value[];

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, OneOrMore<string>>>;
  readonly NotPrincipal?: '*' | Readonly<Record<string, OneOrMore<string>>>;
  readonly Action?: OneOrMore<string>;
  readonly NotAction?: OneOrMore<string>;
  readonly Resource?: OneOrMore<string>;
  readonly NotResource?: OneOrMore<string>;
  /** Operator → condition key → value or values. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore<string | number | boolean>>>>>;
}

/** The statements of a document, which may have just one outside a list. */
export function statementsOf({ Statement }: PolicyDocument): readonly Statement[] {
  return many(Statement);
}

/** A value or a list of them, as a list. */
export function many<Value>(value: OneOrMore<Value>): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [value as Value];
}
