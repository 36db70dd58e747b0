import { rawUrl, urlText, type WireRequest } from '#client/transport.ts';
import type { Header } from '#sigv4/headers.ts';
import { parseQuery, queryValue } from '#sigv4/query.ts';

import { bodyWords } from '../body-words.ts';
import { expectation } from '../expectation.ts';
import { optional, recordOf, type ValuesOf } from '../kind.ts';
import { body, flag, headerText, parameterText, text } from '../kinds.ts';
import { link } from '../link.ts';
import { savedAnswer } from '../outcome.ts';
import { changedQuery } from '../changed-query.ts';
import { sender, senderWords } from '../sender.ts';
import { judged, save, verb, type WrittenFields } from '../verb.ts';

const fields = {
  url: link,
  method: optional(text),
  path: optional(text),
  host: optional(text),
  query: optional(recordOf(parameterText)),
  headers: optional(recordOf(headerText)),
  body: optional(body),
  from: optional(sender),
  origin: optional(text),
  tls: optional(flag),
  save,
  expect: expectation,
} as const;
type Values = ValuesOf<typeof fields>;

/** Sends a request to a link, as whoever holds it: signed are only what the link says. */
export const send = verb({
  name: 'send',
  short: 'url',
  fields,
  sentence: sentenceOf,
  async run(values, { world }) {
    const { from, origin, tls, expect } = values;
    const outcome = await world.send(wireRequest(values), { from, origin, tls });
    const partNumber = queryValue(parseQuery(rawUrl(values.url.url).rawQuery), 'partNumber');
    const part = partNumber === undefined ? {} : { PartNumber: Number(partNumber), ETag: etagOf(outcome) };
    return judged(expect, outcome, { ...part, ...savedAnswer(outcome) });
  },
});

function wireRequest({ url, method, path, host, query, headers = {}, body: bytes, tls }: Values): WireRequest {
  const raw = rawUrl(url.url);
  const target = urlText({
    scheme: tls === false ? 'http' : raw.scheme,
    authority: host ?? raw.authority,
    rawPath: path ?? raw.rawPath,
    rawQuery: changedQuery(raw.rawQuery, query ?? {}),
  });
  const sent = Object.entries(headers).map(([name, value]): Header => [name, value]);
  return { method: method ?? url.method, url: target, headers: sent, body: bytes };
}

function etagOf(outcome: { readonly headers?: Readonly<Record<string, string | null>> } | object): string | null {
  return 'headers' in outcome ? (outcome.headers?.['etag'] ?? null) : null;
}

function sentenceOf(values: Values, written: WrittenFields): string {
  const { url, origin, from, tls } = values;
  const method = values.method ?? url.method;
  const name = typeof written['url'] === 'string' ? written['url'].slice(1) : 'link';
  const what = name === 'link' || name === 'url' ? 'the link' : `the link \`${name}\``;
  const upload =
    values.body === undefined ? `Send \`${method}\` to ${what}` : `\`${method}\` ${bodyWords(values.body)} to ${what}`;
  const use = method === 'GET' && values.method === undefined ? `Use ${what}` : upload;
  const page = origin === undefined ? '' : ` as a page of \`${origin}\``;
  return `${use}${changeWords(values)}${page}${senderWords(from)}${tls === false ? ', without TLS' : ''}`;
}

/** What differs from the link as it was signed. */
function changeWords({ path, host, query = {}, headers = {} }: Values): string {
  const isRemoved = ([, value]: readonly [string, string | null]): boolean => value === null;
  const parameters = Object.entries(query);
  const added = [
    ...parameters
      .filter((parameter) => !isRemoved(parameter))
      .map(([name, value]) => `\`${name}=${short(value ?? '')}\``),
    ...Object.entries(headers).map(([name, value]) => `\`${name}: ${short(value)}\``),
    ...(path === undefined ? [] : [`the path \`${path}\``]),
    ...(host === undefined ? [] : [`the host \`${host}\``]),
  ];
  const removed = parameters.filter(isRemoved).map(([name]) => `\`${name}\``);
  return listed(' with ', added) + listed(' without ', removed);
}

function listed(lead: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `${lead}${items.join(', ')}`;
}

function short(value: string): string {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value;
}
