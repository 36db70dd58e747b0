import type { Proof, Step } from './language.ts';

/** What is proved: an item's proof and its options, or a chapter's block. */
export interface ProofSubject {
  /** Keys, upload ids and request ids come from it. */
  readonly id: string;
  readonly type: 'choice' | 'reveal' | 'chapter';
  /** A combination: as many options as there are keys are carried out together. */
  readonly together?: boolean;
  readonly options?: readonly ProofOption[];
  readonly proof: Proof;
  /** The pack's shared beginnings, by id. */
  readonly worlds: Readonly<Record<string, readonly Step[]>>;
  /** The question, where MOST and LEAST show. */
  readonly ask?: string;
  /** Ids that an option's `breaks` may name. */
  readonly constraints?: Readonly<Record<string, string>>;
}

export interface ProofOption {
  readonly id: string;
  readonly correct?: boolean;
  readonly breaks?: string;
  readonly do?: readonly Step[];
  readonly then?: readonly Step[];
}
