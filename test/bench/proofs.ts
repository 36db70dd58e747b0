import { checkPack } from '#packs/check.ts';
import { packFiles } from '#packs/folder.ts';
import { isChoice, type Pack } from '#packs/shape.ts';
import { readPack } from '#packs/source.ts';
import { itemSubject } from '#packs/subject.ts';
import { isProven } from '#proofs/language.ts';
import { responseRows } from '#proofs/rows.ts';
import { runRow } from '#proofs/run.ts';
import type { ProofSubject } from '#proofs/subject.ts';
import { budgeted, duration, row, section } from './report.ts';
import { median } from './rounds.ts';

const folder = 'questions/dva-c02-s3';
const requestsWanted = 10;
const verdictMilliseconds = 100;
const laterAnswers = 25;

interface AnsweredItem {
  readonly subject: ProofSubject;
  readonly rowId: string;
  readonly requests: number;
  readonly milliseconds: number;
}

/** From an answer to its verdict, and all matrices of the pack. */
export async function measureProofs(): Promise<void> {
  const files = await packFiles(folder);
  const { pack } = readPack(files);
  if (!pack) throw new Error(`${folder} cannot be read`);
  // The first of them finds nothing compiled and nothing kept, as a learner's first answer does.
  const answers: AnsweredItem[] = [];
  for (const { subject, rowId } of rightRows(pack)) {
    const { requests, milliseconds } = await runRow(subject, rowId);
    answers.push({ subject, rowId, requests, milliseconds });
  }
  const chosen = answers.reduce((best, answer) => (distance(answer) < distance(best) ? answer : best));
  const later: number[] = [];
  for (let count = 0; count < laterAnswers; count += 1)
    later.push((await runRow(chosen.subject, chosen.rowId)).milliseconds);
  const slowest = answers.slice(1).reduce((one, other) => (other.milliseconds > one.milliseconds ? other : one));
  const started = performance.now();
  const report = await checkPack(files);
  const rows = report.matrices.reduce((count, { matrix }) => count + matrix.rows.length, 0);
  section('From an answer to its verdict, without a screen', [
    row('the first answer', duration(answers[0]?.milliseconds ?? Number.NaN), `${answers[0]?.requests} requests`),
    budgeted(`${chosen.requests} requests (${chosen.subject.id})`, median(later), verdictMilliseconds),
    budgeted(`the slowest item, asked once (${slowest.subject.id})`, slowest.milliseconds, verdictMilliseconds),
    row('the whole pack checked', duration(performance.now() - started), `${rows} rows`),
  ]);
}

function rightRows(pack: Pack): readonly { readonly subject: ProofSubject; readonly rowId: string }[] {
  const items = pack.chapters.flatMap((chapter) => chapter.items).filter(isChoice);
  return items.flatMap((item) => {
    const subject = itemSubject(item, pack.worlds);
    const row = subject && isProven(subject.proof) ? responseRows(subject).find(({ mustHold }) => mustHold) : undefined;
    return subject && row ? [{ subject, rowId: row.id }] : [];
  });
}

function distance({ requests }: AnsweredItem): number {
  return Math.abs(requests - requestsWanted);
}
