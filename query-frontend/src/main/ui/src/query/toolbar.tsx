import {dateTime, duration, isZone, parseDateTime, parseDuration} from '../lib/time';
import {stepOf, type Mode, type QueryState, type Step} from '../lib/url';
import {change, move, run, scale} from './model';

const RANGES = ['5m', '15m', '1h', '3h', '6h', '12h', '1d', '2d', '7d', '14d', '30d', '90d', '365d'];
const REFRESHES = ['5s', '15s', '30s', '1m', '5m', '15m'];
const STEPS: Readonly<Record<string, Step>> = {
  coarse: {type: 'auto', density: 'low'},
  auto: {type: 'auto', density: 'medium'},
  fine: {type: 'auto', density: 'high'},
};

type Entry = Event & {readonly currentTarget: HTMLInputElement};

/** Reads what was entered; what cannot be read is put back as it was. */
function entered<T>(event: Entry, read: (text: string) => T | undefined, now: string, take: (value: T) => void): void {
  const value = read(event.currentTarget.value.trim());
  if (value === undefined) {
    event.currentTarget.value = now;
    event.currentTarget.setAttribute('aria-invalid', 'true');
  } else {
    event.currentTarget.removeAttribute('aria-invalid');
    take(value);
  }
}

/** Range, end, step, zone and refresh. */
export function TimeBar({state}: {state: QueryState}) {
  const range = duration(state.rangeMs);
  const end = state.end === null ? '' : dateTime(state.end, state.zone);
  const step = state.step.type === 'custom' ? duration(state.step.ms) : Object.keys(STEPS).find((name) => (STEPS[name] as {density: string}).density === (state.step as {density: string}).density)!;
  const refresh = state.refreshMs === 0 ? '' : duration(state.refreshMs);
  const refreshes = refresh === '' || REFRESHES.includes(refresh) ? REFRESHES : [refresh, ...REFRESHES];
  const again = (part: Partial<QueryState>): void => {
    change(part, true);
    void run();
  };
  return (
    <div class="row times">
      <button type="button" class="framed" aria-label="Earlier" title="earlier ([)" onClick={() => move(-0.5)}>
        ‹
      </button>
      <button type="button" class="framed" aria-label="Later" title="later (])" onClick={() => move(0.5)}>
        ›
      </button>
      <button type="button" class="framed" aria-label="Wider" title="wider (-)" onClick={() => scale(2)}>
        −
      </button>
      <button type="button" class="framed" aria-label="Narrower" title="narrower (+)" onClick={() => scale(0.5)}>
        +
      </button>
      <label>
        range
        <input class="mono range" list="ranges" value={range} key={range} onChange={(event) => entered(event, (text) => parseDuration(text) || undefined, range, (rangeMs) => again({rangeMs}))} />
      </label>
      <label>
        to
        <input class="mono end" placeholder="now" value={end} key={end} onChange={(event) => entered(event, (text) => (text === '' || text === 'now' ? null : parseDateTime(text, state.zone)), end, (value) => again({end: value}))} />
      </label>
      {state.end !== null && (
        <button type="button" onClick={() => again({end: null})}>
          now
        </button>
      )}
      <label>
        step
        <input class="mono step" list="steps" value={step} key={step} title={`now ${duration(stepOf(state.step, state.rangeMs))}`} onChange={(event) => entered(event, readStep, step, (value) => again({step: value}))} />
      </label>
      <label>
        zone
        <input class="mono zone" list="zones" value={state.zone} key={state.zone} onChange={(event) => entered(event, (text) => (isZone(text) ? text : undefined), state.zone, (zone) => change({zone}))} />
      </label>
      <label>
        refresh
        <select value={refresh} onChange={(event) => change({refreshMs: parseDuration(event.currentTarget.value) ?? 0})}>
          <option value="">off</option>
          {refreshes.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <Choices id="ranges" values={RANGES} />
      <Choices id="steps" values={[...Object.keys(STEPS), '15s', '1m', '5m', '1h']} />
      <Choices id="zones" values={['UTC', 'local', ...Intl.supportedValuesOf('timeZone')]} />
    </div>
  );
}

function readStep(text: string): Step | undefined {
  const ms = parseDuration(text);
  return STEPS[text] ?? (ms === undefined || ms <= 0 ? undefined : {type: 'custom', ms});
}

function Choices({id, values}: {id: string; values: readonly string[]}) {
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  );
}

const MODES: readonly Mode[] = ['lines', 'stacked', 'heatmap'];

/** How the graph is drawn. */
export function GraphBar({state}: {state: QueryState}) {
  const exemplars = (): void => {
    change({exemplars: !state.exemplars});
    void run();
  };
  return (
    <div class="row modes" role="group" aria-label="Graph">
      {MODES.map((mode) => (
        <button type="button" key={mode} aria-pressed={state.mode === mode} onClick={() => change({mode})}>
          {mode}
        </button>
      ))}
      <button type="button" aria-pressed={state.exemplars} onClick={exemplars}>
        exemplars
      </button>
      <button type="button" aria-pressed={state.yMin === 0} title="the axis starts at nought" onClick={() => change({yMin: state.yMin === 0 ? null : 0})}>
        from 0
      </button>
    </div>
  );
}
