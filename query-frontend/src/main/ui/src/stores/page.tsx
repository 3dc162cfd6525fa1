import {duration} from '../lib/time';
import {millis} from '../lib/number';
import {href} from '../shell/router';
import {isUp, stores, type ServerState, type StoreState} from '../shell/stores';
import {Labels} from '../views/labels';
import {param, setParams} from '../views/state';
import {TimeBar} from '../views/time-bar';
import {Compare} from './compare';

const FAR = 8e15;

interface Row {
  kind: string;
  store: StoreState;
}

/** The stores, how they are, and one of them in full. */
export default function StoresPage() {
  const known = stores.value;
  if (known === undefined) {
    return <p class="muted">Asking for the stores…</p>;
  }
  const rows: Row[] = Object.entries(known).flatMap(([kind, all]) => all.map((store) => ({kind, store})));
  const chosen = rows.find(({store}) => store.name === param('store'));
  const now = Date.now();
  const times = rows.map(({store}) => store.minTime).filter((ms) => Math.abs(ms) < FAR);
  const from = Math.min(now - 86_400_000, ...times);
  return (
    <>
      <h1>Stores</h1>
      {rows.length === 0 && <p>No stores are configured. Name some under `stores` in the configuration and reload.</p>}
      <div class="scroll" tabIndex={0} role="group" aria-label="Stores">
        <table>
          <thead>
            <tr>
              <th>store</th>
              <th>kind</th>
              <th>state</th>
              <th>labels</th>
              <th class="number">usually</th>
              <th class="number">p99</th>
              <th class="number">in flight</th>
              <th class="wide">has data of</th>
            </tr>
          </thead>
          <tbody>
            {rows.flatMap(({kind, store}) => [
              <tr key={store.name}>
                <td>
                  <a href={href('stores', `store=${encodeURIComponent(store.name)}`)} aria-current={store === chosen?.store ? 'true' : undefined}>
                    <bdi>{store.name}</bdi>
                  </a>
                </td>
                <td>{kind}</td>
                <td>
                  <Health store={store} why={false} />
                  <DownServers of={store.servers ?? []} />
                </td>
                <td class="words long">{store.labelSets.length === 0 ? <span class="muted">any</span> : store.labelSets.slice(0, 3).map((set, i) => <div key={i}><Labels of={set} /></div>)}</td>
                <td class="number">{took(store.p50Seconds)}</td>
                <td class="number">{took(store.p99Seconds)}</td>
                <td class="number">{store.inFlight}</td>
                <td>
                  <TimeBar from={from} to={now} label={rangeText(store)} stretches={[{from: store.minTime, to: store.maxTime, look: kind === 'blocks' ? 'archive' : 'live', title: rangeText(store)}]} />
                </td>
              </tr>,
              store.lastError !== null && (
                <tr key={`${store.name} failed`}>
                  <td colSpan={8} class="words error">
                    {store.lastError}
                  </td>
                </tr>
              ),
            ])}
          </tbody>
        </table>
      </div>
      {chosen !== undefined && <Detail {...chosen} />}
      {rows.length > 0 && <Compare stores={rows.map(({kind, store: {name, labelSets}}) => ({kind, name, labels: labelSets.length === 1 ? labelSets[0]! : {}}))} />}
    </>
  );
}

function took(seconds: number | null): string {
  return seconds === null ? '–' : millis(seconds * 1000);
}

/** By shape and word, not by colour alone. */
function Health({store, why = true}: {store: StoreState | ServerState; why?: boolean}) {
  const up = isUp(store);
  return (
    <span class={up ? 'ok' : store.health === 'unknown' ? 'muted' : 'error'}>
      {up ? '▮' : '▯'} {store.health}
      {why && store.lastError !== null && `: ${store.lastError}`}
    </span>
  );
}

/** A store that is up while one of its servers is down says so. */
function DownServers({of}: {of: ServerState[]}) {
  const down = of.filter((server) => server.health === 'down').length;
  return down === 0 ? null : <div class="warn">{`▯ ${down} of ${of.length} servers down`}</div>;
}

function rangeText({minTime, maxTime}: StoreState): string {
  if (Math.abs(minTime) >= FAR && Math.abs(maxTime) >= FAR) {
    return 'any time';
  }
  const start = Math.abs(minTime) < FAR ? iso(minTime) : 'its beginning';
  const end = Math.abs(maxTime) < FAR ? iso(maxTime) : 'now';
  return `from ${start} to ${end}`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19) + 'Z';
}

function Detail({kind, store}: Row) {
  const facts: [string, preact.ComponentChildren][] = [
    ['kind', kind],
    ['state', <Health store={store} />],
    ['has data', rangeText(store)],
    ...(store.servers === undefined ? [] : [servers(store.servers)]),
    ['last asked', store.lastCheck === null ? 'never' : iso(Date.parse(store.lastCheck))],
    ['takes', store.p50Seconds === null ? 'unknown' : `${took(store.p50Seconds)} usually, ${took(store.p99Seconds)} at most in 99 of 100, ${took(store.latencySeconds)} at last`],
    ['addresses', store.addresses.length === 0 ? 'none' : store.addresses.join(', ')],
    ['required', store.required ? 'yes: a query fails when it fails' : 'no: it may be missing, and answers say so'],
    ['timeout', duration(store.timeoutSeconds * 1000)],
    ['evaluates', store.evaluator ?? 'nothing: its samples are read'],
    ['can', store.capabilities.map((one) => one.replaceAll('_', ' ')).join(', ') || 'series only'],
    ['label sets', store.labelSets.length === 0 ? 'unknown: it is always asked' : store.labelSets.slice(0, 100).map((set, i) => <div key={i}><Labels of={set} /></div>)],
  ];
  return (
    <section aria-label={`Store ${store.name}`}>
      <div class="row">
        <h2>
          <bdi>{store.name}</bdi>
        </h2>
        <span class="spread" />
        <button type="button" onClick={() => setParams({store: ''})}>
          Close
        </button>
      </div>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>Failures</h3>
      {store.failures.length === 0 ? <p class="muted">None since the start.</p> : <Failures of={store.failures} />}
    </section>
  );
}

function servers(all: ServerState[]): [string, preact.ComponentChildren] {
  const shown = all.map((server) => (
    <div key={server.name}>
      <bdi>{server.name}</bdi> <Health store={server} /> <span class="muted">{took(server.latencySeconds)}</span>
    </div>
  ));
  return ['servers', shown];
}

function Failures({of}: {of: StoreState['failures']}) {
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label="Failures">
      <table>
        <thead>
          <tr>
            <th>first</th>
            <th>last</th>
            <th class="number">times</th>
            <th class="wide">what was missing</th>
          </tr>
        </thead>
        <tbody>
          {of.map(({from, to, error, times}) => (
            <tr key={from + error}>
              <td>{iso(Date.parse(from))}</td>
              <td>{iso(Date.parse(to))}</td>
              <td class="number">{times}</td>
              <td class="words">{error}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
