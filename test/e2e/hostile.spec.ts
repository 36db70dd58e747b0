import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { openReady } from './page.ts';

/** Tries what a page of ours could do, and writes down what it got. */
const attack = `
  (async () => {
    const got = [];
    try { const all = await indexedDB.databases(); if (all.length) got.push('databases'); } catch {}
    try { await new Promise((yes, no) => { const open = indexedDB.open('valet-key-study'); open.onsuccess = yes; open.onerror = no; }); got.push('database'); } catch {}
    try { localStorage.setItem('x', 'y'); got.push('storage'); } catch {}
    try { if (navigator.serviceWorker && navigator.serviceWorker.controller) { navigator.serviceWorker.controller.postMessage({ type: 'control', command: { command: 'identities' } }); got.push('worker'); } } catch {}
    try { const answer = await fetch('/control', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"command":"identities"}' }); if (answer.ok) got.push('control'); } catch {}
    try { if (parent !== window && parent.document) got.push('parent'); } catch {}
    document.documentElement.setAttribute('data-got', got.join(' ') || 'nothing');
  })();
`;

const html = `<!doctype html><title>hostile</title><body>hostile<script>${attack}</script>`;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>${attack.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</script></svg>`;

test.beforeEach(async ({ page }) => {
  await openReady(page);
});

for (const [name, type, body] of [
  ['page.html', 'text/html', html],
  ['picture.svg', 'image/svg+xml', svg],
  [
    'page.xhtml',
    'application/xhtml+xml',
    `<html xmlns="http://www.w3.org/1999/xhtml"><body><script>${attack.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</script></body></html>`,
  ],
] as const) {
  test(`a stored ${name} that is opened reads nothing of ours and reaches no control interface`, async ({
    context,
    page,
  }) => {
    const url = await stored(page, name, type, body);
    const tab = await context.newPage();
    await tab.goto(url);
    await expect(tab.locator('[data-got]')).toHaveAttribute('data-got', 'nothing');
  });

  test(`a stored ${name} in a frame of ours reads nothing of ours`, async ({ page }) => {
    const url = await stored(page, name, type, body);
    await page.evaluate((src) => {
      const frame = document.createElement('iframe');
      frame.src = src;
      frame.id = 'hostile';
      document.body.append(frame);
    }, url);
    await expect(page.frameLocator('#hostile').locator('[data-got]')).toHaveAttribute('data-got', 'nothing');
  });
}

test('a stored script is loaded neither as a script nor as a style of ours', async ({ page }) => {
  const url = await stored(page, 'x.js', 'text/javascript', 'window.ran = true');
  // Our policy lets scripts of our own origin through, and Trusted Types do not govern `import()`: the worker has to refuse.
  const outcome = await page.evaluate(
    (src) =>
      import(src).then(
        () => 'loaded',
        () => 'refused',
      ),
    url,
  );
  expect(outcome).toBe('refused');
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  const assigned = await page.evaluate((src) => {
    try {
      document.createElement('script').src = src;
      return 'assigned';
    } catch {
      return 'refused by Trusted Types';
    }
  }, url);
  expect(assigned).toBe('refused by Trusted Types');
  const sheet = await page.evaluate(async (href) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    const loaded = new Promise<string>((resolve) => {
      link.onload = () => resolve('loaded');
      link.onerror = () => resolve('refused');
    });
    document.head.append(link);
    return loaded;
  }, url);
  expect(sheet).toBe('refused');
});

test('an untyped object is never sniffed into a page', async ({ context, page }) => {
  const url = await stored(page, 'sniff', '', html);
  const tab = await context.newPage();
  const [download] = await Promise.all([
    tab.waitForEvent('download').catch(() => undefined),
    tab.goto(url).catch(() => undefined),
  ]);
  expect(download ?? (await tab.locator('[data-got]').count())).not.toBe(1);
});

/** Puts an object into the emulator of this browser, by the lab's own presigned PUT, and gives a URL that reads it. */
async function stored(page: Page, key: string, type: string, body: string): Promise<string> {
  await page.goto('#/lab');
  const put = await presigned(page, 'PUT', key);
  const status = await page.evaluate(
    async ([url, contentType, text]) => {
      const headers: Record<string, string> = contentType ? { 'content-type': contentType } : {};
      return (await fetch(url!, { method: 'PUT', headers, body: new Blob([text!]) })).status;
    },
    [put, type, body],
  );
  expect(status).toBe(200);
  return presigned(page, 'GET', key);
}

async function presigned(page: Page, operation: 'GET' | 'PUT', key: string): Promise<string> {
  await page.getByRole('radio', { name: operation, exact: true }).check({ force: true });
  await page.getByLabel('Key', { exact: true }).fill(key);
  await page.getByRole('button', { name: /^Presign/ }).click();
  const url = page.locator('.url');
  await expect(url).toContainText(encodeURIComponent(key));
  // The URL of the request before stays until the new one is signed.
  await expect(url).toContainText(`x-id=${operation === 'GET' ? 'GetObject' : 'PutObject'}`);
  return (await url.textContent())!.replace(/\s/g, '');
}
