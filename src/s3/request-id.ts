import { lettersAndDigits, picked } from './identities/key-material.ts';

/** What names one answer: `x-amz-request-id` and `x-amz-id-2`. */
export interface AnswerIds {
  readonly requestId: string;
  readonly hostId: string;
}

/**
 * Makes ids for answers. A request id has 16 characters: time, a count, and chance; so ids sort by time, and those of
 * one program never meet within a millisecond's 4,096 requests.
 */
export function answerIds(now: () => Date, random: () => number): () => AnswerIds {
  let count = -1;
  return () => {
    count = (count + 1) % 0x1000;
    const time = now().getTime().toString(16).padStart(11, '0').slice(-11);
    const chance = Math.floor(random() * 0x100);
    const requestId = time + count.toString(16).padStart(3, '0') + chance.toString(16).padStart(2, '0');
    return { requestId: requestId.toUpperCase(), hostId: `${picked(lettersAndDigits, 75, random)}=` };
  };
}

/** Ids of uploads and the like. */
export function uniqueIds(random: () => number): (characters: number) => string {
  return (characters) => picked(lettersAndDigits, characters, random);
}
