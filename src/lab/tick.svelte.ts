import { onMount } from 'svelte';

/** A second hand: what is computed after it is computed anew each second, while the component is on screen. */
export function clockTick(): { after<Value>(compute: () => Value): Value } {
  let seconds = $state(0);
  onMount(() => {
    const timer = setInterval(() => (seconds += 1), 1000);
    return () => clearInterval(timer);
  });
  return {
    after: (compute) => {
      void seconds;
      return compute();
    },
  };
}
