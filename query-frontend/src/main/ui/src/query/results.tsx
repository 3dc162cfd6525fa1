import {useMemo} from 'preact/hooks';
import {download} from '../lib/download';
import {dateTime} from '../lib/time';
import type {QueryState} from '../lib/url';
import type {Grid, Provenance} from './answers';
import {Badge, Remarks} from './badge';
import {ExplainView} from './explain';
import {toCsv, toOpenMetrics} from './export';
import {Graph} from './graph';
import {JsonView} from './json-view';
import {change, outcomes, run, type Outcome} from './model';
import {RawTable} from './raw-table';
import {ResultTable} from './result-table';
import {Sources} from './sources';
import {together} from './together';

/** What became of the expressions: one graph for those that share it, and whatever else apart. */
export function Results({state}: {state: QueryState}) {
  const all = outcomes.value;
  const known = all.flatMap((outcome, i) => (outcome === undefined || outcome.tab !== state.tab ? [] : [{outcome, i, shown: state.expressions[i]?.shown ?? 'shown'}]));
  const common = known.filter(({shown}) => shown === 'shown');
  if (known.length === 0) {
    return <p class="muted empty">Enter an expression and run it. Ctrl-Space completes; ? shows the keys.</p>;
  }
  return (
    <>
      {state.tab === 'graph' && <Common outcomes={common.map(({outcome}) => outcome)} state={state} />}
      {known.map(({outcome, i, shown}) => (
        <section class={outcome.state === 'running' ? 'outcome running' : 'outcome'} key={i} aria-label={`Expression ${String.fromCharCode(65 + i)}`} aria-busy={outcome.state === 'running'}>
          {known.length > 1 && <h2 class="mono">{String.fromCharCode(65 + i)}</h2>}
          {state.tab === 'graph' && shown === 'apart' && <Common outcomes={[outcome]} state={state} />}
          <Told outcome={outcome} />
          {state.tab !== 'graph' && <View outcome={outcome} state={state} />}
        </section>
      ))}
    </>
  );
}

/** The graph of several answers; their series one after the other. */
function Common({outcomes: shown, state}: {outcomes: readonly Outcome[]; state: QueryState}) {
  const drawn = together(shown);
  const grid = useMemo((): Grid => ({times: drawn[0]?.grid.times ?? [], lines: drawn.flatMap((outcome) => outcome.grid.lines)}), drawn.map(({grid: each}) => each));
  const exemplars = useMemo(() => drawn.flatMap((outcome) => outcome.exemplars ?? []), drawn.map(({exemplars: each}) => each));
  const provenance = useMemo(() => union(drawn.map(({answer}) => answer?.data.provenance)), drawn.map(({answer}) => answer));
  if (drawn.length > 0 && grid.lines.length === 0) {
    return <p class="muted empty">No series in this range. Metrics that are gone are found by an earlier one.</p>;
  }
  return drawn.length === 0 ? null : <Graph label="Result" grid={grid} exemplars={exemplars} provenance={provenance} state={state} />;
}

/** One ribbon for several answers: the stores of all, each with the stretches of the first that asked it. */
function union(all: readonly (Provenance | undefined)[]): Provenance | undefined {
  const known = all.filter((each) => each !== undefined);
  if (known.length < 2) {
    return known[0];
  }
  const stores = new Map(known.flatMap((each) => [...each.stores].reverse().map((store) => [store.id, store] as const)).reverse());
  return {complete: known.every(({complete}) => complete), stores: [...stores.values()], boundary: known.find(({boundary}) => boundary !== null)?.boundary ?? null, cached: known.flatMap(({cached}) => cached)};
}

/** The line about an answer, or why there is none. */
function Told({outcome}: {outcome: Outcome}) {
  const {answer, error, state} = outcome;
  return (
    <>
      {error !== undefined && (
        <p class="error failure" role="alert">
          {error.type === '' ? '' : `${error.type}: `}
          {error.message}
        </p>
      )}
      {state === 'running' && answer === undefined && <p class="muted">Running…</p>}
      {answer !== undefined && error === undefined && answer.data.explain?.mode === 'plan' && <p class="muted">The plan. No store was asked; run to see what it takes.</p>}
      {answer !== undefined && error === undefined && answer.data.explain?.mode !== 'plan' && (
        <div class="row">
          <Badge
            answer={answer}
            why={() => {
              change({tab: 'explain'}, true);
              void run();
            }}
          />
          <span class="spread" />
          <Downloads outcome={outcome} />
        </div>
      )}
      {answer !== undefined && error === undefined && <Remarks answer={answer} />}
    </>
  );
}

function Downloads({outcome: {answer}}: {outcome: Outcome}) {
  const data = answer!.data;
  const name = `promontory-${dateTime(Date.now(), 'UTC').replace(/[ :]/g, '-')}`;
  return (
    <span class="downloads" role="group" aria-label="Download">
      <button type="button" onClick={() => download(`${name}.csv`, 'text/csv', toCsv(data))}>
        CSV
      </button>
      <button type="button" onClick={() => download(`${name}.json`, 'application/json', JSON.stringify(data))}>
        JSON
      </button>
      <button type="button" onClick={() => download(`${name}.txt`, 'application/openmetrics-text', toOpenMetrics(data))}>
        OpenMetrics
      </button>
    </span>
  );
}

function View({outcome: {answer, expr, end}, state}: {outcome: Outcome; state: QueryState}) {
  if (answer === undefined) {
    return null;
  }
  switch (state.tab) {
    case 'explain':
      return answer.data.explain === undefined ? <p class="muted">This server does not explain.</p> : <ExplainView explain={answer.data.explain} zone={state.zone} />;
    case 'raw':
      return (
        <>
          <RawTable data={answer.data} zone={state.zone} />
          <Sources key={`${expr} ${state.end}`} expr={expr} end={end} zone={state.zone} />
        </>
      );
    case 'json':
      return <JsonView data={answer.data} />;
    default:
      return <ResultTable data={answer.data} zone={state.zone} />;
  }
}
