import { documented, recorded, type ErrorEntry } from './entry.ts';

/** The request as a whole, and the service behind it. */
export const requestErrors = {
  InternalError: documented(500, 'We encountered an internal error. Please try again.'),
  InvalidArgument: recorded(400, 'Invalid Argument'),
  InvalidRequest: recorded(400, 'Invalid Request'),
  InvalidURI: documented(400, "Couldn't parse the specified URI."),
  MethodNotAllowed: recorded(405, 'The specified method is not allowed against this resource.'),
  NotImplemented: recorded(501, 'A header you provided implies functionality that is not implemented'),
  SlowDown: documented(503, 'Please reduce your request rate.'),
} as const satisfies Record<string, ErrorEntry>;
