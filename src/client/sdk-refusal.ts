/** The AWS SDK would not make a request of its input; nothing was sent. The message is the SDK's. */
export class SdkRefusal extends Error {
  override readonly name = 'SdkRefusal';
}

/** What the SDK threw before it sent anything. It rejects with plain texts as well as with errors. */
export function sdkRefusal(cause: unknown): SdkRefusal {
  return new SdkRefusal(cause instanceof Error ? cause.message : String(cause), { cause });
}
