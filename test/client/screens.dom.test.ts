import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';

import { utf8 } from '#base/bytes.ts';
import DecisionLedger from '#client/screens/DecisionLedger.svelte';
import SignatureSteps from '#client/screens/SignatureSteps.svelte';
import SignedUrl from '#client/screens/SignedUrl.svelte';
import UrlTable from '#client/screens/UrlTable.svelte';
import type { Check, Decision } from '#s3/decision/decision.ts';

const url = 'https://b.s3.us-east-1.amazonaws.com/a%20k?X-Amz-Date=20261121T194210Z&X-Amz-Expires=900&utm=1';

test('a URL is shown whole, in one text', () => {
  render(SignedUrl, { url });
  expect(document.querySelector('.url')?.textContent).toBe(url);
  expect(screen.getByText('a%20k')).toHaveClass('key');
});

test('only what differs from the signed URL is marked', () => {
  render(SignedUrl, { url: url.replace('900', '60'), signed: url });
  expect([...document.querySelectorAll('.changed')].map(({ textContent }) => textContent)).toEqual([
    'X-Amz-Expires=60',
  ]);
});

test('a long value is folded, and is there', async () => {
  const token = `${'t'.repeat(200)}END`;
  render(UrlTable, { url: `${url}&X-Amz-Security-Token=${token}` });
  const fold = screen.getByText(/203 characters/).closest('details');
  expect(fold).not.toHaveAttribute('open');
  expect(fold).toHaveTextContent(token);
});

const check = (id: Check['id'], state: Check['state'], further: Partial<Check> = {}): Check => ({
  id,
  state,
  known: 'recorded',
  place: 'assumed',
  evidence: { kind: 'none' },
  ...further,
});
const decision: Decision = {
  requestId: 'A',
  instant: '2026-11-21T19:42:10.000Z',
  request: { method: 'GET', rawPath: '/b/k', rawQuery: '', headers: [], sourceAddress: '127.0.0.1' },
  checks: [check('mechanism', 'passed'), check('expiry', 'failed'), check('signature', 'not reached')],
  alsoFailing: ['signature'],
  outcome: { status: 403, code: 'AccessDenied' },
  notes: ['Other servers refuse this too.'],
};

test('the checks stand in their order, each with its state in words', () => {
  render(DecisionLedger, { decision });
  const rows = screen.getAllByRole('listitem').map(({ textContent }) => textContent?.replace(/\s+/g, ' '));
  expect(rows).toHaveLength(3);
  expect(rows[0]).toContain('Passed:');
  expect(rows[1]).toContain('Failed:');
  expect(rows[2]).toContain('Not reached:');
  expect(screen.getByText('Other servers refuse this too.')).toBeVisible();
});

test('a verdict that rests on the order of the checks says how that order is known', () => {
  render(DecisionLedger, { decision });
  expect(screen.getByText(/Signature matches would have failed too/)).toHaveTextContent('comes first is assumed');
});

test('a verdict that rests on no order says nothing of it', () => {
  render(DecisionLedger, { decision: { ...decision, alsoFailing: [] } });
  expect(screen.queryByText(/would have failed too/)).toBeNull();
});

const forms = (arrived: string) => ({
  signed: { canonicalRequest: 'GET\n/k', stringToSign: 'x' },
  arrived: { canonicalRequest: arrived, stringToSign: 'x' },
  arrivedFrom: 'here' as const,
});
const response = { status: 200, headers: [['etag', '"x"']] as const, body: utf8('hello') };

test('differing lines are marked with a minus and a plus, and said', () => {
  render(SignatureSteps, { forms: forms('PUT\n/k'), response });
  const lines = screen.getByRole('group', { name: 'Canonical request' });
  expect([...lines.children].map(({ textContent }) => textContent)).toEqual([
    '- as signed: GET',
    '+ as arrived: PUT',
    '  /k',
  ]);
  expect(screen.getByText(/computed here from the request that was sent/)).toBeVisible();
});

test('texts that are the same have no marks', () => {
  render(SignatureSteps, { forms: forms('GET\n/k'), response });
  expect(screen.getByRole('group', { name: 'Canonical request' })).toHaveTextContent('GET/k');
  expect(screen.getByText(/What arrived is what was signed/)).toBeVisible();
});

test('without signed texts there is the response alone', async () => {
  render(SignatureSteps, { response });
  expect(screen.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual(['Response']);
  expect(screen.getByLabelText('Body')).toHaveTextContent('hello');
});

test('arrows, Home and End go through the tabs, and one tab stop is enough', async () => {
  const user = userEvent.setup();
  render(SignatureSteps, { forms: forms('GET\n/k'), response });
  await user.tab();
  expect(screen.getByRole('tab', { name: 'Canonical request' })).toHaveFocus();
  await user.keyboard('{ArrowLeft}');
  expect(screen.getByRole('tab', { name: 'Response' })).toHaveAttribute('aria-selected', 'true');
  await user.keyboard('{Home}{ArrowRight}');
  expect(screen.getByRole('tab', { name: 'String to sign' })).toHaveFocus();
  await user.tab();
  expect(screen.getByRole('group', { name: 'String to sign' })).toHaveFocus();
});
