import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import type { ProofSubject } from '#proofs/subject.ts';

const folder = join(import.meta.dirname, 'questions');

/** The questions in `questions/`, each with options, proof and no worlds. */
export const questionIds: readonly string[] = readdirSync(folder).map((file) => file.replace('.yaml', ''));

export function question(id: string): ProofSubject {
  const item = parse(readFileSync(join(folder, `${id}.yaml`), 'utf8')) as Omit<ProofSubject, 'worlds'>;
  return { worlds: {}, ...item };
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
