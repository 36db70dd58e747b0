import * as v from 'valibot';

import type { VpcEndpoint } from '#s3/request.ts';

import { kind, type Kind } from './kind.ts';
import { isPlain } from './names.ts';

/** Where a request comes from: an address, or an endpoint of a VPC, where S3 sees no public address. */
export interface Sender {
  readonly address?: string | undefined;
  readonly via?: VpcEndpoint | undefined;
}

const addressPattern = /^[0-9a-fA-F:.]+$/;
const endpointPattern = /^vpce-[0-9a-z]+$/;
const vpcPattern = /^vpc-[0-9a-z]+$/;

const mapSchema = v.strictObject({
  vpce: v.pipe(v.string(), v.regex(endpointPattern)),
  vpc: v.optional(v.pipe(v.string(), v.regex(vpcPattern))),
  address: v.optional(v.pipe(v.string(), v.regex(addressPattern))),
});

/** An IPv4 or IPv6 address, an endpoint of a VPC, or a map that also names its VPC and the address inside it. */
export const sender: Kind<Sender> = kind({
  says: 'an IP address such as `203.0.113.7`, a VPC endpoint such as `vpce-1a2b3c4d`, or a map with `vpce`, `vpc`, `address`',
  schema: v.union([
    v.pipe(v.string(), v.regex(addressPattern)),
    v.pipe(v.string(), v.regex(endpointPattern)),
    mapSchema,
  ]),
  parse: (value) => {
    if (typeof value === 'string') return senderOf(value);
    if (!isPlain(value) || !v.is(mapSchema, value)) return undefined;
    const { vpce, vpc, address } = v.parse(mapSchema, value);
    return { address, via: { vpcEndpoint: vpce, vpc } };
  },
});

function senderOf(text: string): Sender | undefined {
  if (endpointPattern.test(text)) return { via: { vpcEndpoint: text } };
  return addressPattern.test(text) ? { address: text } : undefined;
}

/** `, from `203.0.113.7``, where the step says where it comes from. */
export function senderWords(from: Sender | undefined): string {
  if (from === undefined) return '';
  const { address, via } = from;
  if (via === undefined) return `, from \`${address ?? ''}\``;
  const inside = [via.vpc, address].filter((name) => name !== undefined).map((name) => `\`${name}\``);
  return `, through the VPC endpoint \`${via.vpcEndpoint}\`${inside.length === 0 ? '' : ` of ${inside.join(', ')}`}`;
}
