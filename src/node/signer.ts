import type { IncomingMessage, ServerResponse } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import type { Credentials } from '#client/credentials.ts';
import { presignOperations } from '#client/operations.ts';
import { presign } from '#client/presign.ts';
import { jsonBody, sendJson } from './control-route.ts';
import { isOwnRequest } from './guard.ts';

/** A real bucket for which this computer signs; the page gets URLs and never sees a key. */
export interface ConfiguredBucket {
  readonly bucket: string;
  readonly region: string;
  readonly endpoint?: string | undefined;
  readonly profile?: string | undefined;
}

/** What the page may ask to have signed; the bucket is always the configured one. */
const signRequest = v.strictObject({
  operation: v.picklist(presignOperations),
  key: v.optional(v.pipe(v.string(), v.maxLength(1024))),
  input: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
  expiresSeconds: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(604_800)),
  sign: v.optional(v.pipe(v.array(v.string()), v.maxLength(20))),
  checksums: v.optional(v.boolean()),
});

/** Origins that the page must be able to reach for the configured bucket. */
export function bucketOrigins(bucket: ConfiguredBucket | undefined): readonly string[] {
  if (!bucket) return [];
  if (bucket.endpoint === undefined)
    return [`https://${bucket.bucket}.s3.${bucket.region}.amazonaws.com`, `https://s3.${bucket.region}.amazonaws.com`];
  return [new URL(bucket.endpoint).origin];
}

/** Tells the page what this computer offers: its emulator, and the configured bucket if there is one. */
export function describeBucket(
  bucket: ConfiguredBucket | undefined,
  emulator: string,
  message: IncomingMessage,
  response: ServerResponse,
  port: number,
): void {
  if (!isOwnRequest(message, port)) sendJson(response, 403, { ok: false });
  else
    sendJson(response, 200, {
      emulator,
      bucket: bucket && { bucket: bucket.bucket, region: bucket.region, endpoint: bucket.endpoint },
    });
}

/** Presigns for the configured bucket with the AWS credential chain of this computer. */
export async function answerSign(
  bucket: ConfiguredBucket | undefined,
  message: IncomingMessage,
  response: ServerResponse,
  port: number,
): Promise<void> {
  if (!isOwnRequest(message, port)) return sendJson(response, 403, { ok: false });
  if (!bucket)
    return sendJson(response, 404, {
      ok: false,
      message: 'No bucket is configured: npm start -- --bucket NAME --region REGION',
    });
  const asked = v.safeParse(signRequest, await jsonBody(message));
  if (!asked.success) return sendJson(response, 400, { ok: false, message: asked.issues[0].message });
  let credentials: Credentials;
  try {
    credentials = await chainCredentials(bucket);
  } catch {
    // The chain's own message may name files and environment; the page needs only what to do.
    const hint =
      bucket.profile === undefined ? 'Run "aws configure" or set AWS_PROFILE' : `Check the profile ${bucket.profile}`;
    return sendJson(response, 502, {
      ok: false,
      message: `This computer found no AWS credentials. ${hint}, then try again.`,
    });
  }
  try {
    const signed = await presign({
      credentials,
      endpoint: {
        region: bucket.region,
        addressing: bucket.endpoint === undefined ? 'virtual' : 'path',
        ...(bucket.endpoint && { url: bucket.endpoint }),
      },
      operation: asked.output.operation,
      bucket: bucket.bucket,
      ...(asked.output.key !== undefined && { key: asked.output.key }),
      input: asked.output.input ?? {},
      expiresSeconds: asked.output.expiresSeconds,
      instant: new Date(),
      sign: asked.output.sign ?? [],
      checksums: asked.output.checksums,
    });
    sendJson(response, 200, { ok: true, signed, sessionEnds: credentials.expiration });
  } catch (error) {
    sendJson(response, 400, {
      ok: false,
      message: error instanceof Error ? error.message : 'The request cannot be signed.',
    });
  }
}

async function chainCredentials(bucket: ConfiguredBucket): Promise<Credentials> {
  const client = new S3Client({
    region: bucket.region,
    ...(bucket.profile !== undefined && { profile: bucket.profile }),
  });
  try {
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = await client.config.credentials();
    return {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken !== undefined && { sessionToken }),
      ...(expiration && { expiration }),
    };
  } finally {
    client.destroy();
  }
}
