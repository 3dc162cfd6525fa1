import type {Grid} from './answers';
import type {Outcome} from './model';

type Drawn = Outcome & {grid: Grid};

/**
 * The outcomes that one graph can show: those over the steps of the first that is done. An answer
 * from before, over other steps, would stand at wrong times.
 */
export function together(outcomes: readonly Outcome[]): Drawn[] {
  const drawn = outcomes.filter((each): each is Drawn => each.grid !== undefined && each.grid.times.length > 0);
  const first = drawn.find(({state}) => state === 'done') ?? drawn[0];
  return drawn.filter(({grid: {times}}) => times.length === first!.grid.times.length && times[0] === first!.grid.times[0] && times.at(-1) === first!.grid.times.at(-1));
}
