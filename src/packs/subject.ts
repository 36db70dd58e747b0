import type { ProofOption, ProofSubject } from '#proofs/subject.ts';
import type { ProofBlock } from '#proofs/language.ts';
import type { ItemProof, Steps } from './shape.ts';

/** The part of an item, read or built, that its proof needs. */
export interface ProvableItem {
  readonly id: string;
  readonly type: 'choice' | 'reveal';
  readonly proof?: ItemProof;
  readonly together?: boolean;
  readonly options?: readonly ProofOption[];
}

type Worlds = Readonly<Record<string, Steps>>;

/** Whether an item has a proof that can be carried out. */
export function isProven(item: { readonly proof?: ItemProof }): boolean {
  return item.proof !== undefined && !('none' in item.proof);
}

/** What `proofs` needs to prove an item; `undefined` where it has no proof. */
export function itemSubject(item: ProvableItem, worlds: Worlds): ProofSubject | undefined {
  const { id, type, proof, together, options } = item;
  if (!proof || 'none' in proof) return undefined;
  return {
    id,
    type,
    ...(together === undefined ? {} : { together }),
    ...(options === undefined ? {} : { options: options.map(provable) }),
    proof,
    worlds,
  };
}

/** What `proofs` needs to prove a runnable block of a reading. */
export function blockSubject(chapterId: string, index: number, block: ProofBlock, worlds: Worlds): ProofSubject {
  const { given, then } = block;
  return {
    id: `${chapterId}-${index + 1}`,
    type: 'chapter',
    proof: { ...(given === undefined ? {} : { given }), then },
    worlds,
  };
}

/** Without what the page shows of an option. */
function provable({ id, correct, breaks, do: steps, then }: ProofOption): ProofOption {
  return {
    id,
    ...(correct === undefined ? {} : { correct }),
    ...(breaks === undefined ? {} : { breaks }),
    ...(steps === undefined ? {} : { do: steps }),
    ...(then === undefined ? {} : { then }),
  };
}
