import { expect, test } from 'vitest';
import { fileBytesMaximum, readYaml } from '#packs/yaml.ts';

const refusals: readonly (readonly [name: string, text: string, code: string, line: number, column: number])[] = [
  ['an anchor', 'a: 1\nb: &x 2\n', 'yaml-anchor', 2, 7],
  ['an alias', 'a: &x 1\nb: *x\n', 'yaml-alias', 2, 4],
  ['a tag', 'a: !!str 5\n', 'yaml-tag', 1, 10],
  ['a tag of its own', 'a:\n  - !js x\n', 'yaml-tag', 2, 9],
  ['a tagged map', 'a: !m { b: 1 }\n', 'yaml-tag', 1, 7],
  ['a merge key', 'a:\n  <<: { b: 1 }\n', 'yaml-merge-key', 2, 3],
  ['a key that stands twice', 'a: 1\nb: 2\na: 3\n', 'yaml-syntax', 3, 1],
  ['a list as a key', '? [1, 2]\n: 3\n', 'yaml-syntax', 1, 3],
  ['a second document', 'a: 1\n---\nb: 2\n', 'yaml-syntax', 2, 1],
  ['a colon in a bare text', 'a: what: that\n', 'yaml-syntax', 1, 4],
  ['an open bracket', 'a: [1, 2\nb: 3\n', 'yaml-syntax', 2, 1],
];

for (const [name, text, code, line, column] of refusals) {
  test(`YAML with ${name} is refused where it stands`, () => {
    const { value, findings } = readYaml('x.yaml', text);
    expect(value).toBeUndefined();
    expect(findings.find((finding) => finding.code === code)).toMatchObject({
      file: 'x.yaml',
      line,
      column,
      severity: 'error',
    });
  });
}

for (const opening of ['[', '{a: ', '- ', '? ', '[[{a: [']) {
  test(`a hundred thousand times ${JSON.stringify(opening)} is refused at once`, () => {
    const started = performance.now();
    const { findings } = readYaml('x.yaml', opening.repeat(100_000 / opening.length));
    expect(findings.map(({ code }) => code)).toEqual(['yaml-nesting']);
    expect(performance.now() - started).toBeLessThan(1000);
  });
}

test('a file beyond 256 KiB is refused, counted in bytes', () => {
  const text = `a: ${'é'.repeat(fileBytesMaximum / 2)}`;
  expect(readYaml('x.yaml', text).findings.map(({ code }) => code)).toEqual(['file-size']);
  expect(readYaml('x.yaml', `a: ${'e'.repeat(1000)}`).findings).toEqual([]);
});

test('the core schema is read: dates and versions stay texts', () => {
  const { value } = readYaml(
    'x.yaml',
    'day: 2026-11-21\nversion: 1.0.0\nyes: yes\nwhole: 5\nright: true\nfalse: a key\n',
  );
  expect(value).toEqual({ day: '2026-11-21', version: '1.0.0', yes: 'yes', whole: 5, right: true, false: 'a key' });
});

test('a key named __proto__ is data and changes no prototype', () => {
  const { value } = readYaml('x.yaml', '__proto__: { isAdmin: true }\n');
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect((value as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});

test('places are found by path: values, keys, and the parent of what is missing', () => {
  const { positions } = readYaml('x.yaml', 'a:\n  - b: 1\n    c: two\n');
  expect(positions.of(['a', 0, 'c'])).toEqual({ line: 3, column: 8 });
  expect(positions.ofKey(['a', 0, 'c'])).toEqual({ line: 3, column: 5 });
  expect(positions.of(['a', 0, 'missing'])).toEqual({ line: 2, column: 5 });
});

test('lines of a block text are found, and lines above an embedded document are counted', () => {
  const { positions } = readYaml('x.md', 'stem: |\n  one\n  two\nask: x\n', 10);
  expect(positions.inText(['stem'], 1)).toEqual({ line: 13, column: 1 });
  expect(positions.inText(['ask'], 0)).toEqual({ line: 14, column: 6 });
});
