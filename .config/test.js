// What a change must pass, in the order in which it is cheapest to fail. Stops at the first step that fails.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from './chromium.js';

const reports = mkdtempSync(join(tmpdir(), 'valet-key-test-'));
const unitReport = join(reports, 'unit.json');
const browserReport = join(reports, 'browser.json');
const browser = await chromium();

const steps = [
  ['Format', 'prettier', ['--check', '--log-level=warn', '.']],
  ['Lint', 'eslint', ['-c', '.config/eslint.config.js', '--max-warnings=0', '.']],
  ['Types', 'svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human']],
  ['Unused code', 'knip', ['--config', '.config/knip.json']],
  [
    'Unit, component and SDK tests',
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
  ],
  ['Build', 'vite', ['build', '--app', '--logLevel=warn']],
  ['Packs and their proofs', 'node', ['dist/node/cli.js', 'pack', 'check', 'questions/dva-c02-s3']],
  ['The built app in Chromium', 'playwright', ['test', '--config', '.config/playwright.config.ts']],
];

for (const [title, command, args] of steps) {
  const started = Date.now();
  console.log(`\n— ${title}`);
  const result = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: {
      ...process.env,
      CHROMIUM_PATH: browser,
      PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport,
      // The AWS SDK announces at each start that its releases of 2027 want another Node.
      NODE_OPTIONS: '--disable-warning=NodeVersionSupportWarning',
    },
  });
  if (result.status !== 0) {
    console.error(`\n${title}: failed. Run it alone with: npx ${command} ${args.join(' ')}`);
    process.exit(1);
  }
  console.log(`  ${((Date.now() - started) / 1000).toFixed(0)} s`);
}

const unit = JSON.parse(readFileSync(unitReport, 'utf8'));
const pages = JSON.parse(readFileSync(browserReport, 'utf8')).stats;
console.log(`\n${unit.numPassedTests + pages.expected} passed, ${unit.numFailedTests + pages.unexpected} failed`);
