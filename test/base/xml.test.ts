import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { element, parseXml, xmlDocument } from '#base/xml.ts';

test('a document starts with the declaration S3 writes', () => {
  expect(xmlDocument(element('Error', [element('Code', 'NoSuchKey'), element('Key', 'a&b<c>"d"')]))).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<Error><Code>NoSuchKey</Code><Key>a&amp;b&lt;c&gt;&quot;d&quot;</Key></Error>',
  );
});

test('undefined content is left out, empty content is not', () => {
  const root = element('A', [
    element('B', undefined),
    element('C', ''),
    element('D', []),
    element('E', 0),
    element('F', false),
  ]);
  expect(xmlDocument(root)).toContain('<A><C/><D/><E>0</E><F>false</F></A>');
});

test('attributes are written and escaped', () => {
  expect(xmlDocument(element('A', 'x', { xmlns: 'http://a/?b="c"&d' }))).toContain(
    '<A xmlns="http://a/?b=&quot;c&quot;&amp;d">x</A>',
  );
});

test('a text that XML can carry is read as it was written', () => {
  assert(
    property(string({ unit: 'binary' }), (text) => {
      const read = parseXml(xmlDocument(element('A', text)))?.text;
      // eslint-disable-next-line no-control-regex
      expect(read).toBe(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\uFFFD'));
    }),
    { numRuns: 500 },
  );
});

test('elements are found by name, in order', () => {
  const root = parseXml('<R xmlns="http://x/"><P><N>1</N></P><Q/><P><N>2</N><E>&quot;e&quot;</E></P></R>');
  expect(root?.name).toBe('R');
  expect(root?.all('P').map((part) => part.textOf('N'))).toEqual(['1', '2']);
  expect(root?.all('P')[1]?.textOf('E')).toBe('"e"');
  expect(root?.child('Q')?.text).toBe('');
  expect(root?.child('Z')).toBeUndefined();
  expect(root?.textOf('Z')).toBeUndefined();
});

test('text stands before, between and after elements, and in CDATA', () => {
  expect(parseXml('<a>1<b>2</b><!-- no --><![CDATA[<3>]]></a>')?.text).toBe('12<3>');
});

describe('what is no document', () => {
  const bad: Record<string, string> = {
    nothing: '',
    text: 'hello',
    'an open element': '<a>',
    'two roots': '<a/><b/>',
    'crossed elements': '<a><b></a></b>',
    'an unknown entity': '<a>&b;</a>',
    'a document type': '<!DOCTYPE a><a/>',
    'an entity of its own': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    'an attribute twice': '<a b="1" b="2"/>',
    'elements nested without end': '<a>'.repeat(100_000),
    'elements nested too deep': '<a>'.repeat(300) + '</a>'.repeat(300),
  };
  for (const [name, text] of Object.entries(bad)) {
    test(name, () => expect(parseXml(text)).toBeUndefined());
  }
});

test('a document of ten thousand parts is read', () => {
  const parts = Array.from({ length: 10_000 }, (_, at) => element('Part', [element('PartNumber', at + 1)]));
  expect(parseXml(xmlDocument(element('CompleteMultipartUpload', parts)))?.all('Part')).toHaveLength(10_000);
});

test('what stands in a comment or in CDATA opens no element', () => {
  const many = '<a>'.repeat(300);
  expect(parseXml(`<r><!-- ${many} --><![CDATA[${many}]]></r>`)?.text).toBe(many);
});

for (const [name, text] of Object.entries({
  'unclosed tags': `${'<a'.repeat(500_000)}/>`,
  'open comments': '<!--'.repeat(500_000),
  'open elements': '<a>'.repeat(500_000),
  'empty elements': `<r>${'<a/>'.repeat(100_000)}`,
})) {
  test(`a megabyte of ${name} is refused at once`, () => {
    const start = performance.now();
    expect(parseXml(text)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(2000);
  });
}

test('a document longer than allowed is not read', () => {
  expect(parseXml('<a>12345</a>', 12)?.text).toBe('12345');
  expect(parseXml('<a>12345</a>', 11)).toBeUndefined();
});
