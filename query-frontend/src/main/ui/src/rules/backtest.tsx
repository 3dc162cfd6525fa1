import {useSignal} from '@preact/signals';
import {api, ApiError, isAborted} from '../lib/api';
import {count} from '../lib/number';
import {duration} from '../lib/time';
import {useLatest} from '../parts/latest';
import {labelText} from '../views/labels';
import {Warnings} from '../views/said';
import {TimeBar, type Stretch} from '../views/time-bar';
import {ruleFile, type GroupOf} from './rule-file';
import type {Rule} from './rule';

interface Episode {
  labels: Record<string, string>;
  activeAt: string;
  firedAt: string;
  resolvedAt: string | null;
  value: string;
}

interface Tested {
  name: string;
  evaluations: number;
  failures: number;
  neverFired: number;
  firingSeconds: number;
  episodes: Episode[];
  firedBefore?: {labels: Record<string, string>; from: string; to: string}[];
}

interface Answer {
  from: string;
  to: string;
  rules: Tested[];
}

interface Running {
  file: string;
  to: string;
  evaluationsDone: number;
  evaluations: number;
}

const SAYING = 'Running through the past…';
const LOOK_EVERY_MS = 1_000;

/** How much of a back-test is done, as a sentence; as before while that is not known. */
async function progress(file: string, end: number, signal: AbortSignal): Promise<string> {
  const {data} = await api<{running: Running[]}>('rules/backtest', {signal});
  const own = data.running.find((one) => one.file === file && Date.parse(one.to) === end * 1000);
  return own === undefined || own.evaluations === 0 ? SAYING : `${SAYING} ${Math.floor((100 * own.evaluationsDone) / own.evaluations)} %`;
}

const SPANS: readonly [string, number][] = [
  ['1 h', 3_600],
  ['6 h', 21_600],
  ['1 d', 86_400],
  ['7 d', 604_800],
];

/** When an alert would have fired, as it is or edited, beside when it did. */
export function Backtest({rule, group}: {rule: Rule; group: GroupOf}) {
  const expr = useSignal(rule.query);
  const hold = useSignal(duration((rule.duration ?? 0) * 1000).replaceAll(' ', '') || '0s');
  const span = useSignal(86_400);
  const said = useSignal('');
  const found = useSignal<Answer | undefined>(undefined);
  const warnings = useSignal<readonly string[]>([]);
  const latest = useLatest();
  async function run(event: Event): Promise<void> {
    event.preventDefault();
    said.value = SAYING;
    found.value = undefined;
    warnings.value = [];
    const end = Math.floor(Date.now() / 1000);
    const signal = latest.next();
    let running = true;
    const look = setInterval(() => {
      progress(group.file, end, signal).then(
        (text) => {
          if (running) {
            said.value = text;
          }
        },
        () => {
          // The answer itself says what is wrong.
        },
      );
    }, LOOK_EVERY_MS);
    try {
      const answer = await api<Answer>('rules/backtest', {
        method: 'POST',
        params: {rules: ruleFile(rule, expr.value, hold.value, group), file: group.file, start: end - span.value, end, compare: 'true'},
        signal,
      });
      found.value = answer.data;
      warnings.value = answer.warnings;
      said.value = '';
    } catch (failure) {
      if (!isAborted(failure)) {
        said.value = failure instanceof ApiError ? failure.message : String(failure);
      }
    } finally {
      running = false;
      clearInterval(look);
    }
  }
  const tested = found.value?.rules[0];
  return (
    <div class="below">
      <form class="row" aria-label={`Back-test of ${rule.name}`} onSubmit={(event) => void run(event)}>
        <label class="spread">
          expression <input class="mono fill" value={expr.value} onInput={(event) => (expr.value = event.currentTarget.value)} />
        </label>
        <label>
          for <input class="mono" size={6} value={hold.value} onInput={(event) => (hold.value = event.currentTarget.value)} />
        </label>
        <label>
          over the last{' '}
          <select value={span.value} onChange={(event) => (span.value = Number(event.currentTarget.value))}>
            {SPANS.map(([name, seconds]) => (
              <option key={name} value={seconds}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="primary">
          Run
        </button>
      </form>
      <p role="status">{said.value}</p>
      <Warnings texts={warnings.value} />
      {found.value !== undefined && tested !== undefined && <Outcome answer={found.value} tested={tested} />}
    </div>
  );
}

function times(n: number): string {
  return `${n} ${n === 1 ? 'time' : 'times'}`;
}

function Outcome({answer, tested}: {answer: Answer; tested: Tested}) {
  const from = Date.parse(answer.from);
  const to = Date.parse(answer.to);
  const would: Stretch[] = tested.episodes.map((one) => {
    const end = one.resolvedAt === null ? to : Date.parse(one.resolvedAt);
    return {from: Date.parse(one.firedAt), to: end, look: 'firing', title: `${labelText(one.labels)} from ${one.firedAt} for ${duration(end - Date.parse(one.firedAt))}`};
  });
  const did: Stretch[] = (tested.firedBefore ?? []).map((one) => ({from: Date.parse(one.from), to: Date.parse(one.to), look: 'fired', title: `${labelText(one.labels)} from ${one.from} to ${one.to}`}));
  return (
    <>
      <p>
        {tested.episodes.length === 0 ? 'It would not have fired' : `It would have fired ${times(tested.episodes.length)}, for ${duration(Math.round(tested.firingSeconds) * 1000)} in all`};{' '}
        pending and gone before: {tested.neverFired}. {count(tested.evaluations)} evaluations
        {tested.failures > 0 && <span class="error">, {tested.failures} of them failed</span>}.
      </p>
      <div class="lane-row">
        <span>would have fired</span>
        <TimeBar from={from} to={to} stretches={would} label={`would have fired ${times(would.length)}`} />
      </div>
      <div class="lane-row">
        <span>did fire</span>
        <TimeBar from={from} to={to} stretches={did} label={`did fire ${times(did.length)}`} />
      </div>
    </>
  );
}
