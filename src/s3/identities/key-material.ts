import { base64 } from '#base/bytes.ts';

// Every id ends in EXAMPLE, so that no scanner of secrets takes it for a real one.
const idEnding = 'EXAMPLE';
const idCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const secretCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 20 characters, as `AKIA…EXAMPLE` (permanent) and `ASIA…EXAMPLE` (temporary). */
export function newAccessKeyId(kind: 'AKIA' | 'ASIA', random: () => number): string {
  return kind + picked(idCharacters, 20 - kind.length - idEnding.length, random) + idEnding;
}

/** 40 characters, like the documented example. */
export function newSecretAccessKey(random: () => number): string {
  return `${picked(secretCharacters, 30, random)}EXAMPLEKEY`;
}

/** `AIDA…` for users, `AROA…` for roles. */
export function newIdentityId(kind: 'AIDA' | 'AROA', random: () => number): string {
  return kind + picked(idCharacters, 17, random);
}

/** Opaque, and with `+`, `/` and `=` inside, as real ones have: a URL that fails to encode them is refused. */
export function newSessionToken(random: () => number): string {
  const bytes = Uint8Array.from({ length: 160 }, () => Math.floor(random() * 256));
  return `IQoJb3JpZ2luX2VjEXAMPLE+/${base64(bytes)}`;
}

/** A number between 0 and 1 has chance enough for so many characters of 62, whoever makes it. */
const charactersOfNumber = 5;

/** So many characters of an alphabet of at most 64. */
export function picked(characters: string, count: number, random: () => number): string {
  let text = '';
  let chance = 0;
  for (let at = 0; at < count; at += 1) {
    if (at % charactersOfNumber === 0) chance = Math.floor(random() * characters.length ** charactersOfNumber);
    text += characters.charAt(chance % characters.length);
    chance = Math.floor(chance / characters.length);
  }
  return text;
}

export const lettersAndDigits = secretCharacters;
