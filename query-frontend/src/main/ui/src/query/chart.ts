import uPlot from 'uplot';
import {finely} from '../lib/number';
import {ticks, zoneName, type Zone} from '../lib/time';
import type {Mode} from '../lib/url';
import type {Grid} from './answers';
import {palette, token, type Look} from './colors';
import {drawHeat, heatTick, heatTicks} from './heat-drawing';
import {rowOf, type Heat} from './heat';
import type {Exemplar} from './model';
import {stack} from './stack';

/** What is drawn; times in s. */
export interface Drawing {
  grid: Grid;
  looks: readonly Look[];
  mode: Mode;
  heat?: Heat;
  exemplars: readonly Exemplar[];
  /** Where archive ends and live begins, in s. */
  boundary?: number;
  zone: Zone;
  yMin: number | null;
  width: number;
  height: number;
  /** Whether a ribbon lies below. */
  lanes: boolean;
}

/** What the chart tells. */
export interface Listener {
  /** A stretch of time was chosen, in ms. */
  zoom(from: number, to: number): void;
  /** The pointer is over a step (or none), at a place of the plot in px, over a value. */
  hover(step: number | null, left: number, top: number, value: number): void;
  /** Where the plot area lies, in px of the chart. */
  laidOut(left: number, width: number): void;
}

/** Of the font of axes. */
const DIGIT_PX = 7;

/** The room left of the plot, in px: enough for the names of lanes where there are any. */
export function gutter(width: number, lanes: boolean): number {
  return width < 560 || !lanes ? 56 : 112;
}

/** The least room left of the plot, or more where the labels of the axis want it: none is cut. */
function roomFor(least: number): (chart: uPlot, labels: string[] | null) => number {
  return (_, labels) => Math.max(least, ...(labels ?? []).map((label) => 14 + label.length * DIGIT_PX));
}

/** A chart in a box. The caller destroys it. */
export function draw(box: HTMLElement, drawing: Drawing, listener: Listener): uPlot {
  const {grid, mode, heat, looks, width, height, zone} = drawing;
  const ink = token('muted');
  const rule = token('rule');
  const colors = palette();
  const lines = mode === 'stacked' ? stack(grid.lines.map(({values}) => values)) : grid.lines.map(({values}) => values);
  const data: uPlot.AlignedData = heat === undefined ? [grid.times, ...lines] : [grid.times];
  const few = grid.times.length < 50;
  const axis = {stroke: ink, font: '12px system-ui, sans-serif', ticks: {stroke: rule, width: 1, size: 4}, grid: {stroke: rule, width: 1}};
  const from = grid.times[0] ?? 0;
  const to = grid.times[grid.times.length - 1] ?? 0;
  const half = heat === undefined || grid.times.length < 2 ? 0 : (grid.times[1]! - from) / 2;
  const room = roomFor(gutter(width, drawing.lanes));
  performance.mark('promontory.begin');
  const chart = new uPlot(
    {
      width,
      height,
      padding: [12, 28, 0, 0],
      legend: {show: false},
      pxAlign: false,
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zoneName(zone) === 'UTC' ? 'Etc/UTC' : zoneName(zone)),
      scales: {
        x: {range: () => (from === to ? [from - 30, to + 30] : [from - half, to + half])},
        y: {range: heat === undefined ? (_, low, high) => yRange(low, high, drawing) : () => [0, heat.counts.length]},
      },
      axes: [
        {...axis, size: 32, values: (_, splits, __, ___, apart) => ticks(splits.map((each) => each * 1000), apart * 1000, zone)},
        heat === undefined
          ? {...axis, size: room, values: (_, splits, __, ___, apart) => splits.map((each) => finely(each, apart))}
          : {...axis, size: room, grid: {show: false}, splits: () => heatTicks(heat, height), values: (_, splits) => splits.map((rows) => heatTick(heat, rows))},
      ],
      series: [
        {},
        ...(heat === undefined
          ? looks.map(({color, dash}, i) => ({
              stroke: colors[color]!,
              dash: [...dash],
              width: 1.5,
              ...(mode === 'stacked' ? {fill: `${colors[color]!}30`} : {}),
              points: {show: few || isLonely(grid.lines[i]!.values), size: 4},
            }))
          : []),
      ],
      bands: mode === 'stacked' && heat === undefined ? looks.slice(1).map((_, i) => ({series: [i + 2, i + 1] as [number, number]})) : [],
      cursor: {
        points: {show: false},
        y: heat !== undefined,
        drag: {x: true, y: false, setScale: false},
      },
      hooks: {
        ready: [
          (self) => {
            performance.measure('promontory.draw', 'promontory.begin');
            listener.laidOut(self.bbox.left / devicePixelRatio, self.bbox.width / devicePixelRatio);
          },
        ],
        drawAxes: heat === undefined ? [] : [(self) => drawHeat(self, heat, token('accent'))],
        draw: [(self) => overlay(self, drawing)],
        setSelect: [
          (self) => {
            if (self.select.width > 4) {
              const at = (px: number): number => self.posToVal(px, 'x') * 1000;
              listener.zoom(at(self.select.left), at(self.select.left + self.select.width));
            }
            self.setSelect({left: 0, top: 0, width: 0, height: 0}, false);
          },
        ],
        setCursor: [
          (self) => {
            const {idx, left, top} = self.cursor;
            const inside = idx !== null && idx !== undefined && left !== undefined && left >= 0;
            listener.hover(inside ? idx : null, left ?? 0, top ?? 0, inside ? self.posToVal(top ?? 0, 'y') : NaN);
          },
        ],
      },
    },
    data,
    box,
  );
  return chart;
}

