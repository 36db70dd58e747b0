import { formRequest, type PostedFields } from '#client/form-body.ts';

import { bodyWords } from '../body-words.ts';
import { expectation } from '../expectation.ts';
import { form } from '../form.ts';
import { mapOf, optional, recordOf, type ValuesOf } from '../kind.ts';
import { body, parameterText, text } from '../kinds.ts';
import { sender, senderWords } from '../sender.ts';
import { judged, save, verb, type WrittenFields } from '../verb.ts';

const fields = {
  form,
  fields: optional(recordOf(parameterText)),
  file: mapOf({ name: optional(text), type: optional(text), body }),
  from: optional(sender),
  origin: optional(text),
  save,
  expect: expectation,
} as const;
type Values = ValuesOf<typeof fields>;

/** Submits a form with a file, as whoever holds it; fields that are named stand in the place of the form's own. */
export const submit = verb({
  name: 'submit',
  fields,
  sentence: sentenceOf,
  async run(values, { world }) {
    const { form, file, from, origin, expect } = values;
    const request = await formRequest({ url: form.url, fields: filled(values), file });
    return judged(expect, await world.send(request, { from, origin }));
  },
});

/** The form's fields, changed and with further ones behind them; `null` leaves one out. S3 reads names in any case. */
function filled({ form, fields: changes = {} }: Values): PostedFields['fields'] {
  const byName = new Map(Object.entries(form.fields).map((field) => [field[0].toLowerCase(), field]));
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) byName.delete(name.toLowerCase());
    else byName.set(name.toLowerCase(), [name, value]);
  }
  return [...byName.values()];
}

function sentenceOf({ file, fields: changes = {}, origin, from }: Values, written: WrittenFields): string {
  const name = typeof written['form'] === 'string' ? written['form'].slice(1) : 'form';
  const what = name === 'form' ? 'the form' : `the form \`${name}\``;
  const set = Object.entries(changes).map(([field, value]) =>
    value === null ? `no \`${field}\`` : `\`${field}\` = \`${value}\``,
  );
  const fileWords = file.name === undefined ? bodyWords(file.body) : `\`${file.name}\`, ${bodyWords(file.body)}`;
  const page = origin === undefined ? '' : ` as a page of \`${origin}\``;
  return `Submit ${what} with ${fileWords}${set.length === 0 ? '' : `, ${set.join(', ')}`}${page}${senderWords(from)}`;
}
