import {dateTime, duration, isZone, parseDateTime, parseDuration, type Zone} from './time';

/** The Query page's state and its form in the URL: Prometheus' `g0.*`, one group per expression. */

export type Tab = 'graph' | 'table' | 'explain' | 'raw' | 'json';
export type Mode = 'lines' | 'stacked' | 'heatmap';
/** Whether an expression is on the common graph, on none, or on one of its own. */
export type Shown = 'shown' | 'hidden' | 'apart';
export type Step = {type: 'auto'; density: 'low' | 'medium' | 'high'} | {type: 'custom'; ms: number};

export interface Expression {
  expr: string;
  shown: Shown;
}

export interface QueryState {
  expressions: readonly Expression[];
  tab: Tab;
  mode: Mode;
  rangeMs: number;
  /** The end of the range, and the time of tables, in ms; null is now. */
  end: number | null;
  step: Step;
  yMin: number | null;
  exemplars: boolean;
  zone: Zone;
  /** Between refreshes; 0 for none. */
  refreshMs: number;
}

export const START: QueryState = {
  expressions: [{expr: '', shown: 'shown'}],
  tab: 'graph',
  mode: 'lines',
  rangeMs: 3_600_000,
  end: null,
  step: {type: 'auto', density: 'medium'},
  yMin: null,
  exemplars: false,
  zone: 'UTC',
  refreshMs: 0,
};

export const MOST_EXPRESSIONS = 26;
const LEAST_REFRESH_MS = 1000;
const TABS: Readonly<Record<string, Tab>> = {'0': 'graph', '1': 'table', graph: 'graph', table: 'table', explain: 'explain', raw: 'raw', json: 'json'};
const MODES: Readonly<Record<string, Mode>> = {lines: 'lines', stacked: 'stacked', heatmap: 'heatmap'};

/** Reads a query string. What is missing or makes no sense is as at the start. */
export function readState(search: string, before: QueryState = START): QueryState {
  const pairs = new URLSearchParams(search);
  const expressions: Expression[] = [];
  for (let i = 0; i < MOST_EXPRESSIONS && pairs.has(`g${i}.expr`); i++) {
    const shown = pairs.get(`g${i}.show`);
    expressions.push({expr: pairs.get(`g${i}.expr`)!, shown: shown === 'hidden' || shown === 'apart' ? shown : 'shown'});
  }
  if (expressions.length === 0) {
    return {...before, expressions: START.expressions};
  }
  const first = (name: string): string => pairs.get(`g0.${name}`) ?? '';
  const zone = pairs.get('tz') ?? before.zone;
  const end = parseDateTime(first('end_input') || first('moment_input'), 'UTC');
  const yMin = first('y_axis_min');
  return {
    expressions,
    tab: TABS[first('tab')] ?? START.tab,
    mode: MODES[first('display_mode')] ?? (first('stacked') === '1' ? 'stacked' : 'lines'),
    rangeMs: parseDuration(first('range_input')) || START.rangeMs,
    end: end ?? null,
    step: readStep(first),
    yMin: yMin === '' || Number.isNaN(Number(yMin)) ? null : Number(yMin),
    exemplars: first('show_exemplars') === '1',
    zone: isZone(zone) ? zone : START.zone,
    refreshMs: readRefresh(pairs.get('refresh') ?? ''),
  };
}

function readRefresh(text: string): number {
  const ms = parseDuration(text) ?? 0;
  return ms === 0 ? 0 : Math.max(LEAST_REFRESH_MS, ms);
}

function readStep(first: (name: string) => string): Step {
  const type = first('res_type');
  const density = first('res_density');
  const seconds = Number(type === 'fixed' || type === 'custom' ? first('res_step') : type === '' ? first('step_input') : '');
  if (seconds > 0) {
    return {type: 'custom', ms: Math.round(seconds * 1000)};
  }
  return {type: 'auto', density: density === 'low' || density === 'high' ? density : 'medium'};
}

/** The query string of a state: what Prometheus' own page understands, and a little more. */
export function writeState(state: QueryState): string {
  const pairs = new URLSearchParams();
  state.expressions.forEach(({expr, shown}, i) => {
    const add = (name: string, value: string): void => pairs.append(`g${i}.${name}`, value);
    add('expr', expr);
    add('tab', state.tab);
    if (state.end !== null) {
      add('end_input', dateTime(state.end, 'UTC'));
      add('moment_input', dateTime(state.end, 'UTC'));
    }
    add('range_input', duration(state.rangeMs));
    if (state.step.type === 'custom') {
      add('res_type', 'custom');
      add('res_step', String(state.step.ms / 1000));
    } else {
      add('res_type', 'auto');
      add('res_density', state.step.density);
    }
    add('display_mode', state.mode);
    if (state.yMin !== null) {
      add('y_axis_min', String(state.yMin));
    }
    add('show_exemplars', state.exemplars ? '1' : '0');
    if (shown !== 'shown') {
      add('show', shown);
    }
  });
  pairs.append('tz', state.zone);
  if (state.refreshMs > 0) {
    pairs.append('refresh', duration(state.refreshMs));
  }
  return pairs.toString();
}

const STEPS_PER_RANGE = {low: 100, medium: 250, high: 1000};
const ROUND_SECONDS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** The step of a range in ms: round, so that neighbours fall on the same grid. */
export function stepOf(step: Step, rangeMs: number): number {
  if (step.type === 'custom') {
    return step.ms;
  }
  const exact = rangeMs / 1000 / STEPS_PER_RANGE[step.density];
  const round = ROUND_SECONDS.find((each) => each >= exact) ?? Math.ceil(exact / 86_400) * 86_400;
  return round * 1000;
}
