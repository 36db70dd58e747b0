/** Ways in which a key of KMS encrypts, by Amazon's names; the second does it twice. */
export const kmsAlgorithms = ['aws:kms', 'aws:kms:dsse'] as const;
export type KmsAlgorithm = (typeof kmsAlgorithms)[number];

/** How an object is encrypted with a key of KMS. */
export interface KmsEncryption {
  readonly algorithm: KmsAlgorithm;
  /** `arn:aws:kms:us-east-1:111122223333:key/…` */
  readonly keyArn: string;
  readonly bucketKey?: boolean | undefined;
  /** True for `aws/s3`, the key that AWS manages for S3 in each account. */
  readonly isManaged?: boolean | undefined;
}

/** What a bucket says of objects that come without encryption headers. */
export interface DefaultEncryption {
  readonly algorithm: 'AES256' | KmsAlgorithm;
  /** As it was written: id, alias or ARN; `aws/s3` when left out. */
  readonly keyId?: string | undefined;
  readonly bucketKey?: boolean | undefined;
}

export function isKmsAlgorithm(text: string): text is KmsAlgorithm {
  return (kmsAlgorithms as readonly string[]).includes(text);
}
