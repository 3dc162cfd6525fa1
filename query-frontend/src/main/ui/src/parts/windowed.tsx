import {useSignal} from '@preact/signals';
import type {ComponentChildren} from 'preact';
import {useEffect, useRef} from 'preact/hooks';

export interface WindowedProps {
  label: string;
  /** The cells of the head, as many as a row has. */
  head: readonly ComponentChildren[];
  /** The CSS grid columns of rows. */
  columns: string;
  /** The same in a narrow window, without cells of class `less`; where there are none, it scrolls sideways. */
  narrow?: string;
  /** How wide rows are in a narrow window at least. */
  narrowPx?: number;
  rows: number;
  /** The cells of a row. */
  row(i: number): readonly ComponentChildren[];
}

const ROW_PX = 28;
const SPARE = 10;

/** A table of any length: only the rows in sight are in the page. */
export function Windowed({label, head, columns, narrow, narrowPx = 0, rows, row}: WindowedProps) {
  const box = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(600);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => (height.value = entry!.contentRect.height));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  const first = Math.max(0, Math.floor(top.value / ROW_PX) - SPARE);
  const last = Math.min(rows, Math.ceil((top.value + height.value) / ROW_PX) + SPARE);
  return (
    <div class={narrow === undefined ? 'windowed' : 'windowed narrow'} style={{'--columns': columns, '--narrow': narrow, '--narrow-width': `${narrowPx}px`}} ref={box} tabIndex={0} role="table" aria-label={label} aria-rowcount={rows + 1} onScroll={(event) => (top.value = event.currentTarget.scrollTop)}>
      <div role="row" class="head" aria-rowindex={1}>
        {head.map((cell) => (
          <span role="columnheader">{cell}</span>
        ))}
      </div>
      <div role="rowgroup" class="body" style={{height: `${rows * ROW_PX}px`}}>
        {Array.from({length: Math.max(0, last - first)}, (_, k) => first + k).map((i) => (
          <div role="row" key={i} class="line" style={{top: `${i * ROW_PX}px`}} aria-rowindex={i + 2}>
            {row(i).map((cell) => (
              <span role="cell">{cell}</span>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
