import { element, type XmlNode } from '#base/xml.ts';
import type { EmulatedCredentials } from '../control/control.ts';
import { sessionKey, type SessionRecord } from '../identities/identity-records.ts';
import { newAccessKeyId, newSecretAccessKey, newSessionToken } from '../identities/key-material.ts';
import type { Store } from '../store/store.ts';

/** What temporary credentials are made with. */
export interface SessionMaker {
  readonly store: Store;
  readonly random: () => number;
  /** The emulator's own account. */
  readonly account: string;
  /** The emulated instant. */
  readonly instant: Date;
}

/** What is fixed about a session before it has keys. */
export interface NewSession extends Pick<
  SessionRecord,
  'owner' | 'sessionName' | 'federatedName' | 'policy' | 'issuedAt'
> {
  readonly seconds: number;
}

/** Credentials that end. */
export interface TemporaryCredentials extends EmulatedCredentials {
  readonly sessionToken: string;
  readonly expiration: string;
}

/** Makes temporary credentials, which work from now on. */
export async function issueSession(maker: SessionMaker, session: NewSession): Promise<TemporaryCredentials> {
  const { store, random, instant } = maker;
  const { seconds, ...fixed } = session;
  for (;;) {
    const value: SessionRecord = {
      ...fixed,
      accessKeyId: newAccessKeyId('ASIA', random),
      secretAccessKey: newSecretAccessKey(random),
      token: newSessionToken(random),
      expiresAt: instant.getTime() + seconds * 1000,
    };
    const { accessKeyId, secretAccessKey, token: sessionToken } = value;
    const key = sessionKey(accessKeyId);
    if (await store.commit({ expect: [{ key, version: 0 }], put: [{ key, value }] })) {
      return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(value.expiresAt).toISOString() };
    }
  }
}

/** Temporary credentials as an action's result has them. */
export function credentialsElement(credentials: TemporaryCredentials): XmlNode {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
  return element('Credentials', [
    element('AccessKeyId', accessKeyId),
    element('SecretAccessKey', secretAccessKey),
    element('SessionToken', sessionToken),
    element('Expiration', expiration.replace(/\.\d+Z$/, 'Z')),
  ]);
}
