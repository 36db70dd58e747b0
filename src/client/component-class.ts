import type { UrlComponentKind } from '#sigv4/components.ts';

/** The class that gives a component its hue; what the SDK adds for itself shares the quiet one. */
const classes: Readonly<Record<UrlComponentKind, string>> = {
  endpoint: 'endpoint',
  bucket: 'bucket',
  key: 'key',
  algorithm: 'algorithm',
  credential: 'credential',
  date: 'date',
  expires: 'expires',
  token: 'token',
  headers: 'headers',
  'content-sha256': 'algorithm',
  'sdk-id': 'algorithm',
  checksum: 'algorithm',
  'part-number': 'key',
  'upload-id': 'bucket',
  'response-override': 'headers',
  signature: 'signature',
  other: 'algorithm',
  separator: '',
};

/** The same hue wherever a component appears: in the URL, the table, the canonical request. */
export function componentClass(kind: UrlComponentKind | undefined): string {
  return kind === undefined ? '' : classes[kind];
}
