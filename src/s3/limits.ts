/** Numbers that S3 holds to. Sizes in bytes. */

export const presignMaximumSeconds = 604_800;
/** How far a header-signed request may be from S3's time, either way. */
export const maximumSkewMilliseconds = 900_000;
/** How far ahead the date of a presigned URL may lie. Assumed: no exact figure is documented. */
export const futureToleranceMilliseconds = 900_000;

export const partMinimumBytes = 5_242_880;
/** Of one request's body: an object put at once, or a part. */
export const putMaximumBytes = 5_368_709_120;
/** Of what one request copies. */
export const copySourceMaximumBytes = 5_368_709_120;
/** 10 000 parts of 5 GiB: 48.8 TiB, which AWS calls 50 TB. */
export const objectMaximumBytes = 53_687_091_200_000;
/** What a chunk of an aws-chunked body has at least, if another one with data follows. */
export const chunkMinimumBytes = 8_192;
export const partNumberMaximum = 10_000;

/** What may stand before the file of a form: recorded as the `MaxPostPreDataLengthBytes` of S3's answer. */
export const postHeadMaximumBytes = 20_480;
export const keyMaximumBytes = 1_024;
export const userMetadataMaximumBytes = 2_048;
export const listPageMaximum = 1_000;
export const tagKeyMaximumCharacters = 128;
export const tagValueMaximumCharacters = 256;
export const corsRulesMaximum = 100;
export const corsRuleIdMaximumCharacters = 255;
export const lifecycleRulesMaximum = 1_000;
/** Noncurrent versions that a lifecycle rule may keep. */
export const noncurrentVersionsMaximum = 100;
export const bucketPolicyMaximumBytes = 20_480;
/** The most that is read of a request whose body is a document (XML or JSON). */
export const documentMaximumBytes = 1_048_576;
/** Keys or versions that one DeleteObjects may name. */
export const deletionsMaximum = 1_000;
export const deleteListMaximumBytes = 2_097_152;

export const sessionMinimumSeconds = 900;
export const roleSessionMaximumSeconds = 43_200;
export const roleSessionDefaultSeconds = 3_600;
export const chainedSessionMaximumSeconds = 3_600;
export const sessionTokenMaximumSeconds = 129_600;
export const sessionTokenDefaultSeconds = 43_200;
export const rootSessionMaximumSeconds = 3_600;
export const sessionPolicyMaximumCharacters = 2_048;
