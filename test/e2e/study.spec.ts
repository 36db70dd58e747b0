import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { answerByKeyboard, chosenIds, isCard } from './page.ts';

const chapter = '#/chapter/dva-c02-s3/presigned-urls';
const quiz = '#/quiz/dva-c02-s3/presigned-urls';

test('a student reads, runs a proof, answers by keyboard alone and opens the next chapter', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('');
  await expect(
    page.getByRole('link', { name: /open anyway/i }).or(page.getByRole('button', { name: /open anyway/i })),
  ).toBeVisible();
  await page.getByRole('link', { name: /1 · Pre-signed URLs/ }).click();
  await page
    .getByRole('button', { name: /^Run it/ })
    .first()
    .click();
  await expect(page.getByText(/requests? to the emulator in this browser/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: 'Answer the questions' }).click();

  for (let place = 1; place <= 12; place += 1) {
    await expect(page.getByRole('heading', { name: `Question ${place} of 12` })).toBeAttached();
    const card = await isCard(page);
    await answerByKeyboard(page, true);
    await expect(page.getByRole('heading', { level: 2, name: /^(Right\.|You had it\.)$/ })).toBeVisible();
    await expect(page.getByText(/requests? to the emulator in this browser/).first()).toBeVisible();
    await expect(page.getByText('does not hold', { exact: true })).toHaveCount(0);
    if (!card) await expect(page.getByRole('heading', { name: 'Why, option by option' })).toBeVisible();
    await page.keyboard.press('n');
  }
  await expect(page.getByRole('heading', { name: '12 of 12 right' })).toBeVisible();
  await expect(page.getByText('Passed.')).toBeVisible();
  await page.getByRole('link', { name: 'Read chapter 2' }).click();
  await expect(page.getByRole('link', { name: 'Answer the questions' })).toBeVisible();
});

test('chapter 2, opened anyway: twelve right answers hold when the page carries them out', async ({ page }) => {
  test.setTimeout(120_000);
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto('');
  await page.getByRole('button', { name: /open anyway/i }).click();
  await page.getByRole('link', { name: 'Answer chapter 2' }).click();
  for (let place = 1; place <= 12; place += 1) {
    await answerByKeyboard(page, true);
    await expect(page.getByText(/requests? to the emulator in this browser/).first()).toBeVisible();
    await expect(page.getByText('does not hold', { exact: true })).toHaveCount(0);
    await page.keyboard.press('n');
  }
  await expect(page.getByRole('heading', { name: '12 of 12 right' })).toBeVisible();
  expect(errors).toEqual([]);
});

test("a wrong answer is carried out, and its timeline stands above the right one's", async ({ page }) => {
  await page.goto(quiz);
  while (await isCard(page)) {
    await answerByKeyboard(page, true);
    await page.keyboard.press('n');
  }
  await answerByKeyboard(page, false);
  await expect(page.getByRole('heading', { name: 'Not right.' })).toBeVisible();
  const own = page.getByRole('region', { name: 'Your answer, carried out' });
  const right = page.getByRole('region', { name: 'What is right, carried out' });
  await expect(own.getByText(/does not hold|works, but/)).toBeVisible();
  await expect(right.getByText('holds', { exact: true })).toBeVisible();
  expect((await own.boundingBox())!.y).toBeLessThan((await right.boundingBox())!.y);
});

test('fewer than 60 % right leaves the next chapter closed, and it can be opened anyway', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto(quiz);
  for (let place = 1; place <= 12; place += 1) {
    await answerByKeyboard(page, place <= 7);
    await page.keyboard.press('n');
  }
  await expect(page.getByRole('heading', { name: '7 of 12 right' })).toBeVisible();
  await expect(page.getByText('Not passed yet.')).toBeVisible();
  await page.getByRole('link', { name: 'All chapters' }).first().click();
  await page.getByRole('button', { name: /open anyway/i }).click();
  await expect(page.getByRole('link', { name: 'Answer chapter 2' })).toBeVisible();
});

test('killing the tab loses nothing that was answered', async ({ context, page }) => {
  await page.goto(quiz);
  for (let place = 1; place <= 3; place += 1) {
    await answerByKeyboard(page, true);
    // The third answer's tab dies the moment its answer is said to be stored.
    if (place < 3) await page.keyboard.press('n');
  }
  await page.close({ runBeforeUnload: false });

  const again = await context.newPage();
  await again.goto('');
  await again
    .getByRole('link', { name: /Continue/ })
    .first()
    .click();
  await expect(again.getByText(/3 right · pass at 60 %/)).toBeVisible();
});

test('a multiple response cannot be committed until the number asked for is chosen', async ({ page }) => {
  test.setTimeout(180_000);
  // A new draw prefers what was not seen, so that a few draws show the whole chapter.
  for (let draw = 1; draw <= 5; draw += 1) {
    await page.goto(quiz);
    for (let place = 1; place <= 12; place += 1) {
      if (!(await isCard(page)) && (await page.getByText('(Choose TWO.)').isVisible())) return commitsWithTwo(page);
      await answerByKeyboard(page, true);
      await page.keyboard.press('n');
    }
    await expect(page.getByRole('heading', { name: '12 of 12 right' })).toBeVisible();
  }
  throw new Error('five draws showed no multiple response');
});

async function commitsWithTwo(page: Page): Promise<void> {
  const [first, second] = await chosenIds(page, true);
  const commit = page.getByRole('button', { name: 'Commit' });
  await expect(commit).toBeDisabled();
  await page.locator(`input[value="${first}"]`).check();
  await expect(commit).toBeDisabled();
  await page.locator(`input[value="${second}"]`).check();
  await expect(commit).toBeEnabled();
}

test('the reading says that it is not AWS, when its facts were checked, and where the exam is described', async ({
  page,
}) => {
  await page.goto(chapter);
  await expect(page.getByText(/Not affiliated with AWS/i).first()).toBeVisible();
  await expect(page.getByText(/2026-11-21/).first()).toBeVisible();
  await expect(page.locator('a[href^="https://docs.aws.amazon.com/aws-certification/"]').first()).toBeVisible();
});
