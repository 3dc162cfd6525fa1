import {useSignal} from '@preact/signals';
import {api, ApiError} from '../lib/api';
import {labelText} from '../views/labels';
import {differences, type Found} from './differences';

interface Vector {
  resultType: string;
  result: {metric: Record<string, string>; value?: [number, string]}[];
}

/** One expression asked of two stores apart, and what differs. */
export function Compare({names}: {names: readonly string[]}) {
  const expr = useSignal('up');
  const left = useSignal(names[0] ?? '');
  const right = useSignal(names[1] ?? names[0] ?? '');
  const found = useSignal<readonly Found[] | undefined>(undefined);
  const said = useSignal('');
  async function ask(store: string, time: string): Promise<Map<string, string>> {
    const params = {query: expr.value, time, 'storeMatch[]': `{__store__=${JSON.stringify(store)}}`};
    const {data} = await api<Vector>('query', {method: 'POST', params});
    if (data.resultType !== 'vector') {
      throw new ApiError('refused', 'Compare an expression of an instant vector.');
    }
    return new Map(data.result.map(({metric, value}) => [labelText(metric), value?.[1] ?? 'histogram']));
  }
  async function compare(event: Event): Promise<void> {
    event.preventDefault();
    said.value = 'Asking…';
    found.value = undefined;
    try {
      const time = String(Date.now() / 1000);
      const [one, other] = await Promise.all([ask(left.value, time), ask(right.value, time)]);
      found.value = differences(one, other);
      const apart = found.value.filter(({same}) => !same).length;
      said.value = `${found.value.length} series, ${apart} of them differ`;
    } catch (failure) {
      said.value = failure instanceof ApiError ? failure.message : String(failure);
    }
  }
  const choice = (value: {value: string}, label: string) => (
    <label>
      {label}{' '}
      <select value={value.value} onChange={(event) => (value.value = event.currentTarget.value)}>
        {names.map((name) => (
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
      {found.value !== undefined && found.value.length > 0 && (
        <div class="scroll" tabIndex={0} role="group" aria-label="What differs">
          <table>
            <thead>
              <tr>
                <th>series</th>
                <th class="number">{left.value}</th>
                <th class="number">{right.value}</th>
                <th class="number">difference</th>
              </tr>
            </thead>
            <tbody>
              {found.value.slice(0, 200).map((row) => (
                <tr key={row.series}>
                  <td>
                    <bdi class="mono">{row.series}</bdi>
                  </td>
                  <td class="number">{row.left ?? '–'}</td>
                  <td class="number">{row.right ?? '–'}</td>
                  <td class={row.same ? 'number muted' : 'number warn'}>{row.same ? 'none' : row.difference}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {found.value.length > 200 && <p class="muted">The first 200 of {found.value.length}.</p>}
        </div>
      )}
    </section>
  );
}
