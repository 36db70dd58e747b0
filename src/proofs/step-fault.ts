/**
 * A step that could not be carried out as written: a name without a value, a value of another kind, a refusal of what
 * only sets the world up. It proves nothing; the message says what to do.
 */
export class StepFault extends Error {
  override readonly name = 'StepFault';
}
