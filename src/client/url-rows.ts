import { formatDuration } from '#base/quantity.ts';
import {
  urlComponents,
  type UrlComponent,
  type UrlComponentKind,
  type UrlComponentOptions,
} from '#sigv4/components.ts';
import { parseAmzDate } from '#sigv4/instant.ts';

import { parameterText } from './parameter-texts.ts';

/** A value in the table, with a label where one parameter holds several. */
export interface UrlField {
  readonly label?: string;
  readonly text: string;
}

/** One component of a URL, explained. */
export interface UrlRow {
  /** Unique in its URL. */
  readonly id: string;
  readonly kind: UrlComponentKind;
  readonly title: string;
  readonly fields: readonly UrlField[];
  /** What S3 does with it. */
  readonly text: string;
}

/** From where the request goes to what proves it, the way a reader asks. */
const order: readonly UrlComponentKind[] = [
  'endpoint',
  'bucket',
  'key',
  'algorithm',
  'credential',
  'date',
  'expires',
  'token',
  'headers',
  'content-sha256',
  'sdk-id',
  'part-number',
  'upload-id',
  'response-override',
  'checksum',
  'other',
  'signature',
];

/** A row for every component of a presigned URL: none is left out, also one that nobody knows. */
export function urlRows(url: string, options: UrlComponentOptions = {}): readonly UrlRow[] {
  const components = urlComponents(url, options).filter(({ kind }) => kind !== 'separator');
  const date = parseAmzDate(components.find(({ kind }) => kind === 'date')?.value ?? '');
  const parameters = components.filter(({ name }) => name !== undefined);
  const rows = [
    ...addressRows(components.filter(({ name }) => name === undefined)),
    ...parameters.map((component) => ({
      ...parameterText(component),
      kind: component.kind,
      ...fieldsOf(component, date),
    })),
  ];
  return rows
    .map((row, index) => ({ ...row, id: `${row.kind} ${index}` }))
    .sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

type Row = Omit<UrlRow, 'id'>;

function addressRows(components: readonly UrlComponent[]): readonly Row[] {
  const isVirtual =
    components.findIndex(({ kind }) => kind === 'bucket') < components.findLastIndex(({ kind }) => kind === 'endpoint');
  const rows: Row[] = [];
  const host = components.filter(({ kind }) => kind === 'endpoint' || (kind === 'bucket' && isVirtual));
  rows.push({
    kind: 'endpoint',
    title: 'Endpoint',
    fields: [
      { text: host.map(({ raw }) => raw).join('') },
      { label: 'style', text: isVirtual ? 'virtual-hosted' : 'path' },
    ],
    text: isVirtual
      ? 'The host is signed, and the bucket with it: another name for the same server fails.'
      : 'The host is signed: another name for the same server fails. So is a path in front of the bucket.',
  });
  for (const component of components) {
    if (component.kind === 'bucket')
      rows.push({ ...bucketText(isVirtual), kind: 'bucket', fields: [{ text: component.value }] });
    if (component.kind === 'key') rows.push(keyRow(component));
    if (component.kind === 'other') rows.push(fragmentRow(component));
  }
  return rows;
}

function bucketText(isVirtual: boolean): Pick<Row, 'title' | 'text'> {
  const place = isVirtual ? 'The first label of the host name.' : 'The first part of the path.';
  return { title: 'Bucket', text: `${place} It decides which Region the credential has to name.` };
}

function keyRow({ raw, value }: UrlComponent): Row {
  const isDotted = /(^|\/)\.{1,2}(\/|$)/.test(value);
  return {
    kind: 'key',
    title: 'Key',
    fields: [{ text: value }, ...(raw === value ? [] : [{ label: 'in the URL', text: raw }])],
    text: isDotted
      ? 'The path, encoded once. S3 takes “..” for what it is; a browser resolves it before it sends, and the signature differs.'
      : 'The path, encoded once, exactly as it arrives.',
  };
}

function fragmentRow({ raw }: UrlComponent): Row {
  return { kind: 'other', title: 'Fragment', fields: [{ text: raw }], text: 'Stays in the browser: it is never sent.' };
}

function fieldsOf(
  component: UrlComponent,
  date: Date | undefined,
): { readonly fields: readonly UrlField[]; readonly text?: string } {
  const { kind, value } = component;
  if (kind === 'credential') return credentialFields(value);
  if (kind === 'date') {
    const instant = parseAmzDate(value);
    return { fields: [{ text: instant ? instantText(instant) : value }] };
  }
  if (kind === 'expires') return { fields: [{ text: expiresText(value, date) }] };
  if (kind === 'headers') return { fields: value.split(';').map((name) => ({ text: name })) };
  if (kind === 'algorithm' && value !== 'AWS4-HMAC-SHA256')
    return { fields: [{ text: value }], text: 'Not Signature Version 4 with HMAC-SHA256: S3 refuses the URL.' };
  return { fields: [{ text: value }] };
}

const credentialLabels = ['access key id', 'day', 'Region', 'service', 'terminator'];

function credentialFields(value: string): { readonly fields: readonly UrlField[]; readonly text?: string } {
  const fields = value.split('/');
  if (fields.length !== credentialLabels.length)
    return {
      fields: [{ text: value }],
      text: 'Five fields with a slash between them were expected: S3 answers 400 AuthorizationQueryParametersError.',
    };
  const isTemporary = fields[0]?.startsWith('ASIA') === true;
  const { text } = parameterText({ kind: 'credential', raw: value, value });
  return {
    fields: fields.map((field, index) => ({ label: credentialLabels[index] ?? '', text: field })),
    text: isTemporary ? `${text} ASIA… says: temporary.` : text,
  };
}

function expiresText(value: string, date: Date | undefined): string {
  const seconds = Number(value);
  if (!/^[+-]?\d+$/.test(value)) return value;
  const end = date && new Date(date.getTime() + seconds * 1000);
  const until = end && Number.isFinite(end.getTime()) ? ` → ${instantText(end)}` : '';
  return `${value} s (${formatDuration(seconds * 1000)})${until}`;
}

/** `2026-11-21 19:42:10 UTC` */
export function instantText(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
