/** What stands between this tab and its database: another tab with an older or a newer version of the app. */
export class DatabaseState {
  #obstacle = $state<'blocked' | 'superseded'>();

  get obstacle(): 'blocked' | 'superseded' | undefined {
    return this.#obstacle;
  }

  blocked(): void {
    this.#obstacle = 'blocked';
  }

  opened(): void {
    if (this.#obstacle === 'blocked') this.#obstacle = undefined;
  }

  superseded(): void {
    this.#obstacle = 'superseded';
  }
}
