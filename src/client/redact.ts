import { utf8 } from '#base/bytes.ts';
import { uriDecode, uriEncode } from '#sigv4/encode.ts';
import type { Header } from '#sigv4/headers.ts';

/** What stands in the place of a secret. */
export const redaction = '[hidden]';

const secretParameter =
  /^(x-amz-signature|x-amz-security-token|signature|x-amz-server-side-encryption-customer-key(-md5)?)$/i;
const secretHeader =
  /^(authorization|x-amz-security-token|x-amz-(copy-source-)?server-side-encryption-customer-key(-md5)?)$/i;
/** What S3 repeats of a request in an error: the token, the signature, and texts that hold them. */
const secretElements =
  /<(Token-\d+|SignatureProvided|CanonicalRequest|CanonicalRequestBytes|StringToSign|StringToSignBytes)>[^<]*<\/\1>/g;
const secretForms = /(name="(?:x-amz-signature|x-amz-security-token|signature|policy)"[^\n]*\r?\n\r?\n)[^\r\n]*/gi;
/** A condition on a session token in the policy of a form, which S3 repeats where the token is another. */
const secretConditions = /(\$x-amz-security-token(?:\\?"|&quot;),\s*(?:\\?"|&quot;))[^"\\&]*/gi;
/** A secret shorter than this would be found in places that have nothing to do with it. */
const shortestSecret = 8;

/** The secrets that a request carries: its signature, its session token, its Authorization, its customer keys. */
export function secretsOf(url: string, headers: readonly Header[]): readonly string[] {
  const fromUrl = [...url.matchAll(/[?&]([^=&#]*)=([^&#]*)/g)].flatMap(([, name = '', value = '']) =>
    secretParameter.test(uriDecode(name, true)) ? [value, uriDecode(value, true)] : [],
  );
  const fromHeaders = headers.flatMap(([name, value]) =>
    secretHeader.test(name) ? [value, ...(/Signature=([0-9a-f]+)/i.exec(value)?.slice(1) ?? [])] : [],
  );
  return [...fromUrl, ...fromHeaders].filter((secret) => secret.length >= shortestSecret);
}

/** A text without these secrets, however they are written in it, and without what S3 repeats of a request. */
export function redactedText(text: string, secrets: readonly string[]): string {
  let clean = text
    .replace(secretElements, (_, name: string) => `<${name}>${redaction}</${name}>`)
    .replace(secretForms, (_, before: string) => before + redaction)
    .replace(secretConditions, (_, before: string) => before + redaction)
    .replace(/([?&;](?:amp;)?)([^=&#\s<]+)=([^&#\s<"']*)/g, (whole, mark: string, name: string) =>
      secretParameter.test(uriDecode(name, true)) ? `${mark}${name}=${redaction}` : whole,
    );
  // The longest first: the end of an encoded secret may be another secret.
  const written = [...new Set(secrets.flatMap(spellings))].sort((one, other) => other.length - one.length);
  for (const secret of written) clean = clean.replaceAll(secret, redaction);
  return clean;
}

/** Headers without secrets. */
export function redactedHeaders(headers: readonly Header[], secrets: readonly string[]): readonly Header[] {
  return headers.map(([name, value]) => [name, secretHeader.test(name) ? redaction : redactedText(value, secrets)]);
}

/** The ways in which a secret comes back: as it is, encoded once or twice, escaped in XML or JSON, as bytes. */
function spellings(secret: string): readonly string[] {
  const encoded = uriEncode(secret);
  const lower = encoded.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
  const bytes = Array.from(utf8(secret), (byte) => byte.toString(16).padStart(2, '0'));
  return [
    secret,
    encoded,
    lower,
    uriEncode(encoded),
    encodeURIComponent(secret),
    secret.replaceAll('+', ' '),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    JSON.stringify(secret).slice(1, -1),
    bytes.join(' '),
    bytes.join(''),
  ].filter((spelling) => spelling.length >= shortestSecret);
}
