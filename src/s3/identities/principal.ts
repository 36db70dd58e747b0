/** Who makes a request, as policies and errors name them. */
export interface Principal {
  readonly kind: 'anonymous' | 'root' | 'user' | 'role session' | 'federated user';
  readonly account: string;
  /** `arn:aws:iam::111122223333:user/x`, `arn:aws:sts::111122223333:assumed-role/r/session`; `…:federated-user/name`; empty for anonymous. */
  readonly arn: string;
  /** What `aws:userid` reads and what `Initiator` and `Owner` elements hold. */
  readonly id: string;
  /** Name of the user or role; `root` for the account itself. */
  readonly name: string;
  /** ARN of the role behind a session: what `aws:PrincipalArn` reads there. */
  readonly roleArn?: string | undefined;
  readonly sessionName?: string | undefined;
  /** When the temporary credentials were issued: what `aws:TokenIssueTime` reads. */
  readonly tokenIssuedAt?: Date | undefined;
}

export const anonymous: Principal = { kind: 'anonymous', account: '', arn: '', id: '', name: 'anonymous' };
