import { sourceOf } from '#base/byte-source.ts';
import { presign } from '#sigv4/presign.ts';
import type { Emulator } from './emulator.ts';
import type { S3Response } from './request.ts';

/** The object that a fresh account holds. */
export const demoObject = { bucket: 'valet-key-demo', key: 'hello.txt' } as const;

/** Example keys only, so that no scanner takes them for real ones. */
const demoKey = {
  accessKeyId: 'AKIAVALETDEMOEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
} as const;

export const demoUser = 'learner';
export const demoReader = 'reader';
export const demoRole = 'report-lambda';

export interface DemoOptions {
  readonly region: string;
  /** Origins of pages that the bucket's CORS rule names; never `*`. */
  readonly pageOrigins: readonly string[];
  readonly now: Date;
  /** The door's path, which is part of what is signed. */
  readonly basePath?: string | undefined;
}

/**
 * Gives an empty account a bucket with an object, a user who may do all on S3, one who may only read, and a role.
 * What is there already stays as it is.
 */
export async function seedDemo(emulator: Emulator, options: DemoOptions): Promise<typeof demoKey> {
  const identities = await emulator.control({ command: 'identities' });
  const isSeeded =
    identities.ok && identities.kind === 'identities' && identities.identities.some(({ name }) => name === demoUser);
  if (!isSeeded) {
    await emulator.control({ command: 'put-user', user: demoUser, allow: ['s3:*'] });
    await emulator.control({ command: 'import-access-key', user: demoUser, ...demoKey });
    await emulator.control({ command: 'put-user', user: demoReader, allow: ['s3:GetObject'] });
    await emulator.control({ command: 'create-access-key', user: demoReader });
    await emulator.control({ command: 'put-role', role: demoRole, allow: ['s3:GetObject', 's3:PutObject'] });
    await seedBucket(emulator, options);
  }
  return demoKey;
}

async function seedBucket(emulator: Emulator, options: DemoOptions): Promise<void> {
  const { bucket, key } = demoObject;
  const location =
    options.region === 'us-east-1'
      ? ''
      : `<CreateBucketConfiguration><LocationConstraint>${options.region}</LocationConstraint></CreateBucketConfiguration>`;
  await put(emulator, options, `/${bucket}`, location);
  const origins = options.pageOrigins.map((origin) => `<AllowedOrigin>${origin}</AllowedOrigin>`).join('');
  const methods = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE']
    .map((method) => `<AllowedMethod>${method}</AllowedMethod>`)
    .join('');
  const rule = `<CORSRule>${origins}${methods}<AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader><ExposeHeader>x-amz-request-id</ExposeHeader></CORSRule>`;
  if (origins) await put(emulator, options, `/${bucket}?cors`, `<CORSConfiguration>${rule}</CORSConfiguration>`);
  await put(
    emulator,
    options,
    `/${bucket}/${key}`,
    'Hello from a bucket that never left this computer.\n',
    'text/plain',
  );
}

/** One presigned PUT, carried out at once. */
async function put(
  emulator: Emulator,
  options: DemoOptions,
  target: string,
  body: string,
  type?: string,
): Promise<S3Response> {
  const status = await emulator.control({ command: 'status' });
  const instant = status.ok && status.kind === 'status' ? new Date(status.now) : options.now;
  const url = new URL(
    presign({
      method: 'PUT',
      url: `http://localhost${options.basePath ?? ''}${target}`,
      credentials: demoKey,
      region: options.region,
      instant,
      expiresSeconds: 60,
    }),
  );
  const { response } = await emulator.answer({
    method: 'PUT',
    rawPath: url.pathname,
    rawQuery: url.search.slice(1),
    headers: [
      ['host', 'localhost'],
      ['content-length', String(new TextEncoder().encode(body).length)],
      ...(type === undefined ? [] : [['content-type', type] as const]),
    ],
    body: sourceOf(body),
    sourceAddress: '127.0.0.1',
    secure: false,
  });
  if (response.status !== 200) throw new Error(`seeding ${target} was answered ${response.status}`);
  return response;
}
