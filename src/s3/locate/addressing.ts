import { headerValue } from '#sigv4/headers.ts';
import { uriDecode } from '#sigv4/encode.ts';
import type { S3Request } from '../request.ts';

/** Which bucket and key a request addresses, and in which style. */
export interface Address {
  readonly style: 'path' | 'virtual host';
  /** Empty where the service itself is addressed (ListBuckets). */
  readonly bucketName: string;
  /** Decoded once; empty where the bucket is addressed. A byte that is no UTF-8 is a lone surrogate. */
  readonly key: string;
  /** URL of what is addressed as the client wrote it, without its query. */
  readonly location: string;
  /** What Amazon's host name says of the endpoint; absent for every other host, which is an endpoint of each Region. */
  readonly endpoint?: AmazonEndpoint | undefined;
}

export interface AmazonEndpoint {
  /** Absent in the global name `s3.amazonaws.com` and in that of Transfer Acceleration. */
  readonly region: string | undefined;
  readonly isAccelerated: boolean;
}

export interface AddressingOptions {
  /** Path under which the door serves S3, e.g. `/s3`; it belongs to what is signed, and to no key. */
  readonly basePath: string;
  /** Names below which `bucket.name` is virtual-host style, besides Amazon's own. */
  readonly hostSuffixes: readonly string[];
}

/**
 * Reads the address of a request. The path is never normalised: `//`, `/../` and `%2F` belong to the key.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function addressOf(request: S3Request, options: AddressingOptions): Address {
  const host = headerValue(request.headers, 'host') ?? '';
  const path = withoutBase(request.rawPath, options.basePath);
  const location = `${request.secure ? 'https' : 'http'}://${host}${request.rawPath}`;
  const { bucketName: hostBucket, endpoint } = readHost(host, options.hostSuffixes);
  const named = { location, ...(endpoint && { endpoint }) };
  if (hostBucket !== undefined) {
    return { style: 'virtual host', bucketName: hostBucket, key: uriDecode(path.slice(1)), ...named };
  }
  const slash = path.indexOf('/', 1);
  const bucketName = uriDecode(slash < 0 ? path.slice(1) : path.slice(1, slash));
  return { style: 'path', bucketName, key: slash < 0 ? '' : uriDecode(path.slice(slash + 1)), ...named };
}

const amazonHost =
  /^(?:(?<bucket>.+)\.)?s3(?<kind>-accelerate|-fips|-external-1)?(?:\.dualstack)?(?:[.-](?<region>[a-z]{2}(?:-[a-z]+)+-\d+))?\.amazonaws\.com(?:\.cn)?$/;

interface Host {
  /** The bucket that the name carries; absent where the path has to name it. */
  readonly bucketName?: string | undefined;
  readonly endpoint?: AmazonEndpoint;
}

function readHost(host: string, suffixes: readonly string[]): Host {
  const name = host.replace(/:\d*$/, '').toLowerCase();
  const amazon = amazonHost.exec(name)?.groups;
  if (amazon) {
    const { bucket, kind, region } = amazon;
    return { bucketName: bucket, endpoint: { region, isAccelerated: kind === '-accelerate' } };
  }
  const suffix = suffixes.find((candidate) => name.endsWith(`.${candidate}`));
  return suffix === undefined ? {} : { bucketName: name.slice(0, -suffix.length - 1) };
}

function withoutBase(rawPath: string, basePath: string): string {
  const rest = rawPath === basePath || rawPath.startsWith(`${basePath}/`) ? rawPath.slice(basePath.length) : rawPath;
  return rest.startsWith('/') ? rest : `/${rest}`;
}
