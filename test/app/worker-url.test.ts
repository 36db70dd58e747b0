import { expect, test, vi } from 'vitest';
import { trustedWorkerUrl, workerUrl } from '#app/worker-url.ts';

test('the worker stands beside the page, under a sub-path too', () => {
  expect(workerUrl('https://site.example/')).toBe('https://site.example/worker.js');
  expect(workerUrl('https://site.example/valet-key/index.html#/lab')).toBe('https://site.example/valet-key/worker.js');
});

test('the policy is called as the page allows it, and lets only the worker through', () => {
  let rule: ((url: string) => string) | undefined;
  const createPolicy = vi.fn((_: string, rules: { createScriptURL: (url: string) => string }) => {
    rule = rules.createScriptURL;
    return rules;
  });
  expect(trustedWorkerUrl('https://site.example/', { createPolicy })).toBe('https://site.example/worker.js');
  expect(createPolicy.mock.calls[0]?.[0]).toBe('valet-key');
  expect(() => rule?.('https://evil.example/worker.js')).toThrow(TypeError);
});

test('a browser without Trusted Types gets the plain address', () => {
  expect(trustedWorkerUrl('https://site.example/', undefined)).toBe('https://site.example/worker.js');
});
