import { array, assert, asyncProperty, constantFrom, nat, option, string, tuple, uint8Array, oneof } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { collect, sourceOf, type ByteSource } from '#base/byte-source.ts';
import { concat, utf8, utf8Text } from '#base/bytes.ts';
import { MultipartFault, MultipartReader } from '#s3/post/multipart-reader.ts';

import { boundary, inPieces, multipart } from './multipart.ts';

interface ReadPart {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
  readonly text: string;
}

async function partsOf(source: ByteSource | string, around = boundary): Promise<ReadPart[]> {
  const reader = new MultipartReader(typeof source === 'string' ? sourceOf(source) : source, around);
  const parts: ReadPart[] = [];
  for (let part = await reader.next(); part; part = await reader.next()) {
    const { name, fileName, contentType } = part;
    parts.push({ name, fileName, contentType, text: utf8Text(await collect(part.content)) });
  }
  await reader.drain();
  return parts;
}

const lines = (...list: readonly string[]): string => list.join('\r\n');
const disposition = 'Content-Disposition: form-data; name="a"';
const one = { name: 'a', fileName: undefined, contentType: undefined };

describe('a form is read as its client wrote it', () => {
  const cases: Readonly<Record<string, readonly [text: string, parts: readonly ReadPart[]]>> = {
    'a field': [lines(`--${boundary}`, disposition, '', '1', `--${boundary}--`, ''), [{ ...one, text: '1' }]],
    'an empty field': [lines(`--${boundary}`, disposition, '', '', `--${boundary}--`), [{ ...one, text: '' }]],
    'line ends in a value': [
      lines(`--${boundary}`, disposition, '', '1', '', '2\n3\r', `--${boundary}--`),
      [{ ...one, text: '1\r\n\r\n2\n3\r' }],
    ],
    'a preamble and an epilogue': [
      lines('before', `--${boundary}`, disposition, '', '1', `--${boundary}--`, 'after', `--${boundary}`, ''),
      [{ ...one, text: '1' }],
    ],
    'blanks behind a boundary': [
      lines(`--${boundary} \t `, disposition, '', '1', `--${boundary}--`),
      [{ ...one, text: '1' }],
    ],
    'a longer line that begins like the boundary': [
      lines(`--${boundary}`, disposition, '', `1`, `--${boundary}x`, `--${boundary}-`, `--${boundary}--`),
      [{ ...one, text: `1\r\n--${boundary}x\r\n--${boundary}-` }],
    ],
    'headers in any case and order': [
      lines(
        `--${boundary}`,
        'content-TYPE: text/plain',
        'X-Other: 1',
        'CONTENT-disposition: Form-Data; filename="b.txt"; NAME="a"',
        '',
        '1',
        `--${boundary}--`,
      ),
      [{ name: 'a', fileName: 'b.txt', contentType: 'text/plain', text: '1' }],
    ],
    'an escaped quotation mark in a file name': [
      lines(`--${boundary}`, `${disposition}; filename="a\\"b\\\\c;d.txt"`, '', '', `--${boundary}--`),
      [{ ...one, fileName: 'a"b\\c;d.txt', text: '' }],
    ],
    'a path with backslashes': [
      lines(`--${boundary}`, `${disposition}; filename="C:\\dir\\file.txt"`, '', '', `--${boundary}--`),
      [{ ...one, fileName: 'C:\\dir\\file.txt', text: '' }],
    ],
    'a name in UTF-8': [
      lines(`--${boundary}`, `${disposition}; filename="größe.txt"`, '', '', `--${boundary}--`),
      [{ ...one, fileName: 'größe.txt', text: '' }],
    ],
    'a name as filename*': [
      lines(`--${boundary}`, `${disposition}; filename*=utf-8''gr%C3%B6%C3%9Fe.txt`, '', '', `--${boundary}--`),
      [{ ...one, fileName: 'größe.txt', text: '' }],
    ],
    'a name without quotation marks': [
      lines(`--${boundary}`, 'Content-Disposition: form-data; name=a; filename=b', '', '', `--${boundary}--`),
      [{ ...one, fileName: 'b', text: '' }],
    ],
    'no part at all': [`--${boundary}--`, []],
  };
  for (const [name, [text, parts]] of Object.entries(cases)) {
    test(name, async () => {
      expect(await partsOf(text)).toEqual(parts);
      const bytes = utf8(text);
      const everyByte = Array.from({ length: bytes.length }, (_, at) => at);
      expect(await partsOf(inPieces(bytes, everyByte))).toEqual(parts);
    });
  }
});

