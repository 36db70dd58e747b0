import { sha256 } from '@noble/hashes/sha2.js';
import { hex, utf8 } from '#base/bytes.ts';
import type { KmsEncryption } from './kms-encryption.ts';

/** A key of KMS: in the emulator each exists that is named. */
export type KmsKey = Pick<KmsEncryption, 'keyArn' | 'isManaged'>;

export type ResolvedKey =
  | { readonly ok: true; readonly key: KmsKey }
  /** What S3 says of an id that names no key, or of a key in another Region. */
  | { readonly ok: false; readonly message: string };

/** Where an id without an account and a Region is looked for: with who asks, in the bucket's Region. */
export interface KeyPlace {
  readonly account: string;
  readonly region: string;
}

const managedAlias = 'aws/s3';
const idForm = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/i;
const arnForm = /^arn:aws:kms:([a-z0-9-]+):(\d{12}):(key|alias)\/(.+)$/;
const aliasForm = /^alias\/([\w/-]+)$/;

/** Finds the key of an id, an alias or an ARN; the one that AWS manages for S3 where none is named. */
export function kmsKey(named: string | undefined, place: KeyPlace): ResolvedKey {
  if (named === undefined) return { ok: true, key: keyOfAlias(managedAlias, place) };
  const unknown = { ok: false, message: `Invalid keyId '${named}'` } as const;
  const [, region = '', account = '', kind, name = ''] = arnForm.exec(named) ?? [];
  if (kind !== undefined) {
    if (region !== place.region) return { ok: false, message: `Invalid arn ${region}` };
    if (kind === 'alias') return { ok: true, key: keyOfAlias(name, { account, region }) };
    return idForm.test(name) ? { ok: true, key: { keyArn: named } } : unknown;
  }
  const alias = aliasForm.exec(named)?.[1];
  if (alias !== undefined) return { ok: true, key: keyOfAlias(alias, place) };
  return idForm.test(named) ? { ok: true, key: { keyArn: keyArn(named, place) } } : unknown;
}

/** The account that owns a key. */
export function accountOfKey({ keyArn: arn }: KmsKey): string {
  return arnForm.exec(arn)?.[2] ?? '';
}

function keyOfAlias(alias: string, place: KeyPlace): KmsKey {
  const digits = hex(sha256(utf8(`${place.account}/${place.region}/${alias}`)));
  const lengths = [8, 4, 4, 4, 12];
  let from = 0;
  const id = lengths.map((length) => digits.slice(from, (from += length))).join('-');
  const arn = { keyArn: keyArn(id, place) };
  return alias === managedAlias ? { ...arn, isManaged: true } : arn;
}

function keyArn(id: string, { account, region }: KeyPlace): string {
  return `arn:aws:kms:${region}:${account}:key/${id}`;
}
