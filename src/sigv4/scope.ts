/** What a signing key is good for: one day, one Region, one service. */
export interface CredentialScope {
  /** `yyyyMMdd`, the day of the signature in UTC. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** The word that ends every credential scope. */
export const scopeTerminal = 'aws4_request';

/** The scope as it stands in a credential and in a string to sign. */
export function scopeText({ date, region, service }: CredentialScope): string {
  return `${date}/${region}/${service}/${scopeTerminal}`;
}
