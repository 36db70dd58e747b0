/** Why something failed, in words for the learner. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'QuotaExceededError') return 'This device has no space left for the site.';
  if (error.name === 'VersionError') return 'A newer version of Valet Key is in use in another tab. Reload this page.';
  if (error.name === 'InvalidStateError') return 'The connection to the storage of this browser was closed.';
  return error.message || error.name;
}
