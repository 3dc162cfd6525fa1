import {useSignal} from '@preact/signals';
import {api, ApiError, isAborted, type Answer} from '../lib/api';
import {useLatest} from '../parts/latest';
import {Warnings} from '../views/said';
import {differences, labelsAside, valuesOf, type Found, type Vector} from './differences';

interface Compared {
  left: string;
  right: string;
  rows: readonly Found[];
  warnings: readonly string[];
}

interface Kin {
  kind: string;
  name: string;
  /** That each of its series has. */
  labels: Readonly<Record<string, string>>;
}

/** The first two of a kind, as replicas are; the first two where there are none. */
function pair(stores: readonly Kin[]): readonly Kin[] {
  const kind = stores.find((one) => stores.some((other) => other !== one && other.kind === one.kind))?.kind;
  return stores.filter((one) => kind === undefined || one.kind === kind);
}

/** One expression asked of two stores apart, and what differs. */
export function Compare({stores}: {stores: readonly Kin[]}) {
  const [one, other = one] = pair(stores);
  const expr = useSignal('up');
  const left = useSignal(one?.name ?? '');
  const right = useSignal(other?.name ?? '');
  const found = useSignal<Compared | undefined>(undefined);
  const said = useSignal('');
  const latest = useLatest();
  const labelsOf = (store: string): Kin['labels'] => stores.find(({name}) => name === store)?.labels ?? {};
  /** A store that gives not all makes no difference: it fails. */
  async function ask(store: string, time: string, signal: AbortSignal): Promise<Answer<{result: Vector}>> {
    const params = {query: expr.value, time, 'storeMatch[]': `{__store__=${JSON.stringify(store)}}`, partial_response: 'false'};
    const answer = await api<{resultType: string; result: Vector}>('query', {method: 'POST', params, signal});
    if (answer.data.resultType !== 'vector') {
      throw new ApiError('refused', 'Compare an expression of an instant vector.');
    }
    return answer;
  }
  async function compare(event: Event): Promise<void> {
    event.preventDefault();
    said.value = 'Asking…';
    found.value = undefined;
    try {
      const time = String(Date.now() / 1000);
      const asked = {left: left.value, right: right.value};
      const signal = latest.next();
      const answers = await Promise.all([ask(asked.left, time, signal), ask(asked.right, time, signal)]);
      const [ones, others] = [answers[0].data.result, answers[1].data.result];
      const aside = labelsAside(labelsOf(asked.left), labelsOf(asked.right), [ones, others]);
      const rows = differences(valuesOf(ones, aside), valuesOf(others, aside));
      const apart = rows.filter(({same}) => !same).length;
      found.value = {...asked, rows, warnings: [...new Set(answers.flatMap(({warnings}) => warnings))]};
      said.value = rows.length === 0 ? 'Neither has such series now.' : `${rows.length} series, ${apart} of them ${apart === 1 ? 'differs' : 'differ'}${aside.length === 0 ? '' : `, leaving aside ${aside.join(', ')}`}`;
    } catch (failure) {
      if (isAborted(failure)) {
        return;
      }
      said.value = failure instanceof ApiError ? failure.message : String(failure);
    }
  }
  const choice = (value: {value: string}, label: string) => (
    <label>
      {label}{' '}
      <select value={value.value} onChange={(event) => (value.value = event.currentTarget.value)}>
        {stores.map(({name}) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
  return (
    <section aria-label="Compare two stores">
      <h2>Compare</h2>
      <form class="row" onSubmit={(event) => void compare(event)}>
        <label>
          expression <input class="mono" value={expr.value} onInput={(event) => (expr.value = event.currentTarget.value)} />
        </label>
        {choice(left, 'of')}
        {choice(right, 'and')}
        <button type="submit" class="primary">
          Compare
        </button>
        <span role="status">{said.value}</span>
      </form>
      <Warnings texts={found.value?.warnings ?? []} />
      {found.value !== undefined && found.value.rows.length > 0 && (
        <div class="scroll" tabIndex={0} role="group" aria-label="What differs">
          <table>
            <thead>
              <tr>
                <th class="number">{found.value.left}</th>
                <th class="number">{found.value.right}</th>
                <th class="number">difference</th>
                <th class="wide">series</th>
              </tr>
            </thead>
            <tbody>
              {found.value.rows.slice(0, 200).map((row) => (
                <tr key={row.series}>
                  <td class="number">{row.left ?? '–'}</td>
                  <td class="number">{row.right ?? '–'}</td>
                  <td class={row.same ? 'number muted' : 'number warn'}>{row.same ? 'none' : row.difference || `only in ${row.left === undefined ? found.value!.right : found.value!.left}`}</td>
                  <td>
                    <bdi class="mono">{row.series}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {found.value.rows.length > 200 && <p class="muted">The first 200 of {found.value.rows.length}.</p>}
        </div>
      )}
    </section>
  );
}
