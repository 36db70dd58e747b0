import { expect, test } from 'vitest';

import { parseBucketPolicy } from '#s3/policy/parse-bucket-policy.ts';
import { PolicyFault } from '#s3/policy/policy-fault.ts';
import { validPolicy } from '#s3/policy/valid-policy.ts';
import { S3Error } from '#s3/errors.ts';

const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };

function refusal(changes: Record<string, unknown>, document: Record<string, unknown> = {}): string {
  const { ...fields } = { ...statement, ...changes };
  try {
    parseBucketPolicy(JSON.stringify({ Version: '2012-10-17', Statement: [fields], ...document }), 'b');
    return 'taken';
  } catch (error) {
    if (error instanceof S3Error) return `${error.code} ${error.message}`;
    throw error;
  }
}

const taken: readonly [name: string, changes: Record<string, unknown>][] = [
  ['one statement', {}],
  [
    'several actions and resources',
    { Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'] },
  ],
  ['every action on everything of the bucket', { Action: '*', Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'] }],
  ['a resource with a wildcard over the bucket', { Resource: 'arn:aws:s3:::b*' }],
  ['a deny with a condition', { Effect: 'Deny', Condition: { NumericGreaterThan: { 's3:signatureAge': 600000 } } }],
  ['a principal by account', { Principal: { AWS: ['111122223333', 'arn:aws:iam::111122223333:user/app'] } }],
  ['a tag of what is stored', { Condition: { StringEquals: { 's3:ExistingObjectTag/a': 'b' } } }],
  ['a service as principal', { Principal: { Service: 'cloudfront.amazonaws.com' } }],
  [
    'an origin access identity as principal',
    { Principal: { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE' } },
  ],
  [
    'a prefix as condition of a list',
    { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::b', Condition: { StringLike: { 's3:prefix': 'home/*' } } },
  ],
  [
    'a prefix as condition of everything',
    {
      Action: 's3:*',
      Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'],
      Condition: { StringLike: { 's3:prefix': 'home/*' } },
    },
  ],
  ['a principal by canonical user id', { Principal: { CanonicalUser: '1'.repeat(64) } }],
  [
    'a tag of the request',
    { Action: 's3:PutObject', Condition: { StringEquals: { 's3:RequestObjectTag/team': 'red' } } },
  ],
];

for (const [name, changes] of taken)
  test(`a bucket policy may have ${name}`, () => expect(refusal(changes)).toBe('taken'));

const refused: readonly [changes: Record<string, unknown>, message: string][] = [
  [{ Principal: undefined }, 'MalformedPolicy Missing required field Principal'],
  [{ Principal: { AWS: 'app' } }, 'MalformedPolicy Invalid principal in policy'],
  [{ Principal: {} }, 'MalformedPolicy Invalid principal in policy'],
  [{ Principal: { AWS: [] } }, 'MalformedPolicy Invalid principal in policy'],
  [{ Principal: ['*'] }, 'MalformedPolicy Invalid principal in policy'],
  [{ Principal: { CanonicalUser: '1' } }, 'MalformedPolicy Invalid principal in policy'],
  [{ Principal: { AWS: 'arn:aws:iam::111122223333:user/*' } }, 'MalformedPolicy Invalid principal in policy'],
  [{ Principal: { User: '*' } }, 'MalformedPolicy Invalid principal in policy'],
  [
    { Condition: { StringEquals: { 's3:prefix': 'home/' } } },
    'MalformedPolicy Conditions do not apply to combination of actions and resources in statement',
  ],
  [{ Effect: undefined }, 'MalformedPolicy Missing required field Effect'],
  [{ Effect: 'Permit' }, 'MalformedPolicy Invalid effect: Permit'],
  [{ Action: undefined }, 'MalformedPolicy Missing required field Action'],
  [{ Action: 'ec2:Run' }, 'MalformedPolicy Policy has invalid action'],
  [{ Resource: undefined }, 'MalformedPolicy Missing required field Resource'],
  [{ Resource: '*' }, 'MalformedPolicy Policy has invalid resource'],
  [{ Resource: 'arn:aws:s3:::other/*' }, 'MalformedPolicy Policy has invalid resource'],
  [{ Resource: 'arn:aws:s3:::b' }, 'MalformedPolicy Action does not apply to any resource(s) in statement'],
  [{ Action: 's3:ListBucket' }, 'MalformedPolicy Action does not apply to any resource(s) in statement'],
  [{ Efect: 'Allow' }, 'MalformedPolicy Unknown field Efect'],
  [{ Action: null, NotAction: 's3:GetObject' }, 'MalformedPolicy This policy contains invalid Json'],
  [{ Resource: null, NotResource: 'arn:aws:s3:::b/*' }, 'MalformedPolicy This policy contains invalid Json'],
  [{ NotPrincipal: null }, 'MalformedPolicy This policy contains invalid Json'],
  [{ Condition: null }, 'MalformedPolicy This policy contains invalid Json'],
  [{ NotPrincipal: { AWS: 'x' } }, 'MalformedPolicy A statement has either Principal or NotPrincipal'],
  [{ NotAction: 5 }, 'MalformedPolicy A statement has either Action or NotAction'],
  [{ NotResource: [] }, 'MalformedPolicy A statement has either Resource or NotResource'],
  [{ Condition: { StringEquals: null } }, 'MalformedPolicy This policy contains invalid Json'],
  [{ Condition: 'x' }, 'MalformedPolicy This policy contains invalid Json'],
  [{ Condition: { Equals: {} } }, 'MalformedPolicy Invalid Condition type : Equals'],
  [{ Condition: { StringEquals: { nothing: 'a' } } }, 'MalformedPolicy Policy has an invalid condition key'],
  [
    { Condition: { StringEquals: { 's3:object-lock-mode': 'COMPLIANCE' } } },
    'NotImplemented The emulator does not evaluate the condition key s3:object-lock-mode.',
  ],
];

for (const [changes, message] of refused) {
  test(`a bucket policy with ${JSON.stringify(changes)} is refused`, () => expect(refusal(changes)).toBe(message));
}

test('a bucket policy is JSON, and an object', () => {
  const code = (text: string): unknown => {
    try {
      return parseBucketPolicy(text, 'b');
    } catch (error) {
      return error instanceof S3Error ? error.message : error;
    }
  };
  expect(code('[]')).toBe("Policies must be valid JSON and the first byte must be '{'");
  expect(code('{"Statement": [')).toBe('This policy contains invalid Json');
  expect(code('{}')).toBe('Missing required field Statement');
  expect(code('{"Statement": []}')).toBe('Could not parse the policy: Statement is empty!');
});

test('an identity policy has no principal', () => {
  expect(() => validPolicy({ Statement: [statement] }, { kind: 'identity' })).toThrow(PolicyFault);
  const { Principal: _, ...own } = statement;
  expect(validPolicy({ Statement: own }, { kind: 'identity' })).toEqual({ Statement: own });
});
