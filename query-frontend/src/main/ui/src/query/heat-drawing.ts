import type uPlot from 'uplot';
import {finely} from '../lib/number';
import type {Heat} from './heat';

/** Paints the cells of a heatmap; the opacity grows with the root of the count, so that few are seen beside many. */
export function drawHeat(chart: uPlot, heat: Heat, color: string): void {
  const {ctx} = chart;
  const step = heat.times.length > 1 ? heat.times[1]! - heat.times[0]! : 60;
  ctx.save();
  ctx.fillStyle = color;
  heat.counts.forEach((counts, row) => {
    const top = chart.valToPos(row + 1, 'y', true);
    const height = chart.valToPos(row, 'y', true) - top;
    counts.forEach((count, column) => {
      if (count !== null && count > 0) {
        const left = chart.valToPos(heat.times[column]! - step / 2, 'x', true);
        const right = chart.valToPos(heat.times[column]! + step / 2, 'x', true);
        ctx.globalAlpha = 0.08 + 0.92 * Math.sqrt(count / heat.most);
        ctx.fillRect(left, top, Math.max(1, right - left), Math.max(1, height - 1));
      }
    });
  });
  ctx.restore();
}

/** The rows whose upper bounds are written at the axis: all, or as many as have room. */
export function heatTicks({counts}: Heat, height: number): number[] {
  const every = Math.max(1, Math.ceil((counts.length * 20) / Math.max(1, height)));
  return counts.map((_, i) => i + 1).filter((row) => row % every === 0);
}

/** The bound above so many rows. */
export function heatTick({cuts}: Heat, rows: number): string {
  const bound = cuts[rows] ?? NaN;
  return finely(bound, bound - (cuts[rows - 1] ?? NaN));
}
