import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';

import Lab from '#lab/screens/Lab.svelte';
import type { LabServices } from '#lab/services.ts';
import { uriEncodePath } from '#sigv4/encode.ts';
import { presign as presignedUrl } from '#sigv4/presign.ts';

import { testServices } from './services-for-tests.ts';

/** The SDK's browser build does not load in Node; the signature is the same. */
const presign: LabServices['presign'] = async ({ endpoint, bucket, key, operation, ...signing }) => {
  const method = operation === 'PutObject' ? 'PUT' : 'GET';
  const url = `${endpoint.url}/${bucket}/${uriEncodePath(key ?? '')}?x-id=${operation}`;
  return {
    url: presignedUrl({ ...signing, unchecked: true, method, url, region: endpoint.region }),
    method,
    headers: [],
    operation,
    expiresAt: new Date(signing.instant.getTime() + signing.expiresSeconds * 1000),
    region: endpoint.region,
  };
};

async function opened(changed: Partial<LabServices> = {}) {
  const services = await testServices(presign, changed);
  render(Lab, { services });
  await screen.findByLabelText('Signer');
  return { services, user: userEvent.setup() };
}

test('the keyboard alone presigns, tampers, sends and reads the verdict', async () => {
  const { user, services } = await opened();
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(await screen.findByRole('heading', { name: 'The URL' })).toBeVisible();
  expect(await screen.findByText('X-Amz-Expires=900')).toHaveClass('expires');
  expect(screen.getByRole('timer')).toHaveAccessibleName(/15:00 left/);
  expect(screen.getByRole('link', { name: 'Open in new tab' })).toHaveAttribute('rel', 'noopener');
  expect(services.sent).toHaveLength(0);

  screen.getByRole('button', { name: 'Tamper' }).focus();
  await user.keyboard('{Enter}');
  await user.selectOptions(screen.getByLabelText('Method'), 'PUT');
  expect(screen.queryByRole('link', { name: 'Open in new tab' })).toBeNull();
  screen.getByRole('button', { name: 'Send PUT' }).focus();
  await user.keyboard('{Enter}');

  const verdict = await screen.findByRole('region', { name: /The emulator's verdict/ });
  expect(within(verdict).getByText('403 SignatureDoesNotMatch')).toBeVisible();
  expect(within(verdict).getByText(/first line of the canonical request is the method/)).toHaveTextContent(
    'PUT arrived, GET was signed.',
  );
  const failed = within(verdict).getByText('Failed:').closest('li');
  expect(failed).toHaveTextContent('Signature matches');
  expect(within(verdict).getAllByText('Not reached:').length).toBeGreaterThan(3);
  expect(within(verdict).getByRole('group', { name: 'Canonical request' })).toHaveTextContent('as signed: GET');
  within(verdict).getByRole('tab', { name: 'Canonical request' }).focus();
  await user.keyboard('{ArrowRight}{ArrowRight}');
  expect(within(verdict).getByRole('tab', { name: 'Response' })).toHaveFocus();
  expect(within(verdict).getByLabelText('Body')).toHaveTextContent('<Code>SignatureDoesNotMatch</Code>');
});

test('every component of the URL has its row, and a changed one stands out', async () => {
  const { user } = await opened();
  await user.click(screen.getByRole('button', { name: /^Presign/ }));
  const table = await screen.findByRole('table');
  for (const title of ['Endpoint', 'Bucket', 'Key', 'Algorithm', 'Credential', 'Date', 'Expires', 'x-id', 'Signature'])
    expect(within(table).getByText(title)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Tamper' }));
  await user.type(screen.getByLabelText('Another parameter'), 'utm_source=mail');
  expect(within(table).getByText('utm_source').closest('tr')).toHaveClass('hot');
  expect(within(table).getByText('Key').closest('tr')).not.toHaveClass('hot');
});

test('a URL longer than its session warns of it', async () => {
  const { user } = await opened();
  await user.selectOptions(screen.getByLabelText('Signer'), 'role/report-lambda');
  expect(await screen.findByText('The session has 1 h left.')).toBeVisible();
  const expiry = screen.getByLabelText('Expires in');
  await user.clear(expiry);
  await user.type(expiry, '2h');
  expect(screen.getByText(/The session ends in 1 h. This URL would stop working then/)).toBeVisible();
});

test('a fault of the form is said at once', async () => {
  const { user } = await opened();
  await user.clear(screen.getByLabelText('Key'));
  await user.click(screen.getByRole('button', { name: /^Presign/ }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Name a key');
  expect(screen.getByLabelText('Key')).toBeInvalid();
});

test('pasted credentials leave the field and can be forgotten', async () => {
  const { user } = await opened();
  await user.click(screen.getByRole('button', { name: /Change/ }));
  await user.click(screen.getByRole('radio', { name: 'Amazon S3' }));
  const panel = screen.getByRole('region', { name: 'Connection' });
  await user.type(within(panel).getByLabelText('Bucket'), 'my-bucket');
  await user.click(within(panel).getByRole('button', { name: 'Use this bucket' }));
  const field = await screen.findByLabelText('Credentials');
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  await user.type(field, `AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE{Enter}AWS_SECRET_ACCESS_KEY=${secret}`);
  await user.click(screen.getByRole('button', { name: 'Use them' }));
  expect(screen.getByText('AKIAIOSFODNN7EXAMPLE')).toBeVisible();
  expect(screen.getByText(/A long-term key/)).toBeVisible();
  expect(document.body.innerHTML).not.toContain(secret);
  await user.click(screen.getByRole('button', { name: 'Forget' }));
  expect(screen.getByLabelText('Credentials')).toHaveValue('');
});
