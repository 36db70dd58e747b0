import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';

import AuditLogs from '#client/screens/AuditLogs.svelte';
import { isLogged } from '#client/audit-texts.ts';
import type { Decision } from '#s3/decision/decision.ts';
import { Account } from '../s3/emulated-account.ts';

async function decisionOf(by: 'url' | 'headers' | 'nobody', tampered = false): Promise<Decision> {
  const account = await Account.withBucket();
  const draft = { path: '/bucket/k', query: by === 'url' ? 'x=1' : '' };
  const request = {
    url: () => account.presigned(draft),
    headers: () => account.headerSigned(draft),
    nobody: () => account.request(draft),
  }[by]();
  const rawQuery = tampered ? request.rawQuery.replace('x=1', 'x=2') : request.rawQuery;
  return (await account.send({ ...request, rawQuery })).decision;
}

test('a pre-signed request is shown in both logs, folded, and told by QueryString', async () => {
  render(AuditLogs, { decision: await decisionOf('url') });
  const summary = screen.getByText('In CloudTrail and the access log');
  const fold = summary.closest('details');
  expect(fold).not.toHaveAttribute('open');
  await userEvent.click(summary);
  expect(screen.getByText(/a pre-signed URL was used/)).toBeVisible();
  const event = JSON.parse(screen.getByRole('group', { name: 'CloudTrail event' }).textContent ?? '') as unknown;
  expect(event).toMatchObject({ eventName: 'GetObject', additionalEventData: { AuthenticationMethod: 'QueryString' } });
  expect(screen.getByRole('group', { name: 'Access-log line' }).textContent).toMatch(
    / REST\.GET\.OBJECT k .* SigV4 - QueryString /,
  );
  expect(fold?.textContent).not.toMatch(/X-Amz-Signature=[0-9a-f]/);
});

test('a wrong signature is in the access log only', async () => {
  render(AuditLogs, { decision: await decisionOf('url', true) });
  expect(screen.getByText(/tells nothing of a request whose authentication failed/)).toBeInTheDocument();
  expect(screen.queryByRole('group', { name: 'CloudTrail event' })).toBeNull();
  expect(screen.getByRole('group', { name: 'Access-log line' }).textContent).toContain(' 403 SignatureDoesNotMatch ');
});

for (const [by, sentence] of [
  ['headers', /signed in its headers/],
  ['nobody', /Nobody signed this request/],
] as const) {
  test(`a request signed by ${by} is told apart`, async () => {
    render(AuditLogs, { decision: await decisionOf(by), of: 'step 2' });
    expect(screen.getByText(sentence)).toBeInTheDocument();
    expect(screen.getByText('In CloudTrail and the access log: step 2')).toBeInTheDocument();
  });
}

test('a decision of an earlier version, which knew nothing of logs, is in none', async () => {
  const { audit: _, ...earlier } = await decisionOf('url');
  expect(isLogged(earlier)).toBe(false);
});
