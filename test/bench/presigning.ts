import { UploadPartCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { SigningKeys } from '#sigv4/signing-key.ts';
import { presign } from '#sigv4/presign.ts';
import { comparison, duration, row, section } from './report.ts';
import { interleaved, timed } from './rounds.ts';
import { credentials, region } from './signed.ts';

const urls = 100;
const urlsOfUpload = 10_000;
const at = { Bucket: 'bench-bucket', Key: 'big.bin', UploadId: 'exampleUploadId' };

/** The URLs of an upload's parts, by the AWS SDK and by ours. */
export async function measurePresigning(): Promise<void> {
  const client = new S3Client({ region, credentials });
  const bySdk = async (): Promise<void> => {
    for (let PartNumber = 1; PartNumber <= urls; PartNumber += 1)
      await getSignedUrl(client, new UploadPartCommand({ ...at, PartNumber }), { expiresIn: 900 });
  };
  const byOurs = (keys?: SigningKeys, count = urls): void => {
    const instant = new Date();
    for (let partNumber = 1; partNumber <= count; partNumber += 1) {
      const url = `https://${at.Bucket}.s3.${region}.amazonaws.com/${at.Key}?partNumber=${partNumber}&uploadId=${at.UploadId}`;
      presign({ method: 'PUT', url, credentials, region, instant, expiresSeconds: 900, ...(keys && { keys }) });
    }
  };
  const keys = new SigningKeys();
  const contenders = [
    { name: 'the AWS SDK', run: () => timed(bySdk) },
    { name: 'presign', run: () => timed(() => byOurs()) },
    { name: 'presign, with its signing keys kept', run: () => timed(() => byOurs(keys)) },
  ];
  const whole = await interleaved([{ name: 'whole', run: () => timed(() => byOurs(keys, urlsOfUpload)) }], 5);
  section('Presigned part URLs', [
    ...comparison(await interleaved(contenders, 25), urls),
    row('10,000 of them, as the largest upload takes', duration(whole.get('whole')?.wallMilliseconds ?? Number.NaN)),
  ]);
}
