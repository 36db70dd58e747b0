import { failedCheck, type Decision } from '#s3/decision/decision.ts';

import type { Expectation } from './expectation.ts';

/** Whether another order of the checks would have brought another answer. */
export function restsOnPlace(decision: Decision): boolean {
  return failedCheck(decision)?.place === 'assumed' && decision.alsoFailing.length > 0;
}

/** On what assumption an outcome rests, given what was expected; `undefined` for none. */
export function assumptionIn(decision: Decision | undefined, expected: Expectation | undefined): string | undefined {
  const check = decision && failedCheck(decision);
  if (!decision || !check || !expected) return undefined;
  if (check.known === 'assumed') return `what S3 answers where the check \`${check.id}\` fails is assumed`;
  if (!restsOnPlace(decision) || !namesOneAnswer(expected)) return undefined;
  const others = decision.alsoFailing.map((id) => `\`${id}\``).join(', ');
  return `that the check \`${check.id}\` comes before ${others} is assumed`;
}

/** `refused` and `ok` are met, or missed, in whatever order the checks come. */
function namesOneAnswer({ outcome, message, check }: Expectation): boolean {
  return /^[345]\d\d/.test(outcome) || message !== undefined || check !== undefined;
}
