import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import type { ProofSubject } from '#proofs/subject.ts';

/** The questions in `questions/`, each with options, proof and no worlds. */
export const questionIds = idsIn('questions');
/** Those in `abilities/`: each wrong option says in `ends` how its row ends. */
export const abilityIds = idsIn('abilities');

export function question(id: string, folder: 'questions' | 'abilities' = 'questions'): ProofSubject {
  const item = parse(readFileSync(join(import.meta.dirname, folder, `${id}.yaml`), 'utf8')) as ProofSubject;
  return { ...item, worlds: item.worlds ?? {} };
}

/** A proof written as YAML, as a question without an id of its own. */
export function proofOf(text: string): ProofSubject {
  return {
    id: 'example',
    type: 'choice',
    worlds: {},
    ...(parse(text) as Omit<ProofSubject, 'id' | 'type' | 'worlds'>),
  };
}

function idsIn(folder: string): readonly string[] {
  return readdirSync(join(import.meta.dirname, folder)).map((file) => file.replace('.yaml', ''));
}
