import type {Stretch} from '../views/time-bar';

/** A series of ALERTS over a range; times in s. */
export interface History {
  metric: Record<string, string>;
  values?: [number, string][];
}

/** The stretches over which an alert was active: steps that follow one another. */
export function stretchesOf({metric, values = []}: History, stepS: number): Stretch[] {
  const look = metric.alertstate === 'firing' ? 'firing' : 'pending';
  const found: Stretch[] = [];
  let from = NaN;
  let last = NaN;
  function end(): void {
    if (!Number.isNaN(from)) {
      found.push({from: from * 1000, to: (last + stepS) * 1000, look, title: `${metric.alertstate ?? ''} from ${new Date(from * 1000).toISOString()} to ${new Date((last + stepS) * 1000).toISOString()}`});
    }
  }
  for (const [time] of values) {
    if (!(time - last <= stepS * 1.5)) {
      end();
      from = time;
    }
    last = time;
  }
  end();
  return found;
}
