import type { Path } from './finding.ts';
import type { Claim, Item, Misconception } from './shape.ts';

/** A text of a pack that is read as Markdown. */
export interface Prose {
  readonly path: Path;
  readonly text: string;
  readonly form: 'inline' | 'blocks';
}

/** Every text of an item that a learner reads. */
export function itemProse(item: Item): readonly Prose[] {
  const own = [...blocks(['stem'], item.stem), ...inline(['ask'], item.ask), ...blocks(['reality'], item.reality)];
  if (item.type === 'reveal') {
    const points = (item.points ?? []).flatMap((point, index) => inline(['points', index, 'text'], point.text));
    return [...own, ...points, ...blocks(['answer'], item.answer)];
  }
  const options = item.options.flatMap((option, index) => [
    ...inline(['options', index, 'text'], option.text),
    ...blocks(['options', index, 'why'], option.why),
  ]);
  const constraints = Object.entries(item.constraints ?? {}).flatMap(([id, text]) => inline(['constraints', id], text));
  return [...own, ...options, ...constraints];
}

export function claimProse(claims: readonly Claim[]): readonly Prose[] {
  return claims.flatMap((claim, index) => [
    ...inline([index, 'statement'], claim.statement),
    ...inline([index, 'supersedes'], claim.supersedes),
  ]);
}

export function misconceptionProse(misconceptions: readonly Misconception[]): readonly Prose[] {
  return misconceptions.flatMap((misconception, index) =>
    (['false', 'tempting', 'instead'] as const).flatMap((field) => inline([index, field], misconception[field])),
  );
}

function inline(path: Path, text: string | undefined): readonly Prose[] {
  return text === undefined ? [] : [{ path, text, form: 'inline' }];
}

function blocks(path: Path, text: string | undefined): readonly Prose[] {
  return text === undefined ? [] : [{ path, text, form: 'blocks' }];
}
