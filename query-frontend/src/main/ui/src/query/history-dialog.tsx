import {useSignal} from '@preact/signals';
import {useEffect, useRef} from 'preact/hooks';
import {favourites, ran, toggleFavourite} from './history';

/** What was run and what is kept, to choose from. */
export function HistoryDialog({choose, close}: {choose: (expr: string) => void; close: () => void}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const search = useSignal('');
  useEffect(() => dialog.current?.showModal(), []);
  const kept = favourites.value;
  const all = [...kept, ...ran.value.filter((expr) => !kept.includes(expr))];
  const shown = all.filter((expr) => expr.toLowerCase().includes(search.value.toLowerCase()));
  return (
    <dialog class="history" ref={dialog} onClose={close} aria-labelledby="history-title">
      <div class="row">
        <h2 id="history-title">History</h2>
        <input class="spread" type="search" aria-label="Search" placeholder="search" onInput={(event) => (search.value = event.currentTarget.value)} />
        <button type="button" onClick={close}>
          Close
        </button>
      </div>
      {shown.length === 0 && <p class="muted">Nothing yet: what you run is kept in this browser.</p>}
      <ul>
        {shown.map((expr) => (
          <li key={expr}>
            <button type="button" class="star" aria-pressed={kept.includes(expr)} aria-label={`Keep ${expr}`} title="keep" onClick={() => toggleFavourite(expr)}>
              {kept.includes(expr) ? '★' : '☆'}
            </button>
            <button type="button" class="mono entry" onClick={() => choose(expr)}>
              {expr}
            </button>
          </li>
        ))}
      </ul>
    </dialog>
  );
}
