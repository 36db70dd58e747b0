import type { Exchange } from '#client/exchange.ts';
import { s3ErrorOf } from '#client/s3-error.ts';
import type { SignedForms } from '#client/signed-form.ts';
import type { Decision } from '#s3/decision/decision.ts';

/** A request that was sent, and all that is known about its answer. */
export interface Sent {
  readonly exchange: Exchange;
  /** What was tampered with, in a few words each. */
  readonly notes: readonly string[];
  /** The emulator's; no other server tells. */
  readonly decision?: Decision | undefined;
  readonly forms?: SignedForms | undefined;
}

/** `403 SignatureDoesNotMatch`, and whether that is good news. */
export function statusOf({ exchange, decision }: Sent): { readonly text: string; readonly isGood: boolean } {
  const { response } = exchange;
  if (!response) return { text: 'No answer', isGood: false };
  // A HEAD is answered without a body; then only the decision knows the code.
  const code = s3ErrorOf(response)?.code ?? decision?.outcome.code;
  return {
    text: code === undefined ? String(response.status) : `${response.status} ${code}`,
    isGood: response.status < 400 && code === undefined,
  };
}
