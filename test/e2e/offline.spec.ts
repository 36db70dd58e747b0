import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import sirv from 'sirv';
import { answerByKeyboard, openReady } from './page.ts';

test('after one visit the app starts, quizzes, proves, presigns and opens a URL without a network', async ({
  context,
  page,
}) => {
  await openReady(page);
  await worksOffline(context, page);
});

test('the same holds on a static host under a sub-path', async ({ browser }) => {
  const files = sirv('dist/app', { dev: false });
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/study/s3/') && request.url?.startsWith('/study/')) {
      request.url = request.url.slice('/study'.length);
      files(request, response, () => void response.writeHead(404).end());
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const context = await browser.newContext({
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/study/`,
  });
  try {
    const page = await context.newPage();
    await openReady(page);
    await worksOffline(context, page);
  } finally {
    await context.close();
    server.closeAllConnections();
    server.close();
  }
});

async function worksOffline(context: BrowserContext, page: Page): Promise<void> {
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Every answer here can be proved.' })).toBeVisible();

  await page
    .getByRole('link', { name: /Answer chapter 1|Start/ })
    .first()
    .click();
  await answerByKeyboard(page, true);
  await expect(page.getByText(/requests? to the emulator in this browser/).first()).toBeVisible();

  await page.goto('#/lab');
  await page.getByRole('button', { name: /^Presign/ }).click();
  const link = page.getByRole('link', { name: /new tab/i });
  await expect(link).toBeVisible();
  const [tab] = await Promise.all([context.waitForEvent('page'), link.click()]);
  await expect(tab.getByText('Hello from a bucket')).toBeVisible();
  await page.getByRole('button', { name: /^Send/ }).click();
  await expect(page.getByRole('heading', { name: "The emulator's verdict" })).toBeVisible();
}
