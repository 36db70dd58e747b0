import { fromBase64 } from '#base/bytes.ts';
import { readCondition, type PostCondition } from './conditions.ts';
import { invalidJson, PostPolicyFault } from './post-policy-fault.ts';

/** What the signer of a form allows, and until when. */
export interface PostPolicy {
  readonly expiration: Date;
  readonly conditions: readonly PostCondition[];
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const members = ['expiration', 'conditions'];
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/**
 * Reads the value of the field `policy`.
 *
 * @throws PostPolicyFault
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export function readPolicy(base64Text: string): PostPolicy {
  const document = parsed(decoded(base64Text));
  if (typeof document !== 'object' || document === null || Array.isArray(document)) throw invalidJson();
  // The names are case-sensitive, unlike those of fields.
  const unexpected = Object.keys(document).find((name) => !members.includes(name));
  if (unexpected !== undefined) throw new PostPolicyFault(`Unexpected: '${unexpected.toLowerCase()}'`);
  const { expiration, conditions } = document as Readonly<Record<string, unknown>>;
  const until = readExpiration(expiration);
  if (conditions === undefined) throw new PostPolicyFault('Policy missing conditions.');
  if (!Array.isArray(conditions)) throw new PostPolicyFault("Invalid 'conditions' value: must be a List.");
  return { expiration: until, conditions: conditions.map(readCondition) };
}

function decoded(base64Text: string): Uint8Array {
  // Padding is often left out, and changes nothing.
  const bare = base64Text.replace(/={1,2}$/, '');
  const bytes = fromBase64(bare.padEnd(Math.ceil(bare.length / 4) * 4, '='));
  if (!bytes) throw new PostPolicyFault('invalid Base64 encoding.');
  return bytes;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(strictUtf8.decode(bytes)) as unknown;
  } catch {
    throw invalidJson();
  }
}

function readExpiration(value: unknown): Date {
  if (value === undefined) throw new PostPolicyFault('Policy missing expiration.');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const date = new Date(instant.test(text) ? text : Number.NaN);
  // The calendar rolls 30 February over into March; such a date is no date.
  const isDate = !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 19) === text.slice(0, 19);
  if (!isDate) throw new PostPolicyFault(`Invalid 'expiration' value: '${text}'`);
  return date;
}
