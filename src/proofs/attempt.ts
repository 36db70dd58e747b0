import { UnreadableAnswer } from '#client/call.ts';
import { SdkRefusal } from '#client/sdk-refusal.ts';

import type { Outcome, Unsent } from './outcome.ts';
import { BlockedRequest } from './page.ts';
import { StepFault } from './step-fault.ts';

/**
 * What the SDK made, or its refusal as an outcome.
 *
 * @throws StepFault where S3 took the call for another operation, as a CopyObject without its source.
 */
export async function orUnsent<Made>(made: Promise<Made>): Promise<Made | Unsent> {
  try {
    return await made;
  } catch (error) {
    if (error instanceof SdkRefusal) return { kind: 'unsent', reason: error.message };
    if (error instanceof UnreadableAnswer)
      throw new StepFault(`${error.message}; is something missing in \`input\`?`, { cause: error });
    throw error;
  }
}

/** What came of a request, or that the browser kept it from the page. */
export async function orBlocked(send: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof BlockedRequest) return { kind: 'blocked', reason: error.message, decision: error.decision };
    throw error;
  }
}

/** An outcome in a sentence. */
export function inWords(outcome: Outcome): string {
  if (outcome.kind === 'answered') return `${outcome.status} ${outcome.code ?? ''} ${outcome.message ?? ''}`.trim();
  return outcome.kind === 'signed' ? 'only signed' : `${outcome.kind}, ${outcome.reason}`;
}
