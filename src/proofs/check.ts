import { bounds } from './bounds.ts';
import { stepFindings } from './check-step.ts';
import { optionFindings } from './check-options.ts';
import { hasControl } from './control.ts';
import { finding, type ProofFinding } from './finding.ts';
import { largeFillFindings } from './large-fills.ts';
import { isProven } from './language.ts';
import { didYouMean } from './nearest.ts';
import { givenSteps, placed, readStep, thenSteps, worldId, type PlacedStep } from './placed-steps.ts';
import { controlRow, responseRows, type Row } from './rows.ts';
import { Scope } from './scope.ts';
import type { ProofSubject } from './subject.ts';

/** Everything that can be said about a proof without carrying it out. */
export function checkProof(subject: ProofSubject): readonly ProofFinding[] {
  if (!isProven(subject.proof)) return [];
  const single = allSteps(subject).flatMap(stepFindings);
  const shape = [...worldFindings(subject), ...optionFindings(subject)];
  // Rows of a malformed item would repeat the same mistakes in other words.
  if (single.length > 0 || shape.length > 0) return unique([...single, ...shape]);
  return unique([...boundsFindings(subject), ...rowFindings(subject), ...largeFillFindings(allSteps(subject))]);
}

/** Each step of the item once. */
function allSteps(subject: ProofSubject): readonly PlacedStep[] {
  const ofOptions = (subject.options ?? []).flatMap((option, index) => [
    ...placed(option.do, ['options', index, 'do']),
    ...placed(option.then, ['options', index, 'then']),
  ]);
  return [...givenSteps(subject), ...ofOptions, ...thenSteps(subject)];
}

/** A world stands first in `given`, and nowhere else. */
function worldFindings(subject: ProofSubject): readonly ProofFinding[] {
  const given = isProven(subject.proof) ? placed(subject.proof.given, ['proof', 'given']) : [];
  const first = given[0] && worldId(given[0].step);
  const elsewhere = [...given.slice(1), ...allSteps(subject).filter(({ path }) => path[1] !== 'given')];
  const misplaced = elsewhere
    .filter(({ step }) => worldId(step) !== undefined)
    .map(({ path }) => finding('world-not-first', path, 'a `world` stands first in `given`, once'));
  if (first === undefined || Object.hasOwn(subject.worlds, first)) return misplaced;
  const message = `there is no world \`${first}\`${didYouMean(first, Object.keys(subject.worlds))}`;
  return [finding('unknown-name', ['proof', 'given', 0, 'world'], message), ...misplaced];
}

function boundsFindings(subject: ProofSubject): readonly ProofFinding[] {
  const rows = responseRows(subject);
  const findings: ProofFinding[] = [];
  if (rows.length > bounds.rows)
    findings.push(finding('too-much', ['options'], `these are ${rows.length} rows; at most ${bounds.rows} are run`));
  const given = givenSteps(subject).length;
  const longest = Math.max(0, ...rows.map(({ steps, then }) => given + steps.length + then.length));
  if (longest > bounds.steps)
    findings.push(finding('too-much', ['proof'], `a row has ${longest} steps; at most ${bounds.steps} are run`));
  return findings;
}

/** Names and things, step by step, as each row would meet them. */
function rowFindings(subject: ProofSubject): readonly ProofFinding[] {
  const beginning = new Scope();
  const findings = [...entered(beginning, givenSteps(subject))];
  const responses = responseRows(subject);
  const rows = (hasControl(subject) ? [...responses, controlRow(subject)] : responses).slice(0, bounds.rows);
  const inThen = rows.map((row) => {
    const scope = new Scope(beginning);
    findings.push(...entered(scope, row.steps));
    return { row, found: entered(scope, row.then) };
  });
  for (const { row, found } of inThen)
    findings.push(...found.map((one) => (isEverywhere(one) ? one : ofRow(one, row))));
  return findings;

  function isEverywhere({ path }: ProofFinding): boolean {
    return inThen.every(({ found }) => found.some((other) => String(other.path) === String(path)));
  }
}

function entered(scope: Scope, steps: readonly PlacedStep[]): readonly ProofFinding[] {
  return steps.flatMap((item) => {
    const step = readStep(item);
    return step ? scope.enter(step) : [];
  });
}

/** In a common `then` a name may be missing for some responses only. */
function ofRow(found: ProofFinding, row: Row): ProofFinding {
  if (found.code !== 'unbound-name' || found.path[0] !== 'proof') return found;
  const way = 'bind it there too, or give each option a `then` of its own';
  return { ...found, message: `${found.message} when \`${row.id}\` is carried out: ${way}` };
}

function unique(findings: readonly ProofFinding[]): readonly ProofFinding[] {
  const byPlace = new Map(findings.map((found) => [JSON.stringify([found.path, found.code]), found]));
  return [...byPlace.values()];
}
