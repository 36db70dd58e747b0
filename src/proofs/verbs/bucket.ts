import { optional } from '../kind.ts';
import { accountNumber, oneOf, text } from '../kinds.ts';
import { encryption, encryptionConfiguration, encryptionWords } from '../encryption.ts';
import { versioning } from '../versioning.ts';
import { done, verb } from '../verb.ts';
import { worldRegion } from '../world-defaults.ts';

const ownerships = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;

export const bucket = verb({
  name: 'bucket',
  short: 'name',
  fields: {
    name: text,
    region: optional(text),
    account: optional(accountNumber),
    versioning: optional(versioning),
    'object-ownership': optional(oneOf(ownerships, ownerships.map((name) => `\`${name}\``).join(' or '))),
    encryption: optional(encryption),
  },
  isSetup: true,
  declares: ({ name }) => (typeof name === 'string' ? [{ thing: 'bucket', name }] : []),
  sentence: ({ name, region, account, versioning: status, 'object-ownership': ownership, encryption: encrypted }) =>
    [
      `Bucket \`${name}\``,
      region === undefined ? '' : ` in ${region}`,
      account === undefined ? '' : ` of account ${account}`,
      status === undefined ? '' : status === 'Enabled' ? ', with versioning' : ', with versioning suspended',
      ownership === undefined ? '' : `, object ownership \`${ownership}\``,
      encrypted === undefined ? '' : `, ${encryptionWords(encrypted)}`,
    ].join(''),
  async run(values, { world }) {
    const { name, region = worldRegion, account, versioning: status, 'object-ownership': ownership } = values;
    world.things.buckets.set(name, region);
    if (account !== undefined) world.things.bucketAccounts.set(name, account);
    await world.asAccount('CreateBucket', name, {
      // us-east-1 is the Region that a location constraint can't name.
      ...(region !== worldRegion && { CreateBucketConfiguration: { LocationConstraint: region } }),
      ...(ownership !== undefined && { ObjectOwnership: ownership }),
    });
    if (status !== undefined) {
      await world.asAccount('PutBucketVersioning', name, { VersioningConfiguration: { Status: status } });
    }
    if (values.encryption !== undefined) {
      await world.asAccount('PutBucketEncryption', name, encryptionConfiguration(values.encryption));
    }
    return done;
  },
});
