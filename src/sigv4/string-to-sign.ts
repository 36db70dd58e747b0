import { scopeText, type CredentialScope } from './scope.ts';
import { textHash } from './signing-hashes.ts';

/** The name of Signature Version 4 with HMAC-SHA-256. */
export const algorithm = 'AWS4-HMAC-SHA256';

/** What a string to sign is made of. */
export interface StringToSignInputs {
  /** `yyyyMMdd'T'HHmmss'Z'` */
  readonly amzDate: string;
  readonly scope: CredentialScope;
  readonly canonicalRequest: string;
}

/** The string to sign: algorithm, date, scope and the SHA-256 of the canonical request, each on a line. */
export function stringToSign({ amzDate, scope, canonicalRequest }: StringToSignInputs): string {
  return `${algorithm}\n${amzDate}\n${scopeText(scope)}\n${textHash(canonicalRequest)}`;
}
