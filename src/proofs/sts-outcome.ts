import type { ControlResult } from '#s3/control/control.ts';

import { judged, type StepResult } from './verb.ts';
import type { Expectation } from './expectation.ts';
import type { Answered } from './outcome.ts';
import { Session } from './session.ts';

/** The statuses of STS's refusals; every other one is a 400. */
const statuses: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  ExpiredToken: 403,
  InvalidClientTokenId: 403,
  NoSuchEntity: 404,
};

/** What came of asking STS for credentials, beside what was expected; a refusal is an outcome like any other. */
export function issued(expectation: Expectation, result: ControlResult, word: string): StepResult {
  if (!result.ok) return judged(expectation, refusal(result));
  const session = result.kind === 'credentials' ? new Session(result.credentials) : undefined;
  const step = judged(expectation, { ...nothing, status: 200 }, session);
  return step.mismatch ? step : { ...step, status: { text: word, tone: 'plain' } };
}

const nothing = { kind: 'answered', headers: {}, body: new Uint8Array(), output: {} } as const;

function refusal({ code, message }: ControlResult & { readonly ok: false }): Answered {
  return { ...nothing, status: statuses[code] ?? 400, code, message };
}
