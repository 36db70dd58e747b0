import { defineConfig } from '@playwright/test';
import { chromium, chromiumFlags } from './chromium.js';

const appPort = 4373;

export default defineConfig({
  testDir: '../test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  // A busy machine is slow and not wrong.
  expect: { timeout: 15_000 },
  forbidOnly: true,
  // The counts at the end of `npm test` come from the JSON report.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] === undefined ? [['list']] : [['list'], ['json']],
  use: {
    baseURL: `http://127.0.0.1:${appPort}/`,
    launchOptions: { executablePath: await chromium(), args: chromiumFlags },
    trace: 'retain-on-failure',
  },
  webServer: {
    command: `node dist/node/cli.js start --port ${appPort} --s3-port 9300`,
    cwd: '..',
    url: `http://127.0.0.1:${appPort}/`,
    reuseExistingServer: false,
  },
});
