import { afterEach, expect, test } from 'vitest';
import { letterAt, shortcutOf } from '#study/shortcut.ts';

const shown = ['north', 'east', 'south', 'west'];
const key = (name: string, target: EventTarget | null = null, more: object = {}): Parameters<typeof shortcutOf>[0] => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  target,
  ...more,
});

afterEach(() => document.body.replaceChildren());

for (const [pressed, id] of [
  ['1', 'north'],
  ['4', 'west'],
  ['a', 'north'],
  ['D', 'west'],
] as const) {
  test(`${pressed} chooses what is shown there`, () => {
    expect(shortcutOf(key(pressed), shown)).toEqual({ kind: 'choose', id });
  });
}

for (const pressed of ['0', '5', 'e', 'z', ' ', 'Tab', 'ArrowDown', 'F1', 'ä']) {
  test(`"${pressed}" is no shortcut`, () => expect(shortcutOf(key(pressed), shown)).toBeUndefined());
}

test('Enter commits, N goes on', () => {
  expect(shortcutOf(key('Enter'), shown)).toEqual({ kind: 'commit' });
  expect(shortcutOf(key('n'), shown)).toEqual({ kind: 'next' });
});

for (const modifier of ['ctrlKey', 'metaKey', 'altKey', 'repeat']) {
  test(`a key with ${modifier} belongs to the browser`, () => {
    expect(shortcutOf(key('n', null, { [modifier]: true }), shown)).toBeUndefined();
  });
}

test('Enter on a button or link is theirs', () => {
  document.body.innerHTML = '<button><b>go</b></button><a href="#">go</a>';
  for (const target of document.querySelectorAll('b, a'))
    expect(shortcutOf(key('Enter', target), shown)).toBeUndefined();
});

test('what is typed into a field is text; radios and checkboxes are no such field', () => {
  document.body.innerHTML = '<input><textarea></textarea><input type="radio"><input type="checkbox">';
  const [field, area, radio, box] = document.querySelectorAll('input, textarea');
  for (const target of [field, area]) expect(shortcutOf(key('a', target), shown)).toBeUndefined();
  for (const target of [radio, box]) expect(shortcutOf(key('a', target), shown)).toBeDefined();
});

test('options bear the letters of the alphabet', () => {
  expect([0, 1, 4].map(letterAt)).toEqual(['A', 'B', 'E']);
});
