import {effect, signal, untracked} from '@preact/signals';
import {api, ApiError, isAborted, type Answer} from '../lib/api';
import {parse} from '../lib/number';
import {readState, stepOf, writeState, type QueryState, type Tab} from '../lib/url';
import {place, setSearch} from '../shell/router';
import {toGrid, type Grid, type LabelSet, type QueryData} from './answers';
import {remember} from './history';
import {selectorsOf} from './language';

/**
 * What the page shows and asks, as signals; every change that is worth sharing is in the URL. What is typed is asked and
 * shared when it is submitted.
 */

export interface Exemplar {
  labels: LabelSet;
  series: LabelSet;
  value: number;
  /** In s. */
  time: number;
}

/** What became of one expression. All but its state and error is of the answer that is shown, which may be the one before. */
export interface Outcome {
  expr: string;
  tab: Tab;
  state: 'running' | 'done' | 'failed';
  /** Of what was asked, in ms. */
  start: number;
  end: number;
  step: number;
  answer?: Answer<QueryData>;
  grid?: Grid;
  exemplars?: Exemplar[];
  error?: ApiError;
}

export const state = signal<QueryState>(readState(place.peek().search));
/** The texts of the editors, one for each expression. */
export const drafts = signal<readonly string[]>(textsOf(state.peek()));
export const outcomes = signal<readonly (Outcome | undefined)[]>([]);

/** No more series are asked for than can be told apart, or listed. */
export const MOST_DRAWN = 1000;
const MOST_LISTED = 10_000;
const MOST_RAW = 100;
const MOST_RAW_RANGE_MS = 3_600_000;
const MOST_EXEMPLARS = 2000;

let running = new AbortController();

/** Changes the state; a step of the browser's history where it is one for people. */
export function change(part: Partial<QueryState>, step = false): void {
  state.value = {...state.peek(), ...part};
  setSearch(writeState(state.peek()), step);
}

function textsOf({expressions}: QueryState): string[] {
  return expressions.map(({expr}) => expr);
}

/** Shows what the URL says, or says in the URL what is shown where it says nothing, and runs it. */
export function start(): void {
  const {search} = place.peek();
  if (search !== '') {
    read(search);
  }
  setSearch(writeState(state.peek()));
  void run();
}

function read(search: string): void {
  state.value = readState(search, state.peek());
  drafts.value = textsOf(state.peek());
}

/** Follows the browser's history: a place that this page did not write is read and run. */
export function followPlace(): () => void {
  return effect(() => {
    const {path, search} = place.value;
    if ((path === 'query' || path === 'graph') && search !== writeState(state.peek())) {
      untracked(start);
    }
  });
}

/** Takes what was typed into an editor. */
export function typed(i: number, text: string): void {
  drafts.value = drafts.peek().map((each, k) => (k === i ? text : each));
}

/** Runs what the editors have. */
export function submit(planned = false): void {
  change({expressions: state.peek().expressions.map((each, i) => ({...each, expr: drafts.peek()[i] ?? ''}))}, true);
  void run(planned);
}

export function add(): void {
  drafts.value = [...drafts.peek(), ''];
  change({expressions: [...state.peek().expressions, {expr: '', shown: 'shown'}]});
}

export function remove(i: number): void {
  const others = (_: unknown, k: number): boolean => k !== i;
  drafts.value = drafts.peek().filter(others);
  outcomes.value = outcomes.peek().filter(others);
  change({expressions: state.peek().expressions.filter(others)}, true);
  void run();
}

/** The range that is asked for, in ms, its ends on the grid of its step. */
export function range({rangeMs, end, step}: QueryState): {start: number; end: number; step: number} {
  const stepMs = Math.max(1, stepOf(step, rangeMs));
  const last = Math.floor((end ?? Date.now()) / stepMs) * stepMs;
  return {start: last - Math.floor(rangeMs / stepMs) * stepMs, end: last, step: stepMs};
}

/** Ends what is under way, as a failure that is told. */
export function cancel(): void {
  running.abort(new ApiError('refused', 'Cancelled.'));
}

