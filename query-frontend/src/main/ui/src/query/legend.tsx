import {useSignal} from '@preact/signals';
import {count} from '../lib/number';
import {nameOf, type Line} from './answers';
import type {Look} from './colors';

export interface LegendProps {
  lines: readonly Line[];
  looks: readonly Look[];
  /** The series that are shown; all where undefined. */
  only: ReadonlySet<number> | undefined;
  choose(only: ReadonlySet<number> | undefined): void;
}

const FIRST = 60;

/** The series: a click shows one only, and all again; with Ctrl it takes one away or adds it. */
export function Legend({lines, looks, only, choose}: LegendProps) {
  const all = useSignal(false);
  const shown = all.value ? lines : lines.slice(0, FIRST);
  function click(i: number, toggle: boolean): void {
    if (toggle) {
      const next = new Set(only ?? lines.keys());
      if (!next.delete(i)) {
        next.add(i);
      }
      choose(next.size === lines.length || next.size === 0 ? undefined : next);
    } else {
      choose(only?.size === 1 && only.has(i) ? undefined : new Set([i]));
    }
  }
  return (
    <figcaption>
      <ul class="legend">
        {shown.map(({labels}, i) => (
          <li key={i}>
            <button type="button" class={only === undefined || only.has(i) ? 'mono' : 'mono off'} aria-pressed={only?.has(i) ?? false} title="only this; with Ctrl: without or with this" onClick={(event) => click(i, event.ctrlKey || event.metaKey)}>
              <Mark look={looks[i]!} />
              <bdi>{nameOf(labels)}</bdi>
            </button>
          </li>
        ))}
      </ul>
      {lines.length > FIRST && (
        <button type="button" onClick={() => (all.value = !all.value)}>
          {all.value ? 'fewer' : `${count(lines.length - FIRST)} more`}
        </button>
      )}
    </figcaption>
  );
}

/** A piece of the series' line. */
export function Mark({look}: {look: Look}) {
  return (
    <svg class="mark" width="20" height="8" aria-hidden="true">
      <line x1="0" y1="4" x2="20" y2="4" class={`series-${look.color}`} stroke-dasharray={look.dash.join(' ')} />
    </svg>
  );
}
