import { addressBytes } from './address-range.ts';
import { many, statementsOf, type PolicyDocument, type Statement } from './document.ts';

/** Keys that make a statement non-public when they are held to fixed values. */
const narrowingKeys = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
]);

/**
 * Whether a bucket policy counts as public: it allows everyone, not narrowed to fixed values of a few keys.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function isPublicPolicy(document: PolicyDocument): boolean {
  return statementsOf(document).some(
    (statement) => statement.Effect === 'Allow' && isForAll(statement) && !isNarrowed(statement),
  );
}

function isForAll({ Principal, NotPrincipal }: Statement): boolean {
  if (NotPrincipal !== undefined || Principal === '*') return true;
  return Principal !== undefined && many(Principal.AWS ?? []).includes('*');
}

const narrowingOperators =
  /^(?:ForAnyValue:)?(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/;

function isNarrowed({ Condition }: Statement): boolean {
  return Object.entries(Condition ?? {}).some(
    ([operator, lines]) =>
      narrowingOperators.test(operator) &&
      Object.entries(lines).some(
        ([key, values]) =>
          narrowingKeys.has(key.toLowerCase()) &&
          many(values).every((value) => isFixed(key.toLowerCase(), String(value))),
      ),
  );
}

function isFixed(key: string, value: string): boolean {
  if (key !== 'aws:sourceip') return !/[*?]|\$\{/.test(value);
  const [base = '', bits] = value.split('/');
  const isVersion6 = addressBytes(base)?.length === 16;
  // Ranges that are this broad count as the whole internet.
  return bits === undefined || Number(bits) >= (isVersion6 ? 32 : 8);
}
