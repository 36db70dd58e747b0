import { beforeEach, describe, expect, test } from 'vitest';

import { Account, type Told } from '../emulated-account.ts';

let account: Account;

beforeEach(async () => {
  account = await Account.withBucket();
});

const arns = {
  Topic: 'arn:aws:sns:us-east-1:111122223333:t',
  Queue: 'arn:aws:sqs:us-east-1:111122223333:q',
  CloudFunction: 'arn:aws:lambda:us-east-1:111122223333:function:f',
} as const;

interface Rule {
  readonly kind?: keyof typeof arns;
  readonly id?: string;
  readonly arn?: string;
  readonly events?: readonly string[];
  readonly filters?: readonly (readonly [name: string, value: string])[];
}

function ruleText({ kind = 'Queue', id, arn = arns[kind], events = ['s3:ObjectCreated:*'], filters }: Rule): string {
  const rules = (filters ?? []).map(
    ([name, value]) => `<FilterRule><Name>${name}</Name><Value>${value}</Value></FilterRule>`,
  );
  return [
    `<${kind}Configuration>`,
    id === undefined ? '' : `<Id>${id}</Id>`,
    `<${kind}>${arn}</${kind}>`,
    ...events.map((event) => `<Event>${event}</Event>`),
    filters ? `<Filter><S3Key>${rules.join('')}</S3Key></Filter>` : '',
    `</${kind}Configuration>`,
  ].join('');
}

function put(...rules: readonly (Rule | string)[]): Promise<Told> {
  const texts = rules.map((rule) => (typeof rule === 'string' ? rule : ruleText(rule)));
  const body = `<NotificationConfiguration>${texts.join('')}</NotificationConfiguration>`;
  return account.send(account.headerSigned({ method: 'PUT', path: '/bucket', query: 'notification=', body }));
}

async function stored(): Promise<string> {
  const { text } = await account.ok(account.headerSigned({ path: '/bucket', query: 'notification=' }));
  return text.replace(/^[^]*?<NotificationConfiguration[^>]*?(\/?)>/, '').replace('</NotificationConfiguration>', '');
}

describe('a notification configuration', () => {
  test('is empty before it is put', async () => {
    expect(await stored()).toBe('');
  });

  test('is given back as it was put, filter names with a capital letter', async () => {
    const filters = [
      ['prefix', 'in/'],
      ['SUFFIX', '.jpg'],
    ] as const;
    const queue: Rule = { id: 'q', filters, events: ['s3:ObjectCreated:Put', 's3:ObjectRemoved:*'] };
    const others: Rule[] = [
      { id: 'f', kind: 'CloudFunction', events: ['s3:ObjectTagging:*'] },
      { id: 't', kind: 'Topic', events: ['s3:LifecycleExpiration:*'] },
    ];
    const bridge = '<EventBridgeConfiguration/>';
    expect((await put(queue, ...others, bridge)).status).toBe(200);
    const kept: Rule = {
      ...queue,
      filters: [
        ['Prefix', 'in/'],
        ['Suffix', '.jpg'],
      ],
    };
    expect(await stored()).toBe([others[1], kept, others[0]].map((rule) => ruleText(rule ?? {})).join('') + bridge);
  });

  test('gives a rule an id where it has none', async () => {
    await put({});
    expect(await stored()).toMatch(/<Id>\w{36}<\/Id>/);
  });

  test('ends all notifications when it is empty', async () => {
    await put({ id: 'a' });
    expect((await put()).status).toBe(200);
    expect(await stored()).toBe('');
  });

  test('is put by who may put it', async () => {
    const user = await account.user('app', ['s3:GetBucketNotification']);
    const query = 'notification=';
    expect((await account.send(account.headerSigned({ path: '/bucket', query }, user))).status).toBe(200);
    const body = '<NotificationConfiguration/>';
    const refused = await account.send(account.headerSigned({ method: 'PUT', path: '/bucket', query, body }, user));
    expect([refused.status, refused.failed]).toEqual([403, 'identity-policy']);
  });
});

describe('refused is', () => {
  const created = 's3:ObjectCreated:*';
  const ambiguous = /^Configuration is ambiguously defined\./;
  const cases: readonly [why: string, rules: readonly (Rule | string)[], message: RegExp, argument?: string][] = [
    ['an event that there is not', [{ events: ['s3:ObjectCreated:Gone'] }], /event is not supported/, 'Event'],
    ['an event that cannot be asked for', [{ events: ['s3:TestEvent'] }], /event is not supported/, 'Event'],
    ['what is no ARN', [{ arn: 'q' }], /^The ARN could not be parsed$/, 'Queue'],
    ['the ARN of a topic as a queue', [{ arn: arns.Topic }], /^The ARN could not be parsed$/, 'Queue'],
    ['what is no ARN of a topic', [{ kind: 'Topic', arn: 't' }], /^The ARN could not be parsed$/, 'Topic'],
    ['another function', [{ kind: 'CloudFunction', arn: 'f' }], /^The ARN could not be parsed$/, 'CloudFunction'],
    [
      'a queue of another Region',
      [{ arn: arns.Queue.replace('us-east-1', 'eu-west-1') }],
      /service region is not valid/,
      'Queue',
    ],
    [
      'a filter that is neither prefix nor suffix',
      [{ filters: [['INVALID', 'a']] }],
      /^filter rule name must be either prefix or suffix$/,
      'FilterRule.Name',
    ],
    [
      'a second prefix in one filter',
      [
        {
          filters: [
            ['prefix', 'a'],
            ['Prefix', 'b'],
          ],
        },
      ],
      /more than one prefix rule/,
    ],
    ['one id twice', [{ id: 'a' }, { id: 'a', events: ['s3:ObjectRemoved:*'] }], /^Same ID used/],
    ['one event twice', [{}, { kind: 'Topic' }], ambiguous],
    ['an event of a kind that is asked for as a whole', [{}, { events: ['s3:ObjectCreated:Put'] }], ambiguous],
    ['a prefix within another', [{ filters: [['prefix', 'a']] }, { filters: [['prefix', 'a/b']] }], ambiguous],
    ['a suffix within another', [{ filters: [['suffix', '.jpg']] }, { filters: [['suffix', 'pg']] }], ambiguous],
    ['a prefix beside a suffix', [{ filters: [['prefix', 'a']] }, { filters: [['suffix', '.jpg']] }], ambiguous],
  ];
  for (const [why, rules, message, argument] of cases) {
    test(why, async () => {
      const told = await put(...rules);
      expect([told.status, told.code, told.failed]).toEqual([400, 'InvalidArgument', 'request']);
      expect(told.message).toMatch(message);
      expect(told.element('ArgumentName')).toBe(argument);
      expect(await stored()).toBe('');
    });
  }

  for (const [why, text] of [
    ['a rule without an event', ruleText({ events: [] })],
    ['a rule without a queue', `<QueueConfiguration><Event>${created}</Event></QueueConfiguration>`],
    ['an element that there is not', '<MailConfiguration/>'],
  ] as const) {
    test(`${why}, as malformed`, async () => {
      expect((await put(text)).code).toBe('MalformedXML');
    });
  }
});

test('rules that no key can meet both do not overlap', async () => {
  const both = (prefix: string, suffix: string): Rule => ({
    filters: [
      ['prefix', prefix],
      ['suffix', suffix],
    ],
  });
  expect((await put(both('a/', '.jpg'), both('b/', '.jpg'), both('a/', '.png'))).status).toBe(200);
});
