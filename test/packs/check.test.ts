import { expect, test } from 'vitest';
import { checkPack, isSound } from '#packs/check.ts';
import { reportLines } from '#packs/report.ts';
import { changed, choiceYaml, examplePack, examples, placeOf, without } from './example-pack.ts';

const choice = '01-first/ten-days.yaml';

/** What of the small example is beside the point: it is too small a bank. */
const small = /^B/;

test('a sound pack has a matrix for each item and each block of a reading', async () => {
  const report = await checkPack(examplePack());
  expect(report.findings.filter(({ code }) => !small.test(code))).toEqual([]);
  expect(report.matrices.map(({ id, matrix }) => [id, matrix.sound])).toEqual([
    ['first-1', true],
    ['ten-days', true],
    ['what-a-link-is', true],
  ]);
  const rows = report.matrices[1]?.matrix.rows;
  expect(rows?.map(({ id, holds }) => [id, holds])).toEqual([
    ['hour', false],
    ['day', false],
    ['week', true],
    ['month', false],
  ]);
  expect(isSound(report)).toBe(true);
});

test('a wrong key is found out by its proof, at the options that do otherwise', async () => {
  const text = changed(
    changed(choiceYaml, '    correct: true\n', ''),
    '    text: 30 days',
    '    correct: true\n    text: 30 days',
  );
  const report = await checkPack(examplePack({ [choice]: text }));
  const unsound = report.findings.filter(({ code }) => code === 'unsound');
  expect(unsound).toMatchObject([
    { file: choice, ...placeOf(text, 'id: week') },
    { file: choice, ...placeOf(text, 'id: month') },
  ]);
  expect(isSound(report)).toBe(false);
});

const stepFaults: readonly (readonly [code: string, step: string, at: string])[] = [
  ['unknown-verb', '- sent: { url: $at }', 'sent: {'],
  ['unknown-field', '- send: { link: $at }', 'link: $at'],
  ['unbound-name', '- send: { url: $nowhere }', '$nowhere'],
];

for (const [code, step, at] of stepFaults) {
  test(`the step ${step} is reported as ${code} where it stands`, async () => {
    const text = changed(choiceYaml, '- send: { url: $at }', step);
    const { findings } = await checkPack(examplePack({ [choice]: text }));
    expect(findings.find((finding) => finding.code === code)).toMatchObject({
      file: choice,
      line: placeOf(text, at).line,
    });
  });
}

test('a fault in a shared world is reported in worlds.yaml', async () => {
  const worlds = changed(examples.worldsYaml, 'object: { key: q3.pdf', 'object: { kee: q3.pdf');
  const report = await checkPack(examplePack({ 'worlds.yaml': worlds }));
  expect(report.findings.find(({ severity }) => severity === 'error')).toMatchObject({ file: 'worlds.yaml', line: 4 });
});

test('a block of a reading that does not hold is reported in its chapter', async () => {
  const chapter = changed(examples.chapterMd, 'send: { url: $link }', 'send: { url: $link, expect: 404 NoSuchKey }');
  const report = await checkPack(examplePack({ '01-first/chapter.md': chapter }));
  expect(report.findings.find(({ severity }) => severity === 'error')).toMatchObject({
    file: '01-first/chapter.md',
    code: 'unsound',
  });
  expect(report.findings.find(({ severity }) => severity === 'error')?.line).toBeGreaterThan(10);
});

test('an unknown world is reported once', async () => {
  const report = await checkPack(examplePack({ [choice]: changed(choiceYaml, 'world: report', 'world: reports') }));
  expect(report.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual([
    'unknown-world',
  ]);
});

test('an item without a proof is a warning, one that says why has none', async () => {
  const bare = choiceYaml.slice(0, choiceYaml.indexOf('proof:')) + 'sources: [https://docs.aws.amazon.com/a]\n';
  const report = await checkPack(examplePack({ [choice]: bare }));
  expect(report.findings.filter(({ code }) => code === 'P1-no-proof')).toMatchObject([
    { file: choice, severity: 'warning' },
  ]);
  const excused = await checkPack(
    examplePack({ [choice]: `${bare}proof: { none: convention, because: It is a matter of habit. }\n` }),
  );
  expect(excused.findings.filter(({ code }) => code === 'P1-no-proof')).toEqual([]);
});

test('a check that is cancelled ends with the reason', async () => {
  const controller = new AbortController();
  const reason = new Error('the author typed on');
  const check = checkPack(examplePack(), {
    signal: controller.signal,
    onProved: () => controller.abort(reason),
  });
  await expect(check).rejects.toBe(reason);
});

test('progress is told proof by proof', async () => {
  const told: (readonly [number, number])[] = [];
  await checkPack(examplePack(), { onProved: (done, total) => told.push([done, total]) });
  expect(told).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
});

test('the text report says for each wrong option how S3 refuted it, then findings, then the sum', async () => {
  const report = await checkPack(examplePack({ [choice]: without(choiceYaml, 'level: ') }));
  const lines = reportLines(report, 'questions/example/', 'text');
  expect(lines).toContain('✓ what-a-link-is');
  expect(lines).toContain(
    'questions/example/01-first/ten-days.yaml:1:1 error missing-field The field `level` is missing. Add it.',
  );
  expect(lines.at(-1)).toMatch(/^example: 1 items, 2 of 2 proofs sound; 1 error, /);
});

test('a row that fails names the step, what was expected and what came', async () => {
  const lines = reportLines(await checkPack(examplePack()), '.', 'text');
  const row = lines.find((line) => line.includes(' month '));
  expect(row).toMatch(/month\s+fails\s+.*expected ok.*got 400 AuthorizationQueryParametersError/);
  expect(lines.find((line) => line.includes(' week '))).toMatch(/week\s+holds$/);
});

test('the GitHub report is one command a finding, with what GitHub reserves escaped', async () => {
  const report = await checkPack(
    examplePack({ [choice]: changed(choiceYaml, 'level: apply', '"le,v:el%": apply\nlevel: apply') }),
  );
  const line = reportLines(report, 'a,b', 'github').find((command) => command.startsWith('::error'));
  expect(line).toMatch(/^::error file=a%2Cb\/01-first\/ten-days\.yaml,line=6,col=1,title=unknown-field::/);
  expect(line).toContain('le,v:el%25');
});

test('the JSON report holds findings, matrices and the robot', async () => {
  const [text] = reportLines(await checkPack(examplePack()), 'packs/example', 'json');
  expect(JSON.parse(text ?? '')).toMatchObject({
    pack: { id: 'example', version: '1.0.0' },
    matrices: [{ id: 'first-1', file: 'packs/example/01-first/chapter.md', sound: true }, {}, {}],
    robot: { verdict: 'too few items', items: 1 },
  });
});

test('control characters of a pack do not reach the terminal', async () => {
  const text = changed(choiceYaml, 'level: apply', '"a\\e[2Jb": 1\nlevel: apply');
  const lines = reportLines(await checkPack(examplePack({ [choice]: text })), '', 'text');
  // eslint-disable-next-line no-control-regex
  expect(lines.filter((line) => /[\u0000-\u001f]/.test(line))).toEqual([]);
});
