import { S3Error } from '../errors.ts';
import { sessionPolicyMaximumCharacters } from '../limits.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { PolicyFault } from '../policy/policy-fault.ts';
import { validPolicy } from '../policy/valid-policy.ts';
import { StsError } from './errors.ts';

/** Reads the policy that a session is narrowed by. @throws StsError MalformedPolicyDocument */
export function sessionPolicy(text: string | undefined): PolicyDocument | undefined {
  if (text === undefined) return undefined;
  try {
    return validPolicy(JSON.parse(text), { kind: 'identity' });
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new StsError('MalformedPolicyDocument', 'Syntax errors in policy.', 'assumed');
    if (error instanceof PolicyFault) throw new StsError('MalformedPolicyDocument', error.message, 'assumed');
    if (error instanceof S3Error) throw new StsError('NotImplemented', error.message);
    throw error;
  }
}

/** How much of what is allowed a policy takes up, in percent. STS measures a packed form that is not documented. */
export function packedPolicySize(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Math.ceil((text.length * 100) / sessionPolicyMaximumCharacters);
}
