import { optional } from '../kind.ts';
import { text } from '../kinds.ts';
import { done, verb } from '../verb.ts';
import { worldRegion } from '../world-defaults.ts';

export const bucket = verb({
  name: 'bucket',
  short: 'name',
  fields: { name: text, region: optional(text) },
  isSetup: true,
  declares: ({ name }) => (typeof name === 'string' ? [{ thing: 'bucket', name }] : []),
  sentence: ({ name, region }) => `Bucket \`${name}\`${region === undefined ? '' : ` in ${region}`}`,
  async run({ name, region = worldRegion }, { world }) {
    world.things.buckets.set(name, region);
    // us-east-1 is the Region that a location constraint can't name.
    const constraint = region === worldRegion ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
    await world.asAccount('CreateBucket', name, constraint);
    return done;
  },
});