describe('what is no form is refused', () => {
  const cases: Readonly<Record<string, string>> = {
    nothing: '',
    'no boundary': 'key=a&file=b',
    'no last boundary': lines(`--${boundary}`, disposition, '', '1', ''),
    'half of the last boundary': lines(`--${boundary}`, disposition, '', '1', `--${boundary}-`),
    'a boundary that ends the text': lines(`--${boundary}`, disposition, '', '1', `--${boundary}`),
    'headers without an end': lines(`--${boundary}`, disposition),
    'headers of 30 KB': lines(`--${boundary}`, `X: ${'a'.repeat(30_000)}`, disposition, '', '1', `--${boundary}--`),
    'a part without a disposition': lines(`--${boundary}`, 'Content-Type: text/plain', '', '1', `--${boundary}--`),
    'a part without a name': lines(`--${boundary}`, 'Content-Disposition: form-data', '', '1', `--${boundary}--`),
    'an attachment': lines(`--${boundary}`, 'Content-Disposition: attachment; name="a"', '', '1', `--${boundary}--`),
    'a header without a colon': lines(`--${boundary}`, disposition, 'rubbish', '', '1', `--${boundary}--`),
    'bare line feeds': `--${boundary}\n${disposition}\n\n1\n--${boundary}--\n`,
  };
  for (const [name, text] of Object.entries(cases)) {
    test(name, async () => {
      await expect(partsOf(text)).rejects.toThrow(MultipartFault);
    });
  }
});

test('whatever is written is read again, in whatever pieces it arrives', async () => {
  // Contents made of what boundaries are made of, so that a false end would be found.
  const nearly = constantFrom(
    ...['\r', '\n', '-', '--', '\r\n', `--${boundary}x`, `\r\n--${boundary}y`, boundary, 'a'],
  );
  const isEnd = new RegExp(`\\r\\n--${boundary}[ \\t]*(?:\\r\\n|--)`);
  const content = oneof(
    uint8Array({ maxLength: 300 }),
    array(nearly)
      .map((pieces) => pieces.join(''))
      // The line end of the part's headers stands before it, and one of the next boundary behind it.
      .filter((text) => !isEnd.test(`\r\n${text}\r\n`))
      .map(utf8),
  );
  const part = tuple(string({ minLength: 1, maxLength: 8 }), option(string({ maxLength: 8 })), content);
  await assert(
    asyncProperty(array(part, { maxLength: 5 }), array(nat(2_000)), async (written, ends) => {
      const clean = (text: string): string => text.replace(/[\p{Cc}"\\\p{Surrogate}\s;]/gu, '_');
      const parts = written.map(([name, file, value]) => ({
        name: clean(name),
        value,
        ...(file !== null && { fileName: clean(file) }),
      }));
      const reader = new MultipartReader(inPieces(multipart(parts), ends), boundary);
      for (const { name, fileName, value } of parts) {
        const read = await reader.next();
        expect(read).toMatchObject({ name, fileName });
        expect(concat([await collect(read?.content ?? sourceOf(''))])).toEqual(concat([value]));
      }
      expect(await reader.next()).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

test('a content that nobody reads is skipped', async () => {
  const parts = [
    { name: 'a', value: 'x'.repeat(10_000) },
    { name: 'b', value: '2' },
  ];
  const reader = new MultipartReader(inPieces(multipart(parts), [500, 5_000]), boundary);
  await reader.next();
  expect((await reader.next())?.name).toBe('b');
});

test('any bytes at all are read or refused, and nothing else happens', async () => {
  const piece = oneof(
    uint8Array({ maxLength: 20 }),
    constantFrom('\r\n', '--', `--${boundary}`, `${disposition}\r\n\r\n`, `--${boundary}--`).map(utf8),
  );
  await assert(
    asyncProperty(array(piece, { maxLength: 12 }), array(nat(300)), async (pieces, ends) => {
      await partsOf(inPieces(concat(pieces), ends)).catch((error: unknown) =>
        expect(error).toBeInstanceOf(MultipartFault),
      );
    }),
    { numRuns: 500 },
  );
});

test('a file is handed on while it arrives, and never held as a whole', async () => {
  const chunk = new Uint8Array(64 * 1024).fill(13);
  let given = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield utf8(lines(`--${boundary}`, disposition, '', ''));
    for (; ; given += 1) yield chunk;
  }
  const reader = new MultipartReader(endless(), boundary);
  const part = await reader.next();
  let read = 0;
  for await (const bytes of part?.content ?? sourceOf('')) {
    read += bytes.length;
    // At most the chunk at hand and what could be the beginning of a boundary is not handed on yet.
    expect(given * chunk.length - read).toBeLessThan(2 * chunk.length);
    if (read > 50 * chunk.length) break;
  }
});
