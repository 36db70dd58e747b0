import type { QueryParameter } from '#sigv4/query.ts';
import type { XmlNode } from '#base/xml.ts';
import type { CheckRecorder } from '../decision/check-recorder.ts';
import type { Signer } from '../identities/identities.ts';
import type { ConditionKeys } from '../policy/condition-keys.ts';
import type { SessionMaker } from './issue-session.ts';

/** Who asks for credentials, and what their policies are judged by. */
export interface Caller {
  readonly signer: Signer;
  readonly keys: ConditionKeys;
}

/** An authenticated request to STS, as an action's handler gets it. */
export interface StsContext extends Caller {
  readonly parameters: readonly QueryParameter[];
  readonly maker: SessionMaker;
  readonly checks: CheckRecorder;
}

/** Carries an action out; what it answers with are the elements of its result. */
export type StsHandler = (context: StsContext) => Promise<readonly XmlNode[]>;
