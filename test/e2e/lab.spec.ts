import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { openReady } from './page.ts';

test.beforeEach(async ({ page }) => {
  await openReady(page, '#/lab');
  await expect(page.getByLabel('Signer')).toBeVisible();
});

test('every operation of the bench is presigned and answered by the emulator in this browser', async ({ page }) => {
  expect(await sent(page, 'GET')).toContain('200');
  expect(await sent(page, 'HEAD')).toContain('200');
  expect(await sent(page, 'List')).toContain('200');
  await operation(page, 'PUT');
  await page.getByLabel('Key', { exact: true }).fill('lab/new file+1.txt');
  expect(await sent(page, 'PUT')).toContain('200');
  await operation(page, 'Part');
  await page.getByRole('button', { name: 'Begin an upload' }).click();
  await expect(page.getByLabel('Upload id')).not.toHaveValue('');
  expect(await sent(page, 'Part')).toContain('200');
  expect(await sent(page, 'DELETE')).toContain('204');
});

test('a changed header, a moved clock and a reader’s upload fail at the check that names them', async ({ page }) => {
  await operation(page, 'PUT');
  await page.getByText('Signed headers, body').click();
  await page.getByLabel('Content-Type', { exact: true }).fill('text/plain');
  expect(await sent(page, 'PUT')).toContain('200');
  await page.getByRole('button', { name: 'Tamper' }).click();
  await page.getByLabel('content-type (signed)').fill('text/html');
  expect(await send(page)).toContain('403 SignatureDoesNotMatch');
  await expect(page.locator('li.failed')).toContainText('text/html arrived, text/plain was signed');
  await page.getByRole('button', { name: 'As it was signed' }).click();
  await page.getByRole('button', { name: '+ 1 h' }).click();
  await expect(page.getByRole('timer')).toHaveAccessibleName(/^Ended/);
  expect(await send(page)).toContain('403 AccessDenied');
  await expect(page.locator('li.failed')).toContainText('Not expired');
  await page.getByRole('button', { name: 'Back to real time' }).click();
  await page.getByLabel('Signer').selectOption('user/reader');
  expect(await sent(page, 'PUT')).toContain('403 AccessDenied');
  await expect(page.locator('li.failed')).toContainText('Signer allowed');
});

test('the emulator on this computer is a choice, and stays chosen', async ({ page }) => {
  await page.getByRole('button', { name: /Change/ }).click();
  await page.getByRole('radio', { name: 'Emulator on this computer' }).check();
  await expect(page.getByRole('button', { name: /Emulator on this computer/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: /Emulator on this computer/ })).toBeVisible();
  expect(await sent(page, 'GET')).toContain('200');
  await expect(page.locator('li', { hasText: 'Region fits' })).toContainText('us-east-2');
});

async function operation(page: Page, label: string): Promise<void> {
  await page.getByRole('radio', { name: label, exact: true }).check({ force: true });
}

/** Presigns by keyboard, sends, and gives what the verdict says. */
async function sent(page: Page, label: string): Promise<string> {
  await operation(page, label);
  await expect(page.getByLabel('Signer')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  // A new URL has no verdict yet.
  await expect(page.getByRole('button', { name: /^Send/ })).toBeEnabled();
  await expect(page.getByRole('heading', { name: /verdict/ })).toHaveCount(0);
  return send(page);
}

async function send(page: Page): Promise<string> {
  await page.getByRole('button', { name: /^Send/ }).click();
  await expect(page.getByRole('button', { name: /^Send/ })).toBeEnabled();
  const verdict = page.locator('#verdict');
  await expect(verdict).toContainText('ms');
  return verdict.innerText();
}
