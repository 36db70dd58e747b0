import { queryValue } from '#sigv4/query.ts';

import { S3Error } from '../../errors.ts';
import type { OperationContext } from '../context.ts';

/** Response headers that the query may set, by their names. */
const overridable = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/** The headers that `response-*` parameters set. The pipeline has refused them of an anonymous request. */
export function overridesOf({ query, checks }: OperationContext): ReadonlyMap<string, string> {
  const overrides = new Map<string, string>();
  for (const name of overridable) {
    const value = queryValue(query, `response-${name}`);
    if (value === undefined) continue;
    requireHeaderText(checks, `response-${name}`, value);
    overrides.set(name, value);
  }
  checks.pass('request');
  return overrides;
}

/** A header holds the printable characters of ISO-8859-1. That S3 says the same of control characters is assumed. */
function requireHeaderText(checks: OperationContext['checks'], name: string, value: string): void {
  if (/^[\t\x20-\x7e\xa0-\xff]*$/.test(value)) return;
  const extras = { ArgumentName: name, ArgumentValue: value };
  const error = new S3Error('InvalidArgument', extras, 'Header value cannot be represented using ISO-8859-1.');
  const hasControl = /\p{Cc}/u.test(value);
  checks.fail('request', error, { kind: 'note', text: name }, hasControl ? { known: 'assumed' } : undefined);
}
