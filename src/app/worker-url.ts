interface UrlPolicy {
  createScriptURL(url: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): UrlPolicy;
}

/** The worker's script, beside the page; its scope is then the folder that the page stands in. */
export function workerUrl(base: string): string {
  return new URL('worker.js', base).href;
}

/**
 * The worker's URL as Trusted Types want it. The page's policy lets this one script through and nothing else.
 *
 * @throws TypeError if asked for another script.
 */
export function trustedWorkerUrl(base: string, factory: PolicyFactory | undefined): string {
  const url = workerUrl(base);
  const policy = factory?.createPolicy('valet-key', {
    createScriptURL: (asked) => {
      if (asked !== url) throw new TypeError(`not the worker of this app: ${asked}`);
      return asked;
    },
  });
  // Typed as text: the DOM's types do not know Trusted Types, and browsers without them want a text.
  return policy ? policy.createScriptURL(url) : url;
}
