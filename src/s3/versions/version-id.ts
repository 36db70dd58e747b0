import { lettersAndDigits } from '../identities/key-material.ts';
import { sequenceMaximum } from './version-records.ts';

const randomCharacters = 20;
const sequenceCharacters = 8;
const sealCharacters = 4;
const wellFormed = /^[A-Za-z0-9._]{32}$/;
const base = lettersAndDigits.length;

/** The id of an object put without versioning, and of what is put while it is suspended. */
export const nullVersionId = 'null';

/**
 * An id of 32 characters, as S3's: chance, and the version's place among those of its key, which finds it without a search.
 * The place is written in digits that the chance shifts, so that nobody takes an id for a count. The last four seal the rest:
 * S3 knows an id that was altered from one whose version is gone.
 */
export function versionIdOf(sequence: number, uniqueId: (characters: number) => string): string {
  const random = uniqueId(randomCharacters);
  let left = sequence;
  let digits = '';
  for (let at = 0; at < sequenceCharacters; at += 1) {
    digits += lettersAndDigits.charAt(((left % base) + shiftAt(random, at)) % base);
    left = Math.floor(left / base);
  }
  return random + digits + sealOf(random + digits);
}

/** The place that an id names; `undefined` if it can be none of ours. */
export function sequenceOf(versionId: string): number | undefined {
  if (!isWellFormedVersionId(versionId)) return undefined;
  const [random, digits] = [versionId.slice(0, randomCharacters), versionId.slice(randomCharacters, -sealCharacters)];
  let sequence = 0;
  for (let at = sequenceCharacters - 1; at >= 0; at -= 1) {
    const digit = lettersAndDigits.indexOf(digits.charAt(at));
    if (digit < 0) return undefined;
    sequence = sequence * base + ((digit + base - shiftAt(random, at)) % base);
  }
  return sequence <= sequenceMaximum ? sequence : undefined;
}

/** Whether S3 looks for a version of this id at all; it answers any other, altered ones too, with 400. */
export function isWellFormedVersionId(versionId: string): boolean {
  return wellFormed.test(versionId) && sealOf(versionId.slice(0, -sealCharacters)) === versionId.slice(-sealCharacters);
}

/** FNV-1a in letters and digits. */
function sealOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  let seal = '';
  for (let at = 0; at < sealCharacters; at += 1) {
    seal += lettersAndDigits.charAt(hash % base);
    hash = Math.floor(hash / base);
  }
  return seal;
}

/** Of two characters, so that none of them is seen again where the digit is 0. */
function shiftAt(random: string, at: number): number {
  const [one, other] = [random.charAt(at), random.charAt(at + sequenceCharacters)].map((character) =>
    Math.max(lettersAndDigits.indexOf(character), 0),
  );
  return ((one ?? 0) + (other ?? 0)) % base;
}
