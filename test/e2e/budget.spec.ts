import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';

const budgetBytes = 60 * 1024;

test('the first screen loads at most 60 KB of script, without SDK, emulator and YAML', async ({ browser }) => {
  // Without a worker, so that what the page itself asks for is seen.
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const scripts: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.js')) scripts.push(pathname);
  });
  await page.goto('');
  await expect(page.getByRole('heading', { name: 'Every answer here can be proved.' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  const bytes = scripts
    .map((path) => gzipSync(readFileSync(`dist/app${path}`)).length)
    .reduce((sum, one) => sum + one, 0);
  expect(scripts.length).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(budgetBytes);
  const text = scripts.map((path) => readFileSync(`dist/app${path}`, 'utf8')).join('');
  // Words that only the SDK, the emulator and the YAML parser have.
  for (const word of ['x-amz-user-agent', 'CompleteMultipartUploadResult', 'ALIAS_PROPS'])
    expect(text).not.toContain(word);
  await context.close();
});
