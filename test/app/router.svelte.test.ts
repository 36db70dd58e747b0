import { flushSync } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { Router } from '#app/router.svelte.ts';
import { studyLinks } from '#app/study-links.ts';

afterEach(() => {
  window.location.hash = '';
});

test('what follows the route learns of every move', async () => {
  const router = new Router(window);
  const seen: string[] = [];
  const stop = $effect.root(() => {
    $effect(() => void seen.push(router.route.screen));
  });
  flushSync();
  router.go('#/lab');
  await expect.poll(() => seen).toEqual(['home', 'lab']);
  router.go('#/chapter/pack/one');
  await expect.poll(() => seen).toEqual(['home', 'lab', 'chapter']);
  stop();
});

test('the links of study lead to the screens that they name', () => {
  const links = studyLinks({ go: () => undefined });
  expect([
    links.home,
    links.chapter('p', 'c'),
    links.chapter('p', 'c', 's'),
    links.quiz('p', 'c'),
    links.quiz('p', 'c', 'a'),
  ]).toEqual(['#/', '#/chapter/p/c', '#/chapter/p/c/s', '#/quiz/p/c', '#/quiz/p/c/a']);
  expect(links.result('p', 'c', 'a')).toBe('#/result/p/c/a');
});
