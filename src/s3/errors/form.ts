import { documented, recorded, type ErrorEntry } from './entry.ts';

/** Forms that are posted, and the policies that they carry. */
export const formErrors = {
  IncorrectNumberOfFilesInPostRequest: documented(400, 'POST requires exactly one file upload per request.'),
  InvalidPolicyDocument: recorded(400, 'Invalid Policy: Invalid JSON.'),
  MalformedPOSTRequest: documented(400, 'The body of your POST request is not well-formed multipart/form-data.'),
  MaxPostPreDataLengthExceededError: documented(
    400,
    'Your POST request fields preceding the upload file were too large.',
  ),
} as const satisfies Record<string, ErrorEntry>;
