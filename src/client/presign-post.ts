import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';

import type { Credentials } from './credentials.ts';
import type { Endpoint } from './endpoint.ts';
import { sdkClient } from './sdk-client.ts';
import { sdkRefusal } from './sdk-refusal.ts';

/** A condition in Amazon's words: `['starts-with', '$key', 'user/']`, `['content-length-range', 1, 1024]`. */
export type PostCondition = NonNullable<PresignedPostOptions['Conditions']>[number];

export interface PresignPostRequest {
  readonly credentials: Credentials;
  readonly endpoint: Endpoint;
  readonly bucket: string;
  /** May end in `${filename}`: then the policy holds the key to what stands before it. */
  readonly key: string;
  /** Fields that the form is to send; each becomes a condition. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
  readonly conditions?: readonly PostCondition[] | undefined;
  readonly expiresSeconds: number;
  readonly instant: Date;
  /** The system's, but in a test: the SDK reads it too. */
  readonly clock?: (() => number) | undefined;
}

/** A form that whoever holds it may submit, with a file of theirs. */
export interface SignedPost {
  /** Where it is posted to. */
  readonly url: string;
  /** In the order in which they go before the file. */
  readonly fields: Readonly<Record<string, string>>;
  /** The last instant at which its policy is good. */
  readonly expiresAt: Date;
}

/**
 * Signs a POST policy with the AWS SDK.
 *
 * @throws SdkRefusal where the SDK signs nothing.
 */
export async function presignPost(request: PresignPostRequest): Promise<SignedPost> {
  const { credentials, endpoint, bucket, key, fields, conditions, expiresSeconds, clock = Date.now } = request;
  // Whole seconds, which is what the SDK writes: the moment that passes while it signs is cut off.
  const instant = Math.floor(request.instant.getTime() / 1000) * 1000;
  const client = sdkClient({ credentials, endpoint, checksums: false });
  // The SDK signs at the system's time and this; no option takes an instant.
  Object.defineProperty(client.config, 'systemClockOffset', { get: () => instant - clock() });
  const made = createPresignedPost(client, {
    Bucket: bucket,
    Key: key,
    Expires: expiresSeconds,
    ...(fields && { Fields: { ...fields } }),
    ...(conditions && { Conditions: [...conditions] }),
  });
  const signed = await made.catch((error: unknown) => Promise.reject(sdkRefusal(error)));
  return { ...signed, expiresAt: new Date(instant + expiresSeconds * 1000) };
}
