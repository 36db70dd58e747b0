import { nameOf } from '../kinds.ts';
import { done, verb } from '../verb.ts';

/** The steps of an entry of the pack's worlds stand in its place before anything runs (`placed-steps.ts`). */
export const world = verb({
  name: 'world',
  short: 'id',
  fields: { id: nameOf('world') },
  isSetup: true,
  sentence: ({ id }) => `The world \`${id}\``,
  run: async () => done,
});
