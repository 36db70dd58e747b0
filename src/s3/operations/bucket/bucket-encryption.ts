import { element, type XmlElement } from '#base/xml.ts';
import { malformedXml, readXml } from '../../body/document.ts';
import { isKmsAlgorithm, type DefaultEncryption } from '../../encryption/kms-encryption.ts';
import { S3Error } from '../../errors.ts';
import { elements, emptyAnswer, noContent, xmlAnswer } from '../answers.ts';
import type { Handler, OperationContext } from '../context.ts';
import { bucketOf, updateBucket } from './bucket-record.ts';

const byS3: DefaultEncryption = { algorithm: 'AES256' };

/** Every bucket has a default encryption: with S3's own keys, unless it says otherwise. */
export const getBucketEncryption: Handler = async (context) => {
  const { algorithm, keyId, bucketKey = false } = bucketOf(context).encryption ?? byS3;
  return xmlAnswer('ServerSideEncryptionConfiguration', [
    element('Rule', [
      element('ApplyServerSideEncryptionByDefault', elements({ SSEAlgorithm: algorithm, KMSMasterKeyID: keyId })),
      element('BucketKeyEnabled', bucketKey),
    ]),
  ]);
};

/** Holds for objects that come from then on; those that are there stay as they are. */
export const putBucketEncryption: Handler = async (context) => {
  const configuration = await readXml(context, 'ServerSideEncryptionConfiguration');
  const [rule, ...more] = configuration.all('Rule');
  if (!rule || more.length > 0) return malformedXml(context, 'There has to be one Rule.');
  const encryption = encryptionOf(context, rule);
  await updateBucket(context, (bucket) => ({ ...bucket, encryption }));
  context.checks.pass('request');
  return emptyAnswer();
};

/** Goes back to S3's own keys. */
export const deleteBucketEncryption: Handler = async (context) => {
  await updateBucket(context, (bucket) => ({ ...bucket, encryption: undefined }));
  return noContent();
};

function encryptionOf(context: OperationContext, rule: XmlElement): DefaultEncryption {
  const byDefault = rule.child('ApplyServerSideEncryptionByDefault');
  const algorithm = byDefault?.textOf('SSEAlgorithm') ?? 'AES256';
  const keyId = byDefault?.textOf('KMSMasterKeyID');
  const bucketKey = rule.textOf('BucketKeyEnabled')?.trim() === 'true';
  if (isKmsAlgorithm(algorithm)) return { algorithm, keyId, bucketKey };
  if (algorithm !== 'AES256') malformedXml(context, 'SSEAlgorithm is none of the three.');
  if (keyId !== undefined) {
    const message = 'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse';
    const extras = { ArgumentName: 'ApplyServerSideEncryptionByDefault' };
    context.checks.fail('request', new S3Error('InvalidArgument', extras, message));
  }
  return { algorithm: 'AES256', bucketKey };
}
