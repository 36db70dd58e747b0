/** What the page's build wrote, for the worker's cache; made by the precache plugin of vite.config.ts. */
declare module 'virtual:precache' {
  /** Paths relative to the worker's scope. */
  export const files: readonly string[];
  /** Those of them that the first screen loads. */
  export const shell: readonly string[];
  /** Hash of all of them; `dev` in development, where nothing is cached. */
  export const buildId: string;
}
