import type { StudyLinks } from '#study/links.ts';
import type { Router } from './router.svelte.ts';
import { hrefOf } from './routes.ts';

/** Tells the study screens where their neighbours stand. */
export function studyLinks(router: Pick<Router, 'go'>): StudyLinks {
  return {
    home: hrefOf({ screen: 'home' }),
    chapter: (packId, chapterId, section) =>
      hrefOf({ screen: 'chapter', packId, chapterId, ...(section ? { section } : {}) }),
    quiz: (packId, chapterId, attemptId) =>
      hrefOf({ screen: 'quiz', packId, chapterId, ...(attemptId ? { attemptId } : {}) }),
    result: (packId, chapterId, attemptId) => hrefOf({ screen: 'result', packId, chapterId, attemptId }),
    go: (href, options) => router.go(href, options),
  };
}
