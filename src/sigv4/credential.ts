import type { ClaimsFault } from './claims.ts';
import { scopeTerminal, type CredentialScope } from './scope.ts';

/** An access key id and the scope of its signing key, as `AKIAIOSFODNN7EXAMPLE/20261121/us-east-1/s3/aws4_request`. */
export interface Credential {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
}

/** A credential read, or what is wrong with it. */
export type CredentialResult =
  { readonly ok: true; readonly credential: Credential } | { readonly ok: false; readonly fault: ClaimsFault };

/** Reads a credential whose service is one of `services`. */
export function parseCredential(value: string, services: readonly string[]): CredentialResult {
  const [accessKeyId, date, region, service, terminal, ...more] = value.split('/');
  if (!accessKeyId || date === undefined || !region || service === undefined || terminal === undefined || more.length) {
    return { ok: false, fault: { kind: 'credential-malformed', value } };
  }
  if (!services.includes(service)) return { ok: false, fault: { kind: 'service', value: service } };
  if (terminal !== scopeTerminal) return { ok: false, fault: { kind: 'terminal', value: terminal } };
  if (!/^\d{8}$/.test(date)) return { ok: false, fault: { kind: 'scope-date', value: date } };
  return { ok: true, credential: { accessKeyId, scope: { date, region, service } } };
}
