import type { Emulator } from '#s3/emulator.ts';
import { demoObject, seedDemo } from '#s3/demo.ts';
import { presign } from '#sigv4/presign.ts';

/** The Region of the demo: boto3 and AWS CLI 1 presign with Signature Version 4 there by default. */
export const demoRegion = 'us-east-2';

/** Seeds the demo account and gives a URL that works when pasted. */
export async function demoUrl(
  emulator: Emulator,
  s3Origin: string,
  pageOrigins: readonly string[],
): Promise<DemoAccess> {
  const credentials = await seedDemo(emulator, { region: demoRegion, pageOrigins, now: new Date() });
  const url = presign({
    method: 'GET',
    url: `${s3Origin}/${demoObject.bucket}/${demoObject.key}`,
    credentials,
    region: demoRegion,
    instant: new Date(),
    expiresSeconds: 604_800,
  });
  return { accessKeyId: credentials.accessKeyId, secretAccessKey: credentials.secretAccessKey, url };
}

export interface DemoAccess {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly url: string;
}
