import { expect, test } from 'vitest';

import { utf8 } from '#base/bytes.ts';
import { seededRandom } from '#base/random.ts';
import { element, xmlDocument } from '#base/xml.ts';
import { markedLines } from '#client/canonical-pieces.ts';
import { differenceSentence } from '#client/difference-sentence.ts';
import { emulatorTransport } from '#client/emulator-transport.ts';
import { formDifferences, signedForm, signedForms, type UrlRequest } from '#client/signed-form.ts';
import { createEmulator } from '#s3/emulator.ts';
import { seedDemo } from '#s3/demo.ts';
import { memoryStore } from '#s3/store/memory.ts';
import { presign } from '#sigv4/presign.ts';

const instant = new Date('2013-05-24T00:00:00Z');
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const published: UrlRequest = {
  method: 'GET',
  url: presign({
    method: 'GET',
    url: 'https://examplebucket.s3.amazonaws.com/test.txt',
    credentials,
    region: 'us-east-1',
    instant,
    expiresSeconds: 86_400,
  }),
  headers: [],
};

test('the texts of the published example are found from its URL alone', () => {
  expect(signedForm(published)?.stringToSign.split('\n')).toEqual([
    'AWS4-HMAC-SHA256',
    '20130524T000000Z',
    '20130524/us-east-1/s3/aws4_request',
    '3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04',
  ]);
});

test('a URL whose claims cannot be read has no signed form', () => {
  expect(signedForm({ ...published, url: 'https://h.example/b/k' })).toBeUndefined();
});

const words = (sent: UrlRequest, signed: UrlRequest = published): string | undefined => {
  const forms = signedForms(signed, sent, {});
  return (
    forms &&
    differenceSentence(forms)
      ?.map(({ text }) => text)
      .join('')
  );
};
const withType: UrlRequest = {
  method: 'PUT',
  url: presign({
    method: 'PUT',
    url: 'https://h.example/b/k',
    headers: [['content-type', 'image/png']],
    credentials,
    region: 'us-east-1',
    instant,
    expiresSeconds: 60,
  }),
  headers: [['content-type', 'image/png']],
};

test('the first difference is named in words', () => {
  expect(words(published)).toBeUndefined();
  expect(words({ ...published, method: 'PUT' })).toBe(
    'The first line of the canonical request is the method: PUT arrived, GET was signed.',
  );
  const url = (from: string, to: string): UrlRequest => ({ ...published, url: published.url.replace(from, to) });
  expect(words(url('/test.txt', '/other.txt'))).toContain('The path differs: /other.txt arrived');
  expect(words(url('86400', '60'))).toBe('The parameter X-Amz-Expires differs: 60 arrived, 86400 was signed.');
  expect(words(url('?', '?utm_source=mail&'))).toContain('The parameter utm_source arrived');
  expect(words(url('examplebucket.s3', 'cdn'))).toContain('The header host differs: cdn.amazonaws.com arrived');
  expect(words({ ...withType, headers: [] }, withType)).toBe('The signed header content-type did not arrive.');
  expect(words({ ...withType, headers: [['content-type', 'image/gif']] }, withType)).toContain('image/gif arrived');
});

test('lines that differ are marked on both sides, and the stretch that differs in them', () => {
  const sent = { ...published, url: published.url.replace('86400', '864') };
  const forms = signedForms(published, sent, {});
  if (!forms) throw new Error('no forms');
  const { canonicalRequest, stringToSign } = formDifferences(forms);
  expect(canonicalRequest.map(({ kind }) => kind).filter((kind) => kind !== 'same')).toEqual(['signed', 'arrived']);
  expect(stringToSign.map(({ kind }) => kind)).toEqual(['same', 'same', 'same', 'signed', 'arrived']);
  const lines = markedLines(canonicalRequest, true);
  expect(lines.map(({ pieces }) => pieces.map(({ text }) => text).join(''))).toEqual(
    canonicalRequest.map(({ text }) => text),
  );
  const changed = lines.flatMap(({ pieces }) => pieces.filter(({ isChanged }) => isChanged));
  expect(changed).toEqual([{ kind: 'expires', text: '00', isChanged: true }]);
});

test('a line that has no counterpart is marked as a whole', () => {
  const [line] = markedLines([{ kind: 'arrived', text: 'x-amz-acl:private' }], true);
  expect(line?.pieces).toEqual([{ kind: 'headers', text: 'x-amz-acl:private', isChanged: true }]);
});

test('the emulator’s own word on what arrived equals what is computed here', async () => {
  const emulator = createEmulator({ store: memoryStore(), now: () => instant, random: seededRandom('forms') });
  const demo = await seedDemo(emulator, { region: 'us-east-1', pageOrigins: [], now: instant });
  const signed: UrlRequest = {
    method: 'GET',
    headers: [],
    url: presign({
      method: 'GET',
      url: 'http://localhost:9000/valet-key-demo/hello.txt?x-id=GetObject',
      credentials: demo,
      region: 'us-east-1',
      instant,
      expiresSeconds: 900,
    }),
  };
  const sent = { ...signed, method: 'DELETE' };
  const { decision } = await emulatorTransport(emulator, { sourceAddress: '127.0.0.1' })(sent);
  const told = signedForms(signed, sent, { decision });
  expect(told?.arrivedFrom).toBe('server');
  expect(told?.arrived).toEqual(signedForms(signed, sent, {})?.arrived);
});

test('without a decision the error’s own texts are taken', () => {
  const body = utf8(
    xmlDocument(
      element('Error', [
        element('Code', 'SignatureDoesNotMatch'),
        element('CanonicalRequest', 'PUT\n/k'),
        element('StringToSign', 'AWS4-HMAC-SHA256\nx'),
      ]),
    ),
  );
  const forms = signedForms(published, published, { response: { body } });
  expect(forms).toMatchObject({
    arrivedFrom: 'server',
    arrived: { canonicalRequest: 'PUT\n/k', stringToSign: 'AWS4-HMAC-SHA256\nx' },
  });
});
