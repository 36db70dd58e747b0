import { recorded, type ErrorEntry } from './entry.ts';

/** Multipart uploads and their parts. */
export const uploadErrors = {
  InvalidPart: recorded(
    400,
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
  ),
  InvalidPartNumber: recorded(416, 'The requested partnumber is not satisfiable'),
  InvalidPartOrder: recorded(
    400,
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
  ),
  NoSuchUpload: recorded(
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  ),
} as const satisfies Record<string, ErrorEntry>;
