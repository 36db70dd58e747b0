/** The part of an item that decides which rows of its proof an answer makes worth seeing. */
export interface ProvenItem {
  readonly type: 'choice' | 'reveal';
  readonly together?: boolean | undefined;
  readonly options?: readonly { readonly id: string; readonly correct?: boolean | undefined }[] | undefined;
}

/** A row of the proof matrix to carry out in front of the learner. */
export interface PlannedRun {
  readonly rowId: string;
  /** Whether it is what the learner chose, or what would have been right. */
  readonly whose: 'own' | 'right';
  readonly optionIds: readonly string[];
}

/** The one row of a card or of a proof block in a chapter. */
export const onlyRowId = 'proof';

/** The learner's own options first, then the right ones that were not chosen. */
export function plannedRuns(item: ProvenItem, chosen: readonly string[]): readonly PlannedRun[] {
  if (item.type === 'reveal') return [{ rowId: onlyRowId, whose: 'right', optionIds: [] }];
  const options = item.options ?? [];
  const own = options.filter((option) => chosen.includes(option.id)).map((option) => option.id);
  const right = options.filter((option) => option.correct).map((option) => option.id);
  if (!item.together) {
    const missed = right.filter((id) => !own.includes(id));
    return [...own.map((id) => single(id, 'own')), ...missed.map((id) => single(id, 'right'))];
  }
  const ownRow: PlannedRun = { rowId: own.join('+'), whose: 'own', optionIds: own };
  const rightRow: PlannedRun = { rowId: right.join('+'), whose: 'right', optionIds: right };
  return ownRow.rowId === rightRow.rowId ? [ownRow] : [ownRow, rightRow];
}

function single(id: string, whose: PlannedRun['whose']): PlannedRun {
  return { rowId: id, whose, optionIds: [id] };
}
