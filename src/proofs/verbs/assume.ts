import { formatDuration } from '#base/quantity.ts';
import type { ControlCommand } from '#s3/control/control.ts';

import { expectation } from '../expectation.ts';
import { optional } from '../kind.ts';
import { document, duration, nameOf } from '../kinds.ts';
import { policyDocument, statementWords, statementsOf } from '../policy-steps.ts';
import { signer, signerWords } from '../signer.ts';
import { issued } from '../sts-outcome.ts';
import { save, verb } from '../verb.ts';
import type { World } from '../world.ts';

/** AssumeRole, with a session policy where one is given. Where no user is named and none could be meant, a service of AWS assumes the role. */
export const assume = verb({
  name: 'assume',
  fields: {
    role: nameOf('role'),
    as: optional(signer),
    for: optional(duration),
    policy: optional(document),
    save,
    expect: expectation,
  },
  sentence({ role, as, for: life, policy }, written) {
    const narrowed = policy ? `, narrowed to: ${statementWords(statementsOf(policy))}` : '';
    const lasting = life === undefined ? '' : ` for ${formatDuration(life)}`;
    return `Assume \`${role}\`${lasting}${signerWords(as, written['as'])}${narrowed}`;
  },
  async run({ role, as, for: life, policy, expect }, { world }) {
    const isByService = as === undefined && world.things.users.size !== 1;
    const by = isByService ? undefined : (await world.signer(as)).accessKeyId;
    const durationSeconds = life === undefined ? undefined : life / 1000;
    const account = world.things.identityAccounts.get(role);
    const command = {
      command: 'assume-role',
      role,
      account,
      by,
      durationSeconds,
      policy: sessionPolicy(policy, world),
    } as const;
    return issued(expect, await world.tryControl(command), 'assumed');
  },
});

type SessionPolicy = Extract<ControlCommand, { command: 'assume-role' }>['policy'];

function sessionPolicy(policy: Parameters<typeof statementsOf>[0], world: World): SessionPolicy {
  if (!policy) return undefined;
  const bucket = [...world.things.buckets.keys()];
  return policyDocument(policy, statementsOf(policy), { bucket, hasPrincipal: false }) as unknown as SessionPolicy;
}
