import type {Grid} from './answers';
import {stack} from './stack';

/** Where the pointer is: a step of the grid, px in the plot, and the value there. */
export interface Tip {
  step: number;
  left: number;
  top: number;
  value: number;
}

/** The line that is drawn nearest to the pointer; of stacked ones that whose band is, since it lies upon others. */
export function nearest(grid: Grid, tip: Tip, stacked: boolean): number | undefined {
  const own = grid.lines.map(({values}) => values[tip.step] ?? null);
  const tops = stacked ? stack(own.map((value) => [value])).flat() : own;
  let best: number | undefined;
  let least = Infinity;
  tops.forEach((top, i) => {
    if (top === null) {
      return;
    }
    const base = stacked ? top - own[i]! : top;
    const away = Math.max(0, Math.min(base, top) - tip.value, tip.value - Math.max(base, top));
    if (away < least) {
      least = away;
      best = i;
    }
  });
  return best;
}
