import type uPlot from 'uplot';

/** Moves in time by wheel and drag: [from, to] in ms. */
type Show = (from: number, to: number) => void;

const SETTLE_MS = 250;

/**
 * Shift-drag and sideways wheels pan, Ctrl-wheel zooms around the pointer, a double click widens. A
 * plain drag is the chart's own selection, a plain wheel scrolls the page. Returns what takes it
 * all away.
 */
export function followPointer(chart: uPlot, show: Show): () => void {
  const over = chart.over;
  const stop = new AbortController();
  const on = {signal: stop.signal};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ends = (): [number, number] => [chart.scales['x']!.min! * 1000, chart.scales['x']!.max! * 1000];
  const settle = (from: number, to: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => show(from, to), SETTLE_MS);
  };
  over.addEventListener(
    'wheel',
    (event) => {
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      const [from, to] = pending ?? ends();
      if (event.ctrlKey) {
        event.preventDefault();
        const at = chart.posToVal(event.offsetX, 'x') * 1000;
        const by = Math.exp(Math.sign(event.deltaY) * 0.25);
        pending = [at - (at - from) * by, at + (to - at) * by];
      } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
        event.preventDefault();
        const by = (sideways / over.clientWidth) * (to - from);
        pending = [from + by, to + by];
      } else {
        return;
      }
      settle(...pending);
    },
    {passive: false, signal: stop.signal},
  );
  let pending: [number, number] | undefined;
  over.parentElement!.addEventListener(
    'mousedown',
    (event) => {
      if (!event.shiftKey || event.button !== 0) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      const began = event.clientX;
      const [from, to] = ends();
      over.classList.add('panning');
      addEventListener(
        'mouseup',
        (end) => {
          over.classList.remove('panning');
          const by = ((began - end.clientX) / over.clientWidth) * (to - from);
          if (by !== 0) {
            show(from + by, to + by);
          }
        },
        {once: true, signal: stop.signal},
      );
    },
    {capture: true, signal: stop.signal},
  );
  over.addEventListener(
    'dblclick',
    () => {
      const [from, to] = ends();
      show(from - (to - from) / 2, to + (to - from) / 2);
    },
    on,
  );
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}
