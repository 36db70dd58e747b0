import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';

import type { Credentials } from './credentials.ts';
import type { Endpoint } from './endpoint.ts';

export interface SdkClientOptions {
  readonly credentials: Credentials;
  readonly endpoint: Endpoint;
  /** True leaves on the checksums that the SDK adds by itself. */
  readonly checksums: boolean;
}

/**
 * The SDK's client with everything said that it would else look up in the environment or in files, so that it signs the
 * same on every machine. Credentials are handed over without their end: the SDK would compare it with the real clock.
 */
export function sdkClient(
  { credentials, endpoint, checksums }: SdkClientOptions,
  further: Partial<S3ClientConfig> = {},
): S3Client {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return new S3Client({
    region: endpoint.region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    ...(endpoint.url !== undefined && { endpoint: endpoint.url }),
    forcePathStyle: endpoint.addressing === 'path',
    requestChecksumCalculation: checksums ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED',
    responseChecksumValidation: checksums ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED',
    maxAttempts: 1,
    retryMode: 'standard',
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    useArnRegion: false,
    disableS3ExpressSessionAuth: true,
    disableMultiregionAccessPoints: true,
    disableClockSkewCorrection: true,
    authSchemePreference: ['sigv4'],
    userAgentAppId: async () => undefined,
    ...further,
  });
}
