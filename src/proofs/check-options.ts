import { hasControl } from './control.ts';
import { finding, type ProofFinding } from './finding.ts';
import { isProven } from './language.ts';
import { didYouMean } from './nearest.ts';
import { hasOwnThens, keysOf, responseRows } from './rows.ts';
import type { ProofOption, ProofSubject } from './subject.ts';

/** What is wrong with how options, `then` and constraints go together. */
export function optionFindings(subject: ProofSubject): readonly ProofFinding[] {
  const findings = [...thenFindings(subject)];
  if (subject.type !== 'choice') return findings;
  const { options = [] } = subject;
  findings.push(...options.flatMap((option, index) => ofOption(subject, option, index)));
  if (keysOf(options).length === 0)
    findings.push(finding('no-key', ['options'], 'mark the option that is right with `correct: true`'));
  if (findings.length > 0) return findings;
  return [...comparisonFindings(subject), ...controlFindings(subject)];
}

function thenFindings(subject: ProofSubject): readonly ProofFinding[] {
  const then = isProven(subject.proof) ? subject.proof.then : undefined;
  const isOwn = hasOwnThens(subject);
  if (isOwn && then)
    return [
      finding('two-thens', ['proof', 'then'], 'either the proof has a `then`, or each option has one of its own'),
    ];
  if (isOwn || (then && then.length > 0)) return [];
  return [finding('missing-then', ['proof'], 'say in `then` what the question asks for')];
}

function ofOption(subject: ProofSubject, option: ProofOption, index: number): readonly ProofFinding[] {
  const path = ['options', index];
  const findings: ProofFinding[] = [];
  if (hasOwnThens(subject)) {
    if (!option.then)
      findings.push(finding('missing-then', path, `\`${option.id}\` needs a \`then\`, as the other options have`));
    if (subject.together)
      findings.push(finding('two-thens', path, 'options chosen `together` share the `then` of the proof'));
  } else if (!option.do) {
    findings.push(
      finding('missing-do', path, `say what \`${option.id}\` does, or \`do: []\` where it changes nothing`),
    );
  }
  return [...findings, ...breaksFindings(subject, option, index)];
}

function breaksFindings(
  { constraints, together }: ProofSubject,
  option: ProofOption,
  index: number,
): readonly ProofFinding[] {
  const { breaks, correct } = option;
  if (breaks === undefined) return [];
  const path = ['options', index, 'breaks'];
  if (together)
    return [finding('breaks-together', path, 'an option that breaks a constraint stands alone, not in a combination')];
  if (correct) return [finding('no-key', path, `\`${option.id}\` can't be right and break a constraint`)];
  if (!constraints || Object.hasOwn(constraints, breaks)) return [];
  return [
    finding(
      'unknown-constraint',
      path,
      `there is no constraint \`${breaks}\`${didYouMean(breaks, Object.keys(constraints))}`,
    ),
  ];
}

/** MOST and LEAST compare options that all work. */
function comparisonFindings({ ask = '', options = [], constraints }: ProofSubject): readonly ProofFinding[] {
  const [word] = /\b(MOST|LEAST)\b/.exec(ask) ?? [];
  if (word === undefined || options.some(({ breaks }) => breaks !== undefined)) return [];
  const way = constraints ? '`breaks`' : '`constraints` and `breaks`';
  return [finding('missing-breaks', ['ask'], `${word} needs an option that works and yet loses: mark it with ${way}`)];
}

/** Where `then` can't be run with nothing done, a wrong row shows that it can fail. */
function controlFindings(subject: ProofSubject): readonly ProofFinding[] {
  if (hasControl(subject) || responseRows(subject).some(({ mustHold }) => !mustHold)) return [];
  const message = 'nothing here can fail: add an option that does not work, or a `then` that needs what the options do';
  return [finding('missing-control', ['options'], message)];
}
