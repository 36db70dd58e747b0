import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium as playwright, type Page } from '@playwright/test';
import sirv from 'sirv';
import { parse } from 'yaml';
import { chromium, chromiumFlags } from '../../.config/chromium.js';
import { budgeted, duration, row, section } from './report.ts';
import { median } from './rounds.ts';

const folder = 'dist/app';
const questions = 'questions/dva-c02-s3';
const quiz = '#/quiz/dva-c02-s3/presigned-urls';
const paintMilliseconds = 1_000;
const verdictMilliseconds = 100;
const reloads = 7;
const answers = 8;

/** The built app in Chromium, with the network off: a reload, and answers with their proofs. */
export async function measureBrowser(): Promise<void> {
  if (!existsSync(`${folder}/index.html`)) throw new Error('the app is not built; leave --built out');
  const server = await staticServer();
  const browser = await playwright.launch({ executablePath: await chromium(), args: [...chromiumFlags] });
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.getByText('Ready offline').waitFor({ timeout: 60_000 });
    await context.setOffline(true);
    const paints = await firstPaints(page);
    const [first, ...later] = await verdicts(page);
    section('The built app in Chromium, offline', [
      budgeted('a reload, to its first paint', median(paints), paintMilliseconds),
      row('the first answer, to its verdict on screen', duration(first ?? Number.NaN)),
      budgeted('later answers', median(later), verdictMilliseconds),
      budgeted('the slowest of these', Math.max(...later), verdictMilliseconds),
    ]);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

async function staticServer(): Promise<Server> {
  const files = sirv(folder, { dev: false });
  const server = createServer((request, response) =>
    files(request, response, () => void response.writeHead(404).end()),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function firstPaints(page: Page): Promise<readonly number[]> {
  const paints: number[] = [];
  for (let reload = 0; reload < reloads; reload += 1) {
    await page.reload();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    const paint = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    );
    paints.push(paint);
  }
  return paints;
}

/** Milliseconds from the key that commits to the frame that shows the first run's end, measured inside the page. */
async function verdicts(page: Page): Promise<readonly number[]> {
  const keys = rightOptions();
  const figures: number[] = [];
  await page.evaluate((hash) => void (location.hash = hash), quiz);
  while (figures.length < answers) {
    const card = page.getByRole('button', { name: 'Reveal the answer' });
    await card.or(page.getByRole('button', { name: 'Commit' })).waitFor();
    if (await card.isVisible()) {
      await page.keyboard.press('Enter');
      await page.locator('form input[type=checkbox]').first().waitFor();
      await page.keyboard.press('Enter');
    } else {
      await chooseRight(page, keys);
      figures.push(await verdictTime(page));
    }
    await page.getByText('Your answer is stored on this device.').waitFor();
    await page.keyboard.press('n');
  }
  return figures;
}

async function chooseRight(page: Page, keys: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const inputs = page.locator('fieldset .opt input');
  const ids = await inputs.evaluateAll((elements) => elements.map((element) => (element as HTMLInputElement).value));
  for (const id of keys.get(nameOf(ids)) ?? ids.slice(0, 1)) await page.keyboard.press(String(ids.indexOf(id) + 1));
}

function verdictTime(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const isShown = (): boolean =>
          /requests?\s+to\s+the\s+emulator\s+in\s+this\s+browser/.test(document.body.textContent ?? '');
        const started = performance.now();
        const look = (): void => {
          if (!isShown()) return;
          observer.disconnect();
          // The frame that comes next is the one that is seen.
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started)));
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        const commit = document.querySelector<HTMLButtonElement>('form button[type=submit]:enabled');
        if (!commit) reject(new Error('nothing can be committed'));
        commit?.click();
      }),
  );
}

/** The right options of each question of the pack, by the set of its option ids. */
function rightOptions(): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, readonly string[]>();
  for (const file of readdirSync(questions, { recursive: true, encoding: 'utf8' })) {
    if (!/\/[\w-]+\.yaml$/.test(file)) continue;
    const { options } = parse(readFileSync(`${questions}/${file}`, 'utf8')) as {
      readonly options?: readonly { readonly id: string; readonly correct?: boolean }[];
    };
    if (options)
      keys.set(
        nameOf(options.map(({ id }) => id)),
        options.filter(({ correct }) => correct).map(({ id }) => id),
      );
  }
  return keys;
}

function nameOf(ids: readonly string[]): string {
  return [...ids].sort().join(' ');
}
