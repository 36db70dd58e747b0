/** Where the screens of this room stand; `app` knows the routes. */
export interface StudyLinks {
  readonly home: string;
  chapter(packId: string, chapterId: string, section?: string): string;
  /** Without an attempt: the one to go on with, else a new one. */
  quiz(packId: string, chapterId: string, attemptId?: string): string;
  result(packId: string, chapterId: string, attemptId: string): string;
  /** Goes there; `replace` leaves no way back to the present screen. */
  go(href: string, options?: { readonly replace?: boolean }): void;
}
