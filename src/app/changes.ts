/** What a learner notices of a version, the newest first. */
export interface Change {
  readonly version: string;
  /** Year, month and day. */
  readonly date: string;
  readonly lines: readonly string[];
}

export const changes: readonly Change[] = [
  {
    version: '0.1.0',
    date: '2026-11-21',
    lines: [
      'Two chapters, on pre-signed URLs and on multipart uploads, with a reading and questions each.',
      'Every answer is carried out against an S3 emulator in the page, and so is the right one.',
      'The lab presigns with the AWS SDK, takes the URL apart, sends it as it is or tampered with, and shows each check.',
      'What CloudTrail and the access log would tell of a request stands beside it.',
      'The emulator keeps versions, copies objects, takes forms, answers STS and tells queues of events; policies, ACLs, KMS permissions and lifecycle rules decide as on S3.',
      'With “serve --data” your local S3 keeps its objects in a folder, for as many accounts as you name.',
      '60 % on a draw of 12 opens the next chapter; answers are stored one by one and survive a closed tab.',
      'After one visit it all works without a network.',
    ],
  },
];