/** Puts every expression that is shown to the server; `planned` asks how it would be answered, and nothing of the stores. */
export async function run(planned = false): Promise<void> {
  running.abort();
  const stop = new AbortController();
  running = stop;
  const asked = state.peek();
  const before = outcomes.peek();
  outcomes.value = asked.expressions.map((_, i) => before[i]);
  const times = range(asked);
  await Promise.all(
    asked.expressions.map(async ({expr, shown}, i) => {
      if (expr.trim() === '' || shown === 'hidden') {
        put(i, undefined);
        return;
      }
      const outcome: Outcome = {expr, tab: asked.tab, state: 'running', ...times};
      const last = before[i]?.tab === asked.tab ? before[i] : undefined;
      put(i, {...outcome, ...last, state: 'running'});
      let next: Outcome;
      try {
        next = {...outcome, ...(await ask(asked, outcome, planned ? 'plan' : 'analyze', stop.signal)), state: 'done'};
        remember(expr);
      } catch (error) {
        const failure = error instanceof ApiError ? error : new ApiError('refused', String(error));
        // What was shown stays where nobody could be asked.
        next = {...outcome, ...(failure.kind === 'unreachable' && last?.expr === expr ? last : {}), state: 'failed', error: failure};
      }
      if (running === stop) {
        put(i, next);
      }
    }),
  );
}

function put(i: number, outcome: Outcome | undefined): void {
  const next = [...outcomes.peek()];
  next[i] = outcome;
  outcomes.value = next;
}

async function ask(asked: QueryState, {expr, tab, start, end, step}: Outcome, explain: 'plan' | 'analyze', signal: AbortSignal): Promise<Partial<Outcome>> {
  if (tab === 'graph' || tab === 'explain') {
    const params = {query: expr, start: start / 1000, end: end / 1000, step: step / 1000, explain, stats: 'true', limit: MOST_DRAWN};
    const [answer, exemplars] = await Promise.all([
      api<QueryData>('query_range', {method: 'POST', params, signal}),
      asked.exemplars && tab === 'graph' ? exemplarsOf(expr, start, end, signal) : undefined,
    ]);
    return {answer, grid: toGrid(answer.data, start, end, step), ...(exemplars === undefined ? {} : {exemplars})};
  }
  const time = (asked.end ?? Date.now()) / 1000;
  if (tab === 'raw') {
    const window = Math.min(asked.rangeMs, MOST_RAW_RANGE_MS);
    const selector = selectorsOf(expr)[0];
    if (selector === undefined) {
      throw new ApiError('refused', 'There is no selector in this expression, so there are no raw samples to show.');
    }
    const params = {query: `${selector}[${window}ms]`, time, explain, limit: MOST_RAW};
    return {answer: await api<QueryData>('query', {method: 'POST', params, signal})};
  }
  const params = {query: expr, time, explain, stats: 'true', limit: MOST_LISTED};
  return {answer: await api<QueryData>('query', {method: 'POST', params, signal})};
}

interface ExemplarData {
  seriesLabels: LabelSet;
  exemplars: {labels: LabelSet; value: string; timestamp: number}[];
}

/** A graph without its exemplars is still a graph. */
async function exemplarsOf(expr: string, start: number, end: number, signal: AbortSignal): Promise<Exemplar[]> {
  try {
    const {data} = await api<ExemplarData[]>('query_exemplars', {method: 'POST', params: {query: expr, start: start / 1000, end: end / 1000}, signal});
    return data
      .flatMap(({seriesLabels, exemplars}) =>
        exemplars.map(({labels, value, timestamp}) => ({series: seriesLabels, labels, value: parse(value), time: timestamp})),
      )
      .slice(0, MOST_EXEMPLARS);
  } catch (error) {
    if (isAborted(error)) {
      throw error;
    }
    return [];
  }
}

/** The range moved by a part of itself, or made wider or narrower around its middle; then run. */
export function move(by: number): void {
  const now = state.peek();
  const end = (now.end ?? Date.now()) + by * now.rangeMs;
  show(end - now.rangeMs, end);
}

export function scale(by: number): void {
  const now = state.peek();
  const end = now.end ?? Date.now();
  const middle = end - now.rangeMs / 2;
  const rangeMs = Math.min(50 * 365 * 86_400_000, Math.max(1000, now.rangeMs * by));
  if (now.end === null) {
    change({rangeMs}, true);
    void run();
  } else {
    show(middle - rangeMs / 2, middle + rangeMs / 2);
  }
}

/** Shows the time from one to another, in ms; at most up to now. What is no time changes nothing. */
export function show(from: number, to: number): void {
  if (!Number.isFinite(from) || !Number.isFinite(to)) {
    return;
  }
  const rangeMs = Math.max(1000, Math.round((to - from) / 1000) * 1000);
  const end = Math.round(to / 1000) * 1000;
  change({rangeMs, end: end >= Date.now() - 1000 ? null : end}, true);
  void run();
}
