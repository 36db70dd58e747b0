import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { answerByKeyboard } from './page.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

const screens: readonly (readonly [name: string, open: (page: Page) => Promise<void>])[] = [
  ['home', (page) => open(page, '')],
  ['reading', (page) => open(page, '#/chapter/dva-c02-s3/presigned-urls')],
  ['reading of chapter 2', (page) => open(page, '#/chapter/dva-c02-s3/multipart-upload')],
  ['question', (page) => open(page, '#/quiz/dva-c02-s3/presigned-urls')],
  ['answered question', answered],
  ['lab', (page) => open(page, '#/lab')],
  ['lab with a URL', presigned],
];

for (const [name, show] of screens) {
  for (const [width, colorScheme] of [
    [360, 'light'],
    [1280, 'dark'],
  ] as const) {
    test(`${name}, ${width} px wide, ${colorScheme}: axe finds nothing, and nothing scrolls sideways`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await show(page);
      const { whole, seen } = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return { whole: scrollWidth, seen: clientWidth };
      });
      expect(whole).toBeLessThanOrEqual(seen);
      const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
      expect(found).toEqual([]);
    });
  }
}

test('no screen logs an error', async ({ page }) => {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  for (const [, show] of screens) await show(page);
  expect(errors).toEqual([]);
});

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
  await page.waitForLoadState('networkidle');
}

async function answered(page: Page): Promise<void> {
  await open(page, '#/quiz/dva-c02-s3/presigned-urls');
  await answerByKeyboard(page, false);
  await expect(page.getByText(/requests? to the emulator in this browser/).first()).toBeVisible();
}

async function presigned(page: Page): Promise<void> {
  await open(page, '#/lab');
  await page.getByRole('button', { name: /^Presign/ }).click();
  await page.getByRole('button', { name: /^Send/ }).click();
  await expect(page.getByRole('heading', { name: /verdict/ })).toBeVisible();
}
