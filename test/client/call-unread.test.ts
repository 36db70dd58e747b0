import { expect, test } from 'vitest';
import { utf8 } from '#base/bytes.ts';
import { call } from '#client/call.ts';
import type { Transport } from '#client/transport.ts';

const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

function answering(status: number, body: string): Transport {
  return () => Promise.resolve({ status, headers: [['content-type', 'application/xml']], body: utf8(body) });
}

function complete(transport: Transport) {
  const input = { Bucket: 'b', Key: 'k', UploadId: 'u', MultipartUpload: { Parts: [] } };
  const endpoint = { region: 'us-east-1', addressing: 'virtual' } as const;
  return call({ credentials, endpoint, transport, instant: new Date(0), operation: 'CompleteMultipartUpload', input });
}

test('a good answer that the SDK cannot read is an error, never an empty output', async () => {
  await expect(complete(answering(200, '<Complete'))).rejects.toThrow();
});

test('an error in the body of a 200 is an answer of S3', async () => {
  const result = await complete(answering(200, '<Error><Code>InternalError</Code><Message>late</Message></Error>'));
  expect({ status: result.status, code: result.code, message: result.message }).toEqual({
    status: 200,
    code: 'InternalError',
    message: 'late',
  });
});
