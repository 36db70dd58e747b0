import * as v from 'valibot';

import { StepFault } from '../step-fault.ts';
import { isPlain } from '../names.ts';
import { plainWords } from '../plain-words.ts';
import { done, type Verb } from '../verb.ts';

/** Binds values to names, again where they were bound before. Its map is the names. */
export const set: Verb = {
  name: 'set',
  entries: {},
  schema: v.record(v.pipe(v.string(), v.regex(/^[A-Za-z][\w-]*$/, 'expected a name without `$`')), v.unknown()),
  isSetup: true,
  declares: () => [],
  binds: (written) => Object.keys(written),
  defaults: () => [],
  complaints: () => [],
  prepare(resolved, written) {
    if (!isPlain(resolved)) throw new StepFault('expected a map of names and their values');
    return {
      sentence: `Set ${Object.entries(written).map(assignment).join(', ')}`,
      async carryOut({ names }) {
        for (const [name, value] of Object.entries(resolved)) names.set(name, value);
        return done;
      },
    };
  },
};

function assignment([name, value]: readonly [string, unknown]): string {
  const text = plainWords(value);
  return text.length > 60 || text.includes('`') ? `\`${name}\`` : `\`${name}\` to \`${text}\``;
}