function yRange(low: number | null, high: number | null, {mode, yMin}: Drawing): [number, number] {
  if (low === null || high === null || !Number.isFinite(low) || !Number.isFinite(high)) {
    return [yMin ?? 0, (yMin ?? 0) + 1];
  }
  const bottom = yMin ?? (mode === 'stacked' ? Math.min(0, low) : low);
  if (bottom === high) {
    return [yMin ?? high - Math.max(1, Math.abs(high) * 0.1), high + Math.max(1, Math.abs(high) * 0.1)];
  }
  const [, top] = uPlot.rangeNum(bottom, high, {min: {pad: 0}, max: {pad: 0.08}} as uPlot.Range.Config);
  const [under] = uPlot.rangeNum(bottom, high, {min: {pad: 0.08, soft: 0, mode: 3}, max: {pad: 0}} as uPlot.Range.Config);
  return [yMin ?? under ?? bottom, top ?? high];
}

/** Whether some sample has no neighbour, so that a line alone would not show it. */
function isLonely(values: readonly (number | null)[]): boolean {
  return values.some((value, i) => value !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null);
}

/** What lies over the lines: exemplars, and where archive ends. */
function overlay(chart: uPlot, {exemplars, boundary, heat}: Drawing): void {
  const {ctx, bbox} = chart;
  const px = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  const x = boundary === undefined ? NaN : chart.valToPos(boundary, 'x', true);
  if (x > bbox.left && x < bbox.left + bbox.width) {
    ctx.strokeStyle = token('archive');
    ctx.fillStyle = token('archive');
    ctx.setLineDash([6 * px, 3 * px, px, 3 * px]);
    ctx.lineWidth = px;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.font = `${11 * px}px system-ui, sans-serif`;
    ctx.textAlign = 'right';
    ctx.fillText('archive', x - 4 * px, bbox.top + 10 * px);
    ctx.textAlign = 'left';
    ctx.fillText('live', x + 4 * px, bbox.top + 10 * px);
  }
  ctx.setLineDash([]);
  ctx.fillStyle = token('ink');
  const size = 4 * px;
  for (const {time, value} of exemplars) {
    const x = chart.valToPos(time, 'x', true);
    const at = heat === undefined ? value : rowOf(heat, value) + 0.5;
    const y = Math.max(bbox.top + size, Math.min(bbox.top + bbox.height - size, chart.valToPos(at, 'y', true)));
    ctx.beginPath();
    ctx.moveTo(x, y - size);
    ctx.lineTo(x + size, y);
    ctx.lineTo(x, y + size);
    ctx.lineTo(x - size, y);
    ctx.fill();
  }
  ctx.restore();
}
