import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { bench, describe } from 'vitest';
import { presign } from '#sigv4/presign.ts';

const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const region = 'us-east-1';
const instant = new Date('2026-03-01T09:00:00Z');
const client = new S3Client({ region, credentials });

describe('100 presigned URLs', () => {
  bench('ours (sigv4)', () => {
    for (let part = 1; part <= 100; part += 1)
      presign({
        method: 'PUT',
        url: `https://b.s3.us-east-1.amazonaws.com/k?partNumber=${part}&uploadId=u`,
        credentials,
        region,
        instant,
        expiresSeconds: 900,
      });
  });
  bench('the AWS SDK', async () => {
    for (let part = 1; part <= 100; part += 1)
      await getSignedUrl(client, new GetObjectCommand({ Bucket: 'b', Key: `k${part}` }), { signingDate: instant });
  });
});
