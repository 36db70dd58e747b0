import type { Verb } from '../verb.ts';
import { assume } from './assume.ts';
import { blockPublicAccess } from './block-public-access.ts';
import { bucketPolicy } from './bucket-policy.ts';
import { bucket } from './bucket.ts';
import { call } from './call.ts';
import { clock } from './clock.ts';
import { complete } from './complete.ts';
import { cors } from './cors.ts';
import { deactivateKey } from './deactivate-key.ts';
import { deleteObject } from './delete.ts';
import { identityPolicy } from './identity-policy.ts';
import { lifecycle } from './lifecycle.ts';
import { newKey } from './new-key.ts';
import { notify } from './notify.ts';
import { object } from './object.ts';
import { parts } from './parts.ts';
import { postPolicy } from './post-policy.ts';
import { presign } from './presign.ts';
import { revokeSessions } from './revoke-sessions.ts';
import { role } from './role.ts';
import { send } from './send.ts';
import { sessionToken } from './session-token.ts';
import { set } from './set.ts';
import { state } from './state.ts';
import { submit } from './submit.ts';
import { user } from './user.ts';
import { world } from './world.ts';

/** Every verb of the language, in the order in which a proof tends to use them. */
export const verbs: readonly Verb[] = [
  world,
  bucket,
  object,
  user,
  role,
  set,
  bucketPolicy,
  identityPolicy,
  deactivateKey,
  newKey,
  revokeSessions,
  cors,
  lifecycle,
  blockPublicAccess,
  notify,
  deleteObject,
  clock,
  assume,
  sessionToken,
  presign,
  send,
  postPolicy,
  submit,
  call,
  parts,
  complete,
  state,
];

const byName: ReadonlyMap<string, Verb> = new Map(verbs.map((verb) => [verb.name, verb]));

export function verbNamed(name: string): Verb | undefined {
  return byName.get(name);
}
