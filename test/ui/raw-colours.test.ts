import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const source = resolve(import.meta.dirname, '../../src');
const styled = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(css|svelte)$/.test(file) && file !== 'ui/tokens.css')
  .map((file) => [file, readFileSync(resolve(source, file), 'utf8')] as const);

test('colours stand in the tokens and nowhere else', () => {
  const raw = /:[^;{}]*(?:#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\()/i;
  const offenders = styled.filter(([file, text]) => raw.test(file.endsWith('.css') ? text : styleOf(text)));
  expect(offenders.map(([file]) => file)).toEqual([]);
});

function styleOf(component: string): string {
  return /<style[^>]*>([\s\S]*?)<\/style>/.exec(component)?.[1] ?? '';
}
