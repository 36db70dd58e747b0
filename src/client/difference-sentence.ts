import type { SignedForm } from '#s3/decision/decision.ts';
import { parseQuery, type QueryParameter } from '#sigv4/query.ts';

import type { SignedForms } from './signed-form.ts';

/** A sentence in pieces: words, and what was signed or arrived. */
export interface SentencePiece {
  readonly kind: 'word' | 'signed' | 'arrived';
  readonly text: string;
}

/** The first difference of the canonical requests in words; `undefined` where they are the same. */
export function differenceSentence({ signed, arrived }: SignedForms): readonly SentencePiece[] | undefined {
  const [one, other] = [lines(signed), lines(arrived)];
  if (one.method !== other.method)
    return compared('The first line of the canonical request is the method', one.method, other.method);
  if (one.path !== other.path) return compared('The path differs', one.path, other.path);
  if (one.query !== other.query) return queryDifference(parseQuery(one.query), parseQuery(other.query));
  for (const [name, value] of one.headers) {
    const came = other.headers.find(([candidate]) => candidate === name)?.[1];
    if (came === '') return [word('The signed header '), piece('signed', name), word(' did not arrive.')];
    if (came !== undefined && came !== value) return compared(`The header ${name} differs`, value, came);
  }
  if (one.signedHeaders !== other.signedHeaders)
    return compared('The list of signed headers differs', one.signedHeaders, other.signedHeaders);
  return one.payload === other.payload ? undefined : compared('The payload hash differs', one.payload, other.payload);
}

/** The canonical request by its lines. Between the query and the list of names stand the headers and an empty line. */
function lines({ canonicalRequest }: SignedForm) {
  const [method = '', path = '', query = '', ...rest] = canonicalRequest.split('\n');
  const headers = rest.slice(0, -3).map((line): QueryParameter => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1)];
  });
  return { method, path, query, headers, signedHeaders: rest.at(-2) ?? '', payload: rest.at(-1) ?? '' };
}

function queryDifference(
  signed: readonly QueryParameter[],
  arrived: readonly QueryParameter[],
): readonly SentencePiece[] | undefined {
  const added = arrived.find(([name]) => !signed.some(([other]) => other === name));
  if (added)
    return [
      word('The parameter '),
      piece('arrived', added[0]),
      word(' arrived; it was not there when the URL was signed.'),
    ];
  const gone = signed.find(([name]) => !arrived.some(([other]) => other === name));
  if (gone) return [word('The parameter '), piece('signed', gone[0]), word(' was signed and did not arrive.')];
  const changed = signed.find(([name, value]) => !arrived.some(([other, came]) => other === name && came === value));
  if (!changed) return undefined;
  const came = arrived.find(([name]) => name === changed[0])?.[1] ?? '';
  return compared(`The parameter ${changed[0]} differs`, changed[1], came);
}

function compared(what: string, signed: string, arrived: string): readonly SentencePiece[] {
  return [
    word(`${what}: `),
    piece('arrived', arrived === '' ? 'nothing' : arrived),
    word(' arrived, '),
    piece('signed', signed === '' ? 'nothing' : signed),
    word(' was signed.'),
  ];
}

function word(text: string): SentencePiece {
  return piece('word', text);
}

function piece(kind: SentencePiece['kind'], text: string): SentencePiece {
  return { kind, text };
}
