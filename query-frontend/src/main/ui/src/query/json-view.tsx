import {useMemo} from 'preact/hooks';
import {bytes} from '../lib/number';
import {Copy} from '../parts/copy';
import type {QueryData} from './answers';

const MOST_SHOWN = 200_000;

/** The answer as the API gave it, indented; its beginning where it is long. */
export function JsonView({data}: {data: QueryData}) {
  const text = useMemo(() => JSON.stringify(data, null, 2), [data]);
  return (
    <div>
      <div class="row">
        <Copy text={text} label="Copy JSON" />
        {text.length > MOST_SHOWN && (
          <span class="warn">
            the first {bytes(MOST_SHOWN)} of {bytes(text.length)}
          </span>
        )}
      </div>
      <pre class="json" tabIndex={0} aria-label="JSON">
        {text.slice(0, MOST_SHOWN)}
      </pre>
    </div>
  );
}
