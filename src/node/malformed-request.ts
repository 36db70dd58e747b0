import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { element, xmlDocument } from '#base/xml.ts';

/** The first line and the headers of a request have this at most. S3 itself is documented to stop at 8 KiB. */
export const headerSectionBytes = 16_384;

/** What S3 says of a request that is no HTTP, where there is no request yet to decide about. Closes the connection. */
export function answerMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  const isTooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  const hostId = randomBytes(56).toString('base64');
  const body = xmlDocument(
    element('Error', [
      element('Code', isTooLarge ? 'RequestHeaderSectionTooLarge' : 'BadRequest'),
      element('Message', isTooLarge ? tooLarge : 'An error occurred when parsing the HTTP request.'),
      ...(isTooLarge ? [element('MaxSizeAllowed', headerSectionBytes)] : []),
      element('RequestId', requestId),
      element('HostId', hostId),
    ]),
  );
  const head = [
    'HTTP/1.1 400 Bad Request',
    `x-amz-request-id: ${requestId}`,
    `x-amz-id-2: ${hostId}`,
    'Content-Type: application/xml',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    'Server: AmazonS3',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const tooLarge = 'Your request header section exceeds the maximum allowed size.';
