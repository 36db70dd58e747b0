import { S3Error } from '../errors.ts';
import { isAddressRange } from './address-range.ts';
import { isConditionKey } from './condition-keys.ts';
import { many, type PolicyPlace } from './document.ts';
import { isOperator } from './operators.ts';
import { PolicyFault } from './policy-fault.ts';

/** @throws PolicyFault, or S3Error NotImplemented for a condition key that the emulator cannot evaluate. */
export function checkCondition(condition: unknown, place: PolicyPlace): void {
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

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
