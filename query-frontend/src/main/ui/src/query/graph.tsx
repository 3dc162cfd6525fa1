import {useSignal} from '@preact/signals';
import {useEffect, useMemo, useRef} from 'preact/hooks';
import type uPlot from 'uplot';
import {count, short} from '../lib/number';
import type {Mode, QueryState} from '../lib/url';
import {keyOf, type Grid, type Provenance} from './answers';
import {draw, gutter} from './chart';
import {looksOf} from './colors';
import {isHeat, toHeat} from './heat';
import {Legend} from './legend';
import {MOST_DRAWN, show, type Exemplar} from './model';
import type {Tip} from './nearest';
import {followPointer} from './pointer';
import {Ribbon} from './ribbon';
import {Tooltip} from './tooltip';

export interface GraphProps {
  label: string;
  grid: Grid;
  exemplars: readonly Exemplar[];
  provenance: Provenance | undefined;
  state: QueryState;
}

const HEIGHT_PX = 320;
const MOST_PINNED = 4;

/** A graph with its ribbon, tooltips and legend. */
export function Graph({label, grid, exemplars, provenance, state}: GraphProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | undefined>(undefined);
  const width = useSignal(0);
  const dark = useSignal(matchMedia('(prefers-color-scheme: dark)').matches);
  const plot = useSignal({left: 0, width: 0});
  const tip = useSignal<Tip | undefined>(undefined);
  const pinned = useSignal<readonly Tip[]>([]);
  const only = useSignal<ReadonlySet<number> | undefined>(undefined);
  const heat = useMemo(() => (state.mode === 'heatmap' && isHeat(grid) ? toHeat(grid) : undefined), [grid, state.mode]);
  const looks = useMemo(() => looksOf(grid.lines.map(({labels}) => labels)), [grid]);
  const mode: Mode = state.mode === 'heatmap' ? 'lines' : state.mode;
  const drawn = useMemo(() => shownOnly(grid, only.value), [grid, only.value]);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => (width.value = Math.floor(entry!.contentRect.width)));
    observer.observe(box.current!);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => void (dark.value = scheme.matches);
    scheme.addEventListener('change', follow);
    const unpin = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') {
        pinned.value = [];
      }
    };
    addEventListener('keydown', unpin);
    return () => {
      observer.disconnect();
      scheme.removeEventListener('change', follow);
      removeEventListener('keydown', unpin);
    };
  }, []);
  const told = useMemo(() => summary(grid), [grid]);
  useEffect(() => {
    only.value = undefined;
  }, [useMemo(() => keyOfAll(grid), [grid])]);
  useEffect(() => {
    pinned.value = [];
    tip.value = undefined;
  }, [grid]);
  useEffect(() => {
    if (width.value === 0) {
      return undefined;
    }
    const boundary = provenance?.boundary?.liveFrom;
    const made = draw(
      box.current!,
      {
        grid: drawn,
        looks,
        mode,
        ...(heat === undefined ? {} : {heat}),
        exemplars,
        ...(boundary === undefined ? {} : {boundary}),
        zone: state.zone,
        yMin: state.yMin,
        width: width.value,
        height: HEIGHT_PX,
        lanes: provenance !== undefined,
      },
      {
        zoom: show,
        hover: (step, left, top, value) => (tip.value = step === null ? undefined : {step, left, top, value}),
        laidOut: (left, wide) => (plot.value = {left, width: wide}),
      },
    );
    chart.current = made;
    const unfollow = followPointer(made, show);
    return () => {
      unfollow();
      made.destroy();
    };
  }, [drawn, looks, mode, heat, exemplars, provenance, state.zone, state.yMin, width.value, dark.value]);
  const place = {grid: drawn, heat, stacked: mode === 'stacked', exemplars, zone: state.zone, plot: plot.value, looks};
  const pin = (): void => {
    if (tip.value !== undefined) {
      pinned.value = [...pinned.value, tip.value].slice(-MOST_PINNED);
    }
  };
  return (
    <figure class="graph" aria-label={label}>
      <div class="plot" style={{height: `${HEIGHT_PX}px`}} ref={box} onClick={pin} role="img" aria-label={told} />
      {tip.value !== undefined && <Tooltip {...place} tip={tip.value} />}
      {pinned.value.map((each, i) => (
        <Tooltip {...place} tip={each} key={i} unpin={() => (pinned.value = pinned.value.filter((other) => other !== each))} />
      ))}
      {provenance !== undefined && grid.times.length > 0 && (
        <Ribbon stores={provenance.stores} from={grid.times[0]! * 1000} to={grid.times[grid.times.length - 1]! * 1000} plot={plot.value} gutter={gutter(width.value, true)} zone={state.zone} />
      )}
      {grid.lines.length >= MOST_DRAWN && <p class="warn">Only the first {count(MOST_DRAWN)} series are drawn: aggregate, or narrow the selector.</p>}
      {heat === undefined && <Legend lines={grid.lines} looks={looks} only={only.value} choose={(next) => (only.value = next)} />}
      {state.mode === 'heatmap' && heat === undefined && <p class="muted">No buckets here: a heatmap needs native histograms, or series with the label le.</p>}
    </figure>
  );
}

/** The grid with every series that is not chosen left out as gaps, so that looks and order stay. */
function shownOnly(grid: Grid, only: ReadonlySet<number> | undefined): Grid {
  if (only === undefined) {
    return grid;
  }
  return {...grid, lines: grid.lines.map((line, i) => (only.has(i) ? line : {labels: line.labels, values: line.values.map(() => null)}))};
}

function keyOfAll(grid: Grid): string {
  return grid.lines.map(({labels}) => keyOf(labels)).join('\n');
}

function summary({times, lines}: Grid): string {
  let low = Infinity;
  let high = -Infinity;
  for (const {values} of lines) {
    for (const value of values) {
      if (value !== null) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  if (low > high) {
    return 'A graph without samples';
  }
  return `A graph of ${lines.length} series over ${times.length} steps, from ${short(low)} to ${short(high)}; the table has the values`;
}
