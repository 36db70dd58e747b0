import { headerValue } from '#sigv4/headers.ts';
import { uriDecode } from '#sigv4/encode.ts';
import type { S3Request } from './request.ts';

/** Which bucket and key a request addresses, and in which style. */
export interface Address {
  readonly style: 'path' | 'virtual host';
  /** Empty where the service itself is addressed (ListBuckets). */
  readonly bucketName: string;
  /** Decoded once; empty where the bucket is addressed. A byte that is no UTF-8 is a lone surrogate. */
  readonly key: string;
  /** URL of what is addressed as the client wrote it, without its query. */
  readonly location: string;
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
  const hostBucket = bucketOfHost(host, options.hostSuffixes);
  if (hostBucket !== undefined) {
    return { style: 'virtual host', bucketName: hostBucket, key: uriDecode(path.slice(1)), location };
  }
  const slash = path.indexOf('/', 1);
  const bucketName = uriDecode(slash < 0 ? path.slice(1) : path.slice(1, slash));
  return { style: 'path', bucketName, key: slash < 0 ? '' : uriDecode(path.slice(slash + 1)), location };
}

const amazonHost =
  /^(?:(.+)\.)?s3(?:-accelerate|-fips)?(?:\.dualstack)?(?:[.-][a-z]{2}(?:-[a-z]+)+-\d+)?\.amazonaws\.com(?:\.cn)?$/;

/** The bucket that a host name carries; `undefined` where the path has to name it. */
function bucketOfHost(host: string, suffixes: readonly string[]): string | undefined {
  const name = host.replace(/:\d*$/, '').toLowerCase();
  const amazon = amazonHost.exec(name);
  if (amazon) return amazon[1];
  const suffix = suffixes.find((candidate) => name.endsWith(`.${candidate}`));
  return suffix === undefined ? undefined : name.slice(0, -suffix.length - 1);
}

function withoutBase(rawPath: string, basePath: string): string {
  const rest = rawPath === basePath || rawPath.startsWith(`${basePath}/`) ? rawPath.slice(basePath.length) : rawPath;
  return rest.startsWith('/') ? rest : `/${rest}`;
}
