/** Where in the app a learner is; it stands in the fragment, so that any static host can serve it. */
export type Route =
  | { readonly screen: 'home' | 'lab' | 'unknown' }
  | { readonly screen: 'chapter'; readonly packId: string; readonly chapterId: string; readonly section?: string }
  | { readonly screen: 'quiz'; readonly packId: string; readonly chapterId: string; readonly attemptId?: string }
  | { readonly screen: 'result'; readonly packId: string; readonly chapterId: string; readonly attemptId: string };

/** The fragment of a route, e.g. `#/chapter/dva-c02-s3/presigned-urls`. */
export function hrefOf(route: Exclude<Route, { screen: 'unknown' }>): string {
  switch (route.screen) {
    case 'home':
      return '#/';
    case 'lab':
      return '#/lab';
    case 'chapter':
      return fragment('chapter', route.packId, route.chapterId, route.section);
    case 'quiz':
      return fragment('quiz', route.packId, route.chapterId, route.attemptId);
    case 'result':
      return fragment('result', route.packId, route.chapterId, route.attemptId);
    default:
      return '#/';
  }
}

/** Reads a fragment. What is none of ours is `unknown`, so that the page can say so. */
export function routeOf(hash: string): Route {
  const path = decoded(hash.replace(/^#?\/?/, '').split('?')[0] ?? '');
  if (path === undefined) return { screen: 'unknown' };
  const [screen = '', packId, chapterId, last, ...more] = path;
  if (screen === '' && packId === undefined) return { screen: 'home' };
  if (screen === 'lab') return { screen: 'lab' };
  if (!packId || !chapterId || more.length > 0) return { screen: 'unknown' };
  if (screen === 'chapter') return { screen, packId, chapterId, ...(last ? { section: last } : {}) };
  if (screen === 'quiz') return { screen, packId, chapterId, ...(last ? { attemptId: last } : {}) };
  if (screen === 'result' && last) return { screen, packId, chapterId, attemptId: last };
  return { screen: 'unknown' };
}

function fragment(...parts: readonly (string | undefined)[]): string {
  const path = parts.filter((part) => part !== undefined).map((part) => encodeURIComponent(part));
  return `#/${path.join('/')}`;
}

function decoded(path: string): readonly string[] | undefined {
  try {
    return path.split('/').map((part) => decodeURIComponent(part));
  } catch {
    return undefined;
  }
}
