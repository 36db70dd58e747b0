/** A control command that cannot be carried out; it becomes `{ ok: false }`. */
export class ControlFault extends Error {
  override readonly name = 'ControlFault';
  /** As IAM and STS spell it: `NoSuchEntity`, `ValidationError`, `AccessDenied` … */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
