/** Why something failed, in the error's own words; errors of ours name no secret. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && error.message !== ''
    ? error.message
    : 'It failed, and the browser does not say why.';
}
