import { finding, type ProofFinding } from './finding.ts';
import type { Thing } from './kind.ts';
import { nameReference, namesIn, type DataPath } from './names.ts';
import { didYouMean, nearest } from './nearest.ts';
import { fieldPath } from './check-step.ts';
import type { ReadStep } from './placed-steps.ts';

/** What is known at a step: names with values, and the things of the world. */
export class Scope {
  readonly #names: Set<string>;
  readonly #things: Map<Thing, Set<string>>;

  constructor(from?: Scope) {
    this.#names = new Set(from ? from.#names : []);
    this.#things = new Map();
    if (from) for (const [thing, names] of from.#things) this.#things.set(thing, new Set(names));
  }

  /** What the step reads that nothing made before; then what it makes is known. */
  enter(step: ReadStep): readonly ProofFinding[] {
    const findings = [...this.#unbound(step), ...this.#unknown(step), ...this.#needed(step)];
    for (const name of step.verb.binds(step.fields)) this.#names.add(name);
    for (const { thing, name } of step.verb.declares(step.fields)) this.#of(thing).add(name);
    return findings;
  }

  #of(thing: Thing): Set<string> {
    const names = this.#things.get(thing) ?? new Set<string>();
    this.#things.set(thing, names);
    return names;
  }

  #known(thing: Thing): readonly string[] {
    if (thing === 'identity') return [...this.#of('user'), ...this.#of('role')];
    return [...this.#of(thing)];
  }

  #unbound(step: ReadStep): readonly ProofFinding[] {
    return namesIn(step.fields).flatMap(({ name, path }) => {
      if (this.#names.has(name)) return [];
      const message = `nothing binds \`$${name}\` before this step${didYouMean(name, this.#names)}`;
      return [finding('unbound-name', fieldPath(step, path), message)];
    });
  }

  #unknown(step: ReadStep): readonly ProofFinding[] {
    return Object.entries(step.verb.entries).flatMap(([field, { refers }]) => {
      const name = step.fields[field];
      if (!refers || refers === 'world' || typeof name !== 'string' || nameReference(name)) return [];
      const known = this.#known(refers);
      if (known.includes(name) || isMeant(step, field, name, known)) return [];
      return [finding('unknown-name', fieldPath(step, [field]), unknownWords(refers, name, known, this.#of('role')))];
    });
  }

  #needed(step: ReadStep): readonly ProofFinding[] {
    return step.verb.defaults(step.fields).flatMap((field) => {
      const thing = step.verb.entries[field]?.refers;
      if (!thing || step.fields[field] !== undefined) return [];
      const known = this.#known(thing);
      if (known.length === 1) return [];
      const path: DataPath = step.path;
      if (known.length > 1) return [finding('needs-a-name', path, `say \`${field}\`: there are ${known.join(', ')}`)];
      const way =
        thing === 'user' && this.#of('role').size > 0
          ? 'with `assume`, save a session and sign `as` it'
          : `add a \`${thing}\` step before`;
      return [finding('needs-a-name', path, `there is no ${thing} here; ${way}`)];
    });
  }
}

/** A bucket that is not there on purpose, or one that a call makes; anonymous callers. */
function isMeant({ verb, fields }: ReadStep, field: string, name: string, known: readonly string[]): boolean {
  if (field === 'as') return verb.name === 'call' && name === 'anonymous';
  const mayMiss = field === 'bucket' && (verb.name === 'presign' || verb.name === 'call');
  return mayMiss && (fields['operation'] === 'CreateBucket' || nearest(name, known) === undefined);
}

function unknownWords(thing: Thing, name: string, known: readonly string[], roles: ReadonlySet<string>): string {
  if (thing === 'user' && roles.has(name))
    return `\`${name}\` is a role: \`assume\` it, save the session and sign \`as\` that`;
  return `there is no ${thing} \`${name}\`${didYouMean(name, known)}`;
}
