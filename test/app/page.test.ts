import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { changes } from '#app/changes.ts';

const root = resolve(import.meta.dirname, '../..');
const html = readFileSync(resolve(root, 'src/app/index.html'), 'utf8');
const policy = new Map(
  (/http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html)?.[1] ?? '').split(';').map((directive) => {
    const [name = '', ...values] = directive.trim().split(/\s+/);
    return [name, values.join(' ')];
  }),
);

test('the page carries its policy itself, so that any static host serves it', () => {
  expect(Object.fromEntries(policy)).toEqual({
    'script-src': "'self' 'wasm-unsafe-eval'",
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' data: blob:",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'svelte-trusted-html valet-key',
  });
});

test('the policy stands before anything that it governs', () => {
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.search(/<(script|link|style)\b/));
});

test('the page has no inline script, and sends no referrer', () => {
  expect([...html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text?.trim())).toEqual(['']);
  expect(html).toContain('<meta name="referrer" content="no-referrer" />');
});

test('what the page and the manifest name is there', () => {
  const manifest = JSON.parse(readFileSync(resolve(root, 'public/manifest.webmanifest'), 'utf8')) as {
    readonly start_url: string;
    readonly scope: string;
    readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose?: string }[];
  };
  const linked = [...html.matchAll(/<link [^>]*href="\/([^"]+)"/g)].map(([, file]) => file as string);
  for (const file of [...linked, ...manifest.icons.map((icon) => icon.src)]) {
    expect(existsSync(resolve(root, 'public', file)), file).toBe(true);
  }
  expect(manifest.icons.some((icon) => icon.purpose === 'maskable')).toBe(true);
  for (const { src, sizes } of manifest.icons.filter((icon) => icon.src.endsWith('.png'))) {
    const png = readFileSync(resolve(root, 'public', src));
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, src).toBe(sizes);
  }
  // Relative, so that the app can stand under a sub-path.
  expect([manifest.start_url, manifest.scope]).toEqual(['./', './']);
});

test('the newest change is that of this version', () => {
  const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { readonly version: string };
  expect(changes[0]?.version).toBe(version);
});
