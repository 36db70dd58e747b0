import { createSubscriber } from 'svelte/reactivity';
import { routeOf } from './routes.ts';
import type { Route } from './routes.ts';

/** The present route, followed wherever it is read. */
export class Router {
  readonly #window: Window;
  readonly #subscribe: () => void;

  constructor(window: Window) {
    this.#window = window;
    this.#subscribe = createSubscriber((update) => {
      window.addEventListener('hashchange', update);
      return () => window.removeEventListener('hashchange', update);
    });
  }

  get route(): Route {
    this.#subscribe();
    return routeOf(this.#window.location.hash);
  }

  go(href: string, { replace = false }: { readonly replace?: boolean } = {}): void {
    if (replace) this.#window.location.replace(href);
    else this.#window.location.assign(href);
  }
}
