import * as v from 'valibot';

/* The single values that the files of a pack hold; what is wrong with one is said in a sentence for its author. */

const textMaximum = 20_000;
const idWords = 'Write lower-case words joined by hyphens, like `links-die-after-an-hour`.';
export const idSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, idWords),
  v.maxLength(80, 'Shorten this to 80 characters.'),
);
export const folderSchema = v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, idWords), v.maxLength(80));
export const textSchema = v.pipe(
  v.string(),
  v.regex(/\S/, 'Write a text here: it is empty.'),
  v.maxLength(textMaximum, 'Shorten this text to 20,000 characters.'),
);
export const dateSchema = v.pipe(v.string(), v.isoDate('Write a date as year, month and day: 2026-11-21.'));
export const sourceSchema = v.pipe(v.string(), v.regex(/^https:\/\/\S+$/, 'Write a link that begins with https://.'));
export const sourcesSchema = v.pipe(v.array(sourceSchema), v.minLength(1, 'Name at least one source.'));
export const percentWords = 'Write a share in per cent, from 1 to 100.';
export const countSchema = v.pipe(
  v.number(),
  v.integer('Write a whole number.'),
  v.minValue(1, 'Write a number of 1 or more.'),
);
