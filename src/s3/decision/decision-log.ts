import type { Decision } from './decision.ts';
import { orderedKey, rangeUnder } from '../store/order.ts';
import type { Store } from '../store/store.ts';

/** Where decisions wait to be asked for by their request id. */
export interface DecisionLog {
  keep(decision: Decision): Promise<void>;
  find(requestId: string): Promise<Decision | undefined>;
}

/** Keeps the last decisions in memory. */
export function recentDecisions(limit: number): DecisionLog {
  const decisions = new Map<string, Decision>();
  return {
    async keep(decision) {
      decisions.set(decision.requestId, decision);
      if (decisions.size > limit) decisions.delete(decisions.keys().next().value ?? '');
    },
    async find(requestId) {
      return decisions.get(requestId);
    },
  };
}

const top = 'decision';
/** So many may stand beyond the limit before the oldest go. */
const slack = 32;

/**
 * Keeps the last decisions in a store, where they outlive the program and another one finds them. Request ids begin
 * with the time, so that the first keys are the oldest decisions.
 */
export function storedDecisions(store: Store, limit: number): DecisionLog {
  let keptSince = slack;
  return {
    async keep(decision) {
      await store.commit({ put: [{ key: orderedKey(top, decision.requestId), value: decision }] });
      keptSince += 1;
      if (keptSince < slack) return;
      keptSince = 0;
      const { from, to } = rangeUnder(top);
      const newest = await store.range(from, to, limit + 2 * slack, true);
      const old = newest.slice(limit).map(({ key }) => key);
      if (old.length > 0) await store.commit({ remove: old });
    },
    async find(requestId) {
      return (await store.get(orderedKey(top, requestId)))?.value as Decision | undefined;
    },
  };
}
