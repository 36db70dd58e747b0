import type { Finding } from './finding.ts';

/** Access key ids as AWS writes them; those of its documentation end in EXAMPLE. */
const accessKeyId = /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g;

/** Access keys in a text: a pack is handed out. */
export function secretFindings(file: string, text: string): readonly Finding[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(accessKeyId)]
      .filter(([id]) => !id.endsWith('EXAMPLE'))
      .map((match): Finding => {
        const message = 'This looks like a real access key. Deactivate it, and write AKIAIOSFODNN7EXAMPLE here.';
        return { file, line: index + 1, column: match.index + 1, severity: 'error', code: 'X1-secret', message };
      }),
  );
}
