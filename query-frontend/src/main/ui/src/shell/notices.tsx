import {signal} from '@preact/signals';
import {duration} from '../lib/time';
import {skew, unreachable} from './stores';

const SKEW_WORTH_SAYING_MS = 30_000;

/** What pages want said above them, by who says it. */
const said = signal<ReadonlyMap<string, string>>(new Map());

/** Says something above the page; the empty text takes it back. */
export function notice(who: string, text: string): void {
  const next = new Map(said.peek());
  if (text === '') {
    next.delete(who);
  } else {
    next.set(who, text);
  }
  said.value = next;
}

/** What concerns every page: the server gone, clocks apart, and what pages said. */
export function Notices() {
  const lines = [...said.value.values()];
  if (unreachable.value !== '') {
    lines.unshift(unreachable.value);
  }
  if (Math.abs(skew.value) > SKEW_WORTH_SAYING_MS) {
    const way = skew.value > 0 ? 'behind' : 'ahead of';
    lines.push(`The clock of this browser is ${duration(Math.round(Math.abs(skew.value) / 1000) * 1000)} ${way} the server's: ranges that end now end at the wrong time.`);
  }
  return (
    <div role="status" aria-live="polite">
      {lines.length > 0 && (
        <ul class="notices">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
