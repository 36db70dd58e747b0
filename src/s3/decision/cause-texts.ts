import type { Cause } from '#sigv4/cause.ts';

/** A cause as one plain sentence. */
export function causeSentence(cause: Cause): string {
  switch (cause.kind) {
    case 'method':
      return `It was signed for ${cause.method}.`;
    case 'extra-parameter':
      return `Added to the query after signing: ${cause.names.join(', ')}.`;
    case 'missing-parameter':
      return `The parameter ${cause.name} was signed and did not arrive.`;
    case 'plus-as-space':
      return `In ${cause.name} a "+" was signed, and it arrived unencoded, which means a space.`;
    case 'host':
      return `It was signed for the host ${cause.host}.`;
    case 'addressing':
      return `It was signed for ${cause.host}${cause.rawPath}, with the bucket in another place.`;
    case 'path':
      return `It was signed for the path ${cause.rawPath}.`;
    case 'header-missing':
      return `The header ${cause.name} was signed and did not arrive.`;
    case 'header-value':
      return `The header ${cause.name} was signed with the value ${cause.value}.`;
    case 'expires':
      return `It was signed with X-Amz-Expires=${cause.expiresSeconds}.`;
    case 'payload-hash':
      return `It was signed with the payload hash ${cause.payloadHash}.`;
  }
}
