import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { expect, test } from '@playwright/test';
import { openReady } from './page.ts';

/** The key of the account in this browser, which is an example for everyone. */
const credentials = {
  accessKeyId: 'AKIAVALETDEMOEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const Bucket = 'valet-key-demo';

/** A form signed by the AWS SDK for the emulator behind the page's worker. */
async function signedForm(baseURL: string, fields: Record<string, string> = {}) {
  const client = new S3Client({
    credentials,
    region: 'us-east-1',
    endpoint: `${baseURL}s3`,
    forcePathStyle: true,
  });
  return createPresignedPost(client, {
    Bucket,
    Key: 'uploads/${filename}',
    Fields: fields,
    Conditions: [['content-length-range', 1, 64]],
    Expires: 600,
  });
}

test('a form that a script sends is stored, and one with too large a file is refused', async ({ page, baseURL }) => {
  await openReady(page);
  const form = await signedForm(baseURL!);
  const sent = (size: number) =>
    page.evaluate(
      async ({ url, fields, bytes }) => {
        const body = new FormData();
        for (const [name, value] of Object.entries(fields)) body.append(name, value);
        body.append('file', new Blob(['x'.repeat(bytes)], { type: 'text/plain' }), 'note.txt');
        const answer = await fetch(url, { method: 'POST', body });
        return { status: answer.status, text: await answer.text() };
      },
      { ...form, bytes: size },
    );
  expect((await sent(64)).status).toBe(204);
  const refused = await sent(65);
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('<Code>EntityTooLarge</Code>');
});

test('a form that is submitted as a page leads to where its policy says', async ({ page, baseURL }) => {
  await openReady(page);
  const form = await signedForm(baseURL!, { success_action_redirect: `${baseURL!}#/lab` });
  await page.evaluate(({ url, fields }) => {
    const element = document.createElement('form');
    element.method = 'post';
    element.action = url;
    element.enctype = 'multipart/form-data';
    for (const [name, value] of Object.entries(fields)) {
      const input = document.createElement('input');
      Object.assign(input, { type: 'hidden', name, value });
      element.append(input);
    }
    const file = document.createElement('input');
    Object.assign(file, { type: 'file', name: 'file', id: 'chosen' });
    element.append(file);
    document.body.append(element);
  }, form);
  await page
    .locator('#chosen')
    .setInputFiles({ name: 'picture.txt', mimeType: 'text/plain', buffer: Buffer.from('small') });
  await Promise.all([
    page.waitForURL(/etag=/),
    page.evaluate(() => document.querySelector<HTMLFormElement>('form:has(#chosen)')!.submit()),
  ]);
  const { searchParams } = new URL(page.url());
  expect(searchParams.get('key')).toBe('uploads/picture.txt');
  expect(searchParams.get('bucket')).toBe(Bucket);
});
