import {useSignal} from '@preact/signals';
import {root} from '../lib/api';
import {bytes, count} from '../lib/number';
import {ago} from '../lib/time';
import {Copy} from '../parts/copy';
import {useAnswer} from '../views/answer';
import {Said} from '../views/said';

interface Limit {
  name: string;
  limit: number | null;
  used: number | null;
  unit: string;
}

type Facts = Readonly<Record<string, string | number | boolean>>;

/** The process: its build, runtime, limits and their use, configuration and flags. */
export default function ServerPage() {
  const build = useAnswer<Facts>('status/buildinfo');
  const runtime = useAnswer<Facts>('status/runtimeinfo', {}, 15_000);
  const limits = useAnswer<{limits: Limit[]}>('status/limits', {}, 5_000);
  const config = useAnswer<{yaml: string}>('status/config');
  const flags = useAnswer<Facts>('status/flags');
  const said = useSignal('');
  async function reload(): Promise<void> {
    said.value = 'Reloading…';
    try {
      const response = await fetch(root() + '-/reload', {method: 'POST'});
      const text = await response.text();
      said.value = response.ok ? 'Reloaded.' : `Not reloaded: ${text}`;
    } catch {
      said.value = 'The server cannot be reached.';
    }
    runtime.again();
    config.again();
  }
  const good = runtime.data?.reloadConfigSuccess;
  return (
    <>
      <h1>Server</h1>
      <section aria-label="Configuration file">
        <div class="row">
          <span class={good === false ? 'error' : 'ok'}>{good === undefined ? '' : good ? `▮ configuration of ${runtime.data?.lastConfigTime} in force` : '▯ the last reload was refused; what was in force before still is'}</span>
          <button type="button" class="framed" onClick={() => void reload()}>
            Reload
          </button>
          <span role="status">{said.value}</span>
        </div>
      </section>
      <section aria-label="Limits">
        <h2>Limits</h2>
        <Said of={limits} what="Limits" />
        <div class="scroll" tabIndex={0} role="group" aria-label="Limits and their use">
          <table>
            <thead>
              <tr>
                <th>limit</th>
                <th class="number">in use</th>
                <th class="number">at most</th>
                <th class="wide" />
              </tr>
            </thead>
            <tbody>
              {limits.data?.limits.map((one) => (
                <tr key={one.name}>
                  <td>
                    <code>{one.name}</code>
                  </td>
                  <td class="number">{one.used !== null && <Figure value={one.used} unit={one.unit} />}</td>
                  <td class="number">{one.limit === null ? 'none' : <Figure value={one.limit} unit={one.unit} />}</td>
                  <td>{one.used !== null && one.limit !== null && <meter aria-label={`${one.name} in use`} min={0} max={one.limit} value={Math.min(one.used, one.limit)} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <div class="beside">
        <FactList title="Build" of={build} facts={build.data && buildFacts(build.data)} />
        <FactList title="Runtime" of={runtime} facts={runtime.data && runtimeFacts(runtime.data)} />
      </div>
      <section aria-label="Configuration">
        <div class="row">
          <h2>Configuration</h2>
          {config.data !== undefined && <Copy text={config.data.yaml} />}
        </div>
        <Said of={config} what="Configuration" />
        {config.data !== undefined && (
          <pre class="yaml" tabIndex={0}>
            {config.data.yaml}
          </pre>
        )}
      </section>
      <FactList title="Flags" note="What clients that look for Prometheus’ flags are told; the configuration above has the keys of this server." of={flags} facts={flags.data && Object.entries(flags.data)} />
    </>
  );
}

type Fact = readonly [name: string, value: unknown];

function buildFacts({version, revision, branch, buildUser, buildDate, goVersion}: Facts): Fact[] {
  return [
    ['version', version],
    ['revision', revision],
    ['branch', branch],
    ['built by', buildUser],
    ['built', at(buildDate)],
    ['runs on', String(goVersion).replace(/^java/, 'Java ')],
  ];
}

/** The field names are those of a server in Go. */
function runtimeFacts({startTime, serverTime, hostname, CWD, GOMAXPROCS, GOMEMLIMIT, storageRetention}: Facts): Fact[] {
  return [
    ['started', `${at(startTime)}, ${ago(Date.parse(String(serverTime)) - Date.parse(String(startTime)))}`],
    ['clock', at(serverTime)],
    ['host', hostname],
    ['working folder', CWD],
    ['processors', GOMAXPROCS],
    ['heap at most', bytes(Number(GOMEMLIMIT))],
    ['rule results kept for', storageRetention],
  ];
}

function at(time: unknown): string {
  return String(time).replace(/(\.\d+)?Z$/, 'Z');
}

function FactList({title, note, of, facts = []}: {title: string; note?: string; of: ReturnType<typeof useAnswer<Facts>>; facts?: readonly Fact[] | undefined}) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {note !== undefined && <p class="muted">{note}</p>}
      <Said of={of} what={title} />
      <dl class="facts">
        {facts
          .filter(([, value]) => value !== '' && value !== 'unknown')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="mono">{String(value)}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function Figure({value, unit}: {value: number; unit: string}) {
  return unit === 'bytes' ? bytes(value) : unit === 'seconds' ? `${count(value)} s` : [count(value), <span class="unit"> {unit}</span>];
}
