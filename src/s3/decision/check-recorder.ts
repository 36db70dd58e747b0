import type { Check, CheckEvidence, CheckId, EvidenceLevel } from './decision.ts';
import { checkLevels, weaker, type CheckLevels } from './check-evidence.ts';

const nothing: CheckEvidence = { kind: 'none' };

/** An answer that is an error, of S3 or of STS. */
type AnswerError = Error & { readonly known: EvidenceLevel };

/** Checks of many things at once: which of them it was, the answer says. */
const toldByMessage: readonly CheckId[] = ['parameters', 'request', 'part-list', 'content-md5', 'checksum'];

function noteOf(message: string): CheckEvidence {
  return { kind: 'note', text: message.replace(/\.$/, '') };
}

/** Writes down the checks of one request as they are made. */
export class CheckRecorder {
  readonly #made = new Map<CheckId, Check>();
  readonly #expected: (() => readonly CheckId[])[] = [];
  readonly #notes = new Set<string>();
  readonly #alsoFailing = new Set<CheckId>();
  #failed: CheckId | undefined;

  /** Says which checks are still to come; those that a failure forestalls appear as not reached, and only then they are asked for. */
  expect(ids: () => readonly CheckId[]): void {
    this.#expected.push(ids);
  }

  /** A check made twice keeps its first place and its last evidence. */
  pass(id: CheckId, evidence: CheckEvidence = nothing, levels?: Partial<CheckLevels>): void {
    // Field by field: every request makes a dozen of these.
    const { known, place } = checkLevels[id];
    this.#made.set(id, { id, state: 'passed', known: levels?.known ?? known, place: levels?.place ?? place, evidence });
  }

  /** Records the check as failed and throws the answer. It is known no better than the answer itself. */
  fail(id: CheckId, error: AnswerError, evidence: CheckEvidence = nothing, levels?: Partial<CheckLevels>): never {
    this.refused(id, error, evidence, levels);
    throw error;
  }

  /** Records a failure whose answer is on its way already. The first failure of a request counts. */
  refused(id: CheckId, error: AnswerError, evidence: CheckEvidence = nothing, levels?: Partial<CheckLevels>): void {
    if (this.#failed !== undefined) return;
    this.#failed = id;
    const known = weaker(checkLevels[id].known, error.known);
    this.#made.delete(id);
    const seen = evidence.kind === 'none' && toldByMessage.includes(id) ? noteOf(error.message) : evidence;
    this.#made.set(id, { id, state: 'failed', known, place: checkLevels[id].place, ...levels, evidence: seen });
  }

  /** A check behind the failed one that would have failed too. */
  alsoFails(id: CheckId): void {
    this.#alsoFailing.add(id);
  }

  /** A remark that decides nothing; said once. */
  note(text: string): void {
    this.#notes.add(text);
  }

  get failed(): CheckId | undefined {
    return this.#failed;
  }

  get alsoFailing(): readonly CheckId[] {
    return [...this.#alsoFailing];
  }

  get notes(): readonly string[] {
    return [...this.#notes];
  }

  /** The checks made, in order, and after a failure those not reached. */
  get checks(): readonly Check[] {
    const made = [...this.#made.values()];
    if (this.#failed === undefined) return made;
    const expected = new Set(this.#expected.flatMap((ids) => ids()));
    const rest = [...expected].filter((id) => !this.#made.has(id));
    return [...made, ...rest.map((id): Check => ({ id, state: 'not reached', ...checkLevels[id], evidence: nothing }))];
  }
}
