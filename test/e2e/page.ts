import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { parse } from 'yaml';

interface KnownItem {
  readonly id: string;
  readonly type: 'choice' | 'reveal';
  readonly options?: readonly { readonly id: string; readonly correct?: boolean }[];
}

/** The right options of every question, by the set of its option ids, as the pack's files say. */
const keys = new Map(
  readdirSync('questions/dva-c02-s3', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\/[\w-]+\.yaml$/.test(file))
    .map((file) => parse(readFileSync(join('questions/dva-c02-s3', file), 'utf8')) as KnownItem)
    .filter((item) => item.options)
    .map((item) => [
      setName(item.options!.map(({ id }) => id)),
      item.options!.filter(({ correct }) => correct).map(({ id }) => id),
    ]),
);

/** Opens the app and waits until all that it needs is on this device. */
export async function openReady(page: Page, path = ''): Promise<void> {
  await page.goto(path);
  await expect(page.getByText('Ready offline')).toBeVisible({ timeout: 30_000 });
}

/** Whether the item on the screen is a reveal card. */
export async function isCard(page: Page): Promise<boolean> {
  const reveal = page.getByRole('button', { name: 'Reveal the answer' });
  const commit = page.getByRole('button', { name: 'Commit' });
  await expect(reveal.or(commit)).toBeVisible();
  return reveal.isVisible();
}

/** The ids of the options that are right, or of as many wrong ones. */
export async function chosenIds(page: Page, right: boolean): Promise<readonly string[]> {
  const ids = await optionIds(page);
  const key = keys.get(setName(ids));
  if (!key) throw new Error(`no question has the options ${ids.join(', ')}`);
  if (right) return key;
  return ids.filter((id) => !key.includes(id)).slice(0, key.length);
}

/** Answers the item on the screen by keyboard alone, up to the screen that says why. */
export async function answerByKeyboard(page: Page, right: boolean): Promise<void> {
  if (await isCard(page)) {
    await page.keyboard.press('Enter');
    const points = page.locator('form input[type=checkbox]');
    await expect(points.first()).toBeVisible();
    for (let place = 1; right && place <= (await points.count()); place += 1) await page.keyboard.press(String(place));
  } else {
    const ids = await optionIds(page);
    for (const id of await chosenIds(page, right)) await page.keyboard.press(String(ids.indexOf(id) + 1));
  }
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your answer is stored on this device.')).toBeVisible();
}

async function optionIds(page: Page): Promise<readonly string[]> {
  return page
    .locator('fieldset .opt input')
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
}

function setName(ids: readonly string[]): string {
  return [...ids].sort().join(' ');
}
