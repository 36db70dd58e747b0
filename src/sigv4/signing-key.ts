import { utf8 } from '#base/bytes.ts';

import { scopeTerminal, scopeText, type CredentialScope } from './scope.ts';
import { hmacSha256 } from './signing-hashes.ts';

/** The key that signs: the secret narrowed to a day, a Region and a service. */
export function signingKey(secretAccessKey: string, scope: CredentialScope): Uint8Array {
  let key: Uint8Array = utf8(`AWS4${secretAccessKey}`);
  for (const part of [scope.date, scope.region, scope.service, scopeTerminal]) key = hmacSha256(key, part);
  return key;
}

/** Signing keys that were derived before. The one used longest ago makes room. */
export class SigningKeys {
  readonly #keys = new Map<string, Uint8Array>();
  readonly #atMost: number;

  constructor(atMost = 64) {
    this.#atMost = atMost;
  }

  of(secretAccessKey: string, scope: CredentialScope): Uint8Array {
    const name = `${scopeText(scope)}\n${secretAccessKey}`;
    const key = this.#keys.get(name) ?? signingKey(secretAccessKey, scope);
    this.#keys.delete(name);
    this.#keys.set(name, key);
    if (this.#keys.size > this.#atMost) this.#keys.delete(this.#keys.keys().next().value ?? '');
    return key;
  }
}
