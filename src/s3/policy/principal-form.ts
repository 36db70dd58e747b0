import { many, type OneOrMore } from './document.ts';

const kinds = ['AWS', 'Service', 'Federated', 'CanonicalUser'];
const awsForms = [
  /^\*$/,
  /^\d{12}$/,
  /^arn:aws:iam::\d{12}:(?:root|(?:user|role)\/[^*?]+)$/,
  /^arn:aws:sts::\d{12}:[^*?]+$/,
  // How CloudFront signed in before it had origin access control.
  /^arn:aws:iam::cloudfront:user\/CloudFront Origin Access Identity \w+$/,
];
const canonicalForm = /^[0-9a-f]{64}$/i;

/** Whether the value of a `Principal` or `NotPrincipal` element is well formed. */
export function isPrincipalElement(value: unknown): boolean {
  if (value === '*') return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value as Readonly<Record<string, OneOrMore<unknown>>>);
  return entries.length > 0 && entries.every(([kind, named]) => kinds.includes(kind) && areNamed(kind, many(named)));
}

function areNamed(kind: string, names: readonly unknown[]): boolean {
  return names.length > 0 && names.every((name) => typeof name === 'string' && isName(kind, name));
}

function isName(kind: string, name: string): boolean {
  if (kind === 'AWS') return awsForms.some((form) => form.test(name));
  return kind === 'CanonicalUser' ? canonicalForm.test(name) : name !== '';
}
