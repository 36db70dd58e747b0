import type { ControlCommand } from '#s3/control/control.ts';

import { oneOrMore, optional } from '../kind.ts';
import { document, flag, nameOf } from '../kinds.ts';
import { oneOfFields, policyDocument, statementWords, statementsOf } from '../policy-steps.ts';
import { done, verb } from '../verb.ts';
import type { World } from '../world.ts';

export const identityPolicy = verb({
  name: 'identity-policy',
  fields: {
    of: nameOf('identity'),
    bucket: optional(nameOf('bucket')),
    add: optional(oneOrMore(document)),
    put: optional(document),
    remove: optional(flag),
  },
  complaints: oneOfFields('add', 'put', 'remove'),
  sentence({ of, add, put }) {
    if (add) return `Add to the policy of \`${of}\`: ${statementWords(add)}`;
    return put ? `Give \`${of}\` the policy: ${statementWords(statementsOf(put))}` : `Remove the policy of \`${of}\``;
  },
  async run({ of, bucket, add, put }, { world }) {
    const defaults = { bucket: bucket ?? [...world.things.buckets.keys()], hasPrincipal: false };
    if (add) await addPolicy(world, of, policyDocument({}, add, defaults));
    else await replacePolicies(world, of, put && policyDocument(put, statementsOf(put), defaults));
    return done;
  },
});

type Policy = NonNullable<Extract<ControlCommand, { command: 'put-identity-policy' }>['policy']>;

/** A policy of its own, beside those that are there. */
async function addPolicy(world: World, identity: string, policy: unknown): Promise<void> {
  const { addedPolicies, identityAccounts } = world.things;
  const number = (addedPolicies.get(identity) ?? 0) + 1;
  addedPolicies.set(identity, number);
  const account = identityAccounts.get(identity);
  const name = `added-${number}`;
  await world.control({ command: 'put-identity-policy', identity, account, name, policy: policy as Policy });
}

/** In place of what `allow` and `add` gave. */
async function replacePolicies(world: World, identity: string, policy: unknown): Promise<void> {
  const { addedPolicies, roles, identityAccounts } = world.things;
  const account = identityAccounts.get(identity);
  for (let number = addedPolicies.get(identity) ?? 0; number > 0; number -= 1) {
    const name = `added-${number}`;
    await world.control({ command: 'put-identity-policy', identity, account, name, policy: undefined });
  }
  addedPolicies.delete(identity);
  if (roles.has(identity)) await world.control({ command: 'put-role', role: identity, account, allow: [] });
  else await world.control({ command: 'put-user', user: identity, account, allow: [] });
  await world.control({ command: 'put-identity-policy', identity, account, policy: policy as Policy | undefined });
}
