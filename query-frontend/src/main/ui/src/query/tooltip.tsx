import {count, finely, short} from '../lib/number';
import {dateTime, type Zone} from '../lib/time';
import {nameOf, type Grid} from './answers';
import type {Look} from './colors';
import type {Heat} from './heat';
import {Mark} from './legend';
import type {Exemplar} from './model';
import {nearest, type Tip} from './nearest';

export interface TooltipProps {
  tip: Tip;
  grid: Grid;
  heat: Heat | undefined;
  stacked: boolean;
  looks: readonly Look[];
  exemplars: readonly Exemplar[];
  zone: Zone;
  plot: {left: number; width: number};
  /** Present on pinned ones. */
  unpin?: () => void;
}

const WIDTH_PX = 300;

/** What is under the pointer: the nearest series and its labels, or a bucket, or an exemplar. */
export function Tooltip(props: TooltipProps) {
  const {tip, grid, heat, zone, plot, unpin} = props;
  const time = grid.times[tip.step];
  if (time === undefined) {
    return null;
  }
  const left = plot.left + tip.left;
  const flip = left > plot.left + plot.width - WIDTH_PX - 20;
  const style = {left: `${Math.max(0, flip ? left - Math.min(WIDTH_PX, left) - 12 : left + 14)}px`, top: `${Math.max(0, tip.top - 8)}px`};
  return (
    <div class={unpin === undefined ? 'tip' : 'tip pinned'} style={style}>
      <div class="row">
        <time>{dateTime(time * 1000, zone)}</time>
        {unpin !== undefined && (
          <button type="button" class="close" aria-label="Unpin" onClick={unpin}>
            ×
          </button>
        )}
      </div>
      {heat !== undefined ? <Bucket heat={heat} tip={tip} /> : <Nearest {...props} />}
    </div>
  );
}

function Bucket({heat, tip}: {heat: Heat; tip: Tip}) {
  const {cuts, counts} = heat;
  const row = Math.max(0, Math.min(counts.length - 1, Math.floor(tip.value)));
  const [lower, upper] = [cuts[row] ?? NaN, cuts[row + 1] ?? NaN];
  return (
    <div class="mono">
      {finely(lower, upper - lower)} … {finely(upper, upper - lower)}: {short(counts[row]?.[tip.step] ?? 0)}
    </div>
  );
}

function Nearest({tip, grid, looks, exemplars, stacked}: TooltipProps) {
  const near = nearest(grid, tip, stacked);
  const span = grid.times.length > 1 ? grid.times[1]! - grid.times[0]! : 1;
  const marked = exemplars.filter(({time}) => Math.abs(time - grid.times[tip.step]!) <= span).slice(0, 3);
  return (
    <>
      {near !== undefined && (
        <>
          <div class="row nowrap">
            <Mark look={looks[near]!} />
            <b class="mono">{short(grid.lines[near]!.values[tip.step]!)}</b>
            <span class="muted mono">{String(grid.lines[near]!.values[tip.step])}</span>
          </div>
          <Labels labels={grid.lines[near]!.labels} />
        </>
      )}
      {near === undefined && <span class="muted">no samples at this step</span>}
      {marked.map(({labels, value, time}) => (
        <div class="exemplar" key={`${time} ${value}`}>
          ◆ <b class="mono">{short(value)}</b>
          <Labels labels={labels} />
        </div>
      ))}
      {grid.lines.length > 1 && <span class="muted">nearest of {count(grid.lines.length)}</span>}
    </>
  );
}

function Labels({labels}: {labels: Readonly<Record<string, string>>}) {
  const pairs = Object.entries(labels);
  if (pairs.length === 0) {
    return <div class="mono">{nameOf(labels)}</div>;
  }
  return (
    <dl class="labels mono">
      {pairs.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
