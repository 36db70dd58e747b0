import { optional } from '../kind.ts';
import { flag, nameOf } from '../kinds.ts';
import { done, verb } from '../verb.ts';

export const blockPublicAccess = verb({
  name: 'block-public-access',
  short: 'bucket',
  fields: { bucket: optional(nameOf('bucket')), off: optional(flag) },
  defaults: () => ['bucket'],
  sentence: ({ off = false }) => `Turn ${off ? 'off' : 'on'} Block Public Access`,
  async run({ bucket, off = false }, { world }) {
    const name = world.things.bucket(bucket);
    const PublicAccessBlockConfiguration = {
      BlockPublicAcls: !off,
      IgnorePublicAcls: !off,
      BlockPublicPolicy: !off,
      RestrictPublicBuckets: !off,
    };
    await world.asAccount('PutPublicAccessBlock', name, { PublicAccessBlockConfiguration });
    return done;
  },
});
