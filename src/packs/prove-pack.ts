import type { ProofFinding } from '#proofs/finding.ts';
import { prove, type Matrix } from '#proofs/matrix.ts';
import type { ProofSubject } from '#proofs/subject.ts';
import type { DocumentKey, Documents } from './documents.ts';
import type { Finding } from './finding.ts';
import type { Pack } from './shape.ts';
import { blockSubject, itemSubject } from './subject.ts';

export interface ProvedMatrix {
  /** The item, or the block of a reading, e.g. `presigned-urls-1`. */
  readonly id: string;
  readonly file: string;
  readonly matrix: Matrix;
}

interface Provable {
  readonly subject: ProofSubject;
  readonly file: string;
  readonly document: DocumentKey;
}

interface ProveOptions {
  readonly signal?: AbortSignal;
  readonly onProved?: (done: number, total: number) => void;
}

/** Carries every response of every item out, and every block of the readings. */
export async function provePack(
  pack: Pack,
  documents: Documents,
  { signal, onProved }: ProveOptions,
): Promise<{ readonly matrices: readonly ProvedMatrix[]; readonly findings: readonly Finding[] }> {
  const matrices: ProvedMatrix[] = [];
  const findings: Finding[] = [];
  const provables = provablesOf(pack);
  for (const { subject, file, document } of provables) {
    signal?.throwIfAborted();
    const matrix = await proved(subject, signal);
    matrices.push({ id: subject.id, file, matrix });
    findings.push(...matrix.findings.map((finding) => placed(finding, document, documents)));
    onProved?.(matrices.length, provables.length);
  }
  return { matrices, findings };
}

function provablesOf(pack: Pack): readonly Provable[] {
  return pack.chapters.flatMap((chapter) => [
    ...chapter.proofs.map((block, index): Provable => {
      const subject = blockSubject(chapter.id, index, block, pack.worlds);
      return { subject, file: `${chapter.folder}/chapter.md`, document: `proof ${chapter.folder} ${index}` };
    }),
    ...chapter.items.flatMap((item): readonly Provable[] => {
      const subject = itemSubject(item, pack.worlds);
      return subject ? [{ subject, file: `${chapter.folder}/${item.id}.yaml`, document: `item ${item.id}` }] : [];
    }),
  ]);
}

/** One proof that breaks the runner is a finding, so that the author of a hundred others hears of those too. */
async function proved(subject: ProofSubject, signal: AbortSignal | undefined): Promise<Matrix> {
  try {
    return await prove(subject, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    const message = `the proof could not be carried out: ${error instanceof Error ? error.message : String(error)}`;
    return {
      rows: [],
      sound: false,
      findings: [{ path: ['proof'], code: 'malformed-step', message, severity: 'error' }],
    };
  }
}

function placed({ path, code, message, severity }: ProofFinding, document: DocumentKey, documents: Documents): Finding {
  const remark = { code, message: sentence(message), severity };
  if (path[0] === 'worlds') return documents.finding('worlds', { ...remark, path: path.slice(1) });
  // A block is its proof.
  const isBlock = document.startsWith('proof ');
  return documents.finding(document, { ...remark, path: isBlock && path[0] === 'proof' ? path.slice(1) : path });
}

function sentence(message: string): string {
  const first = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?”]$/.test(first) ? first : `${first}.`;
}
