import {dateTime, duration, type Zone} from '../lib/time';
import type {Segment, StoreShare} from './answers';

export interface RibbonProps {
  stores: readonly StoreShare[];
  /** The time axis, in ms. */
  from: number;
  to: number;
  /** Where the plot lies above, in px. */
  plot: {left: number; width: number};
  gutter: number;
  zone: Zone;
}

const LANE_PX = 16;
const BAR_PX = 10;
const NARROW_PX = 90;

/** In words, by what the server says of a stretch. */
const WORDS: Readonly<Record<string, string>> = {
  used: 'used',
  filled: 'filled a gap',
  downsampled: 'downsampled',
  failed: 'failed',
  pushed: 'evaluated there',
};

/** Under the time axis a lane per store: solid used, hatched filled a gap, dotted downsampled, hollow failed. */
export function Ribbon({stores, from, to, plot, gutter, zone}: RibbonProps) {
  const lanes = stores.map((store) => ({...store, segments: stretches(store)})).filter(({segments}) => segments.length > 0);
  if (lanes.length === 0 || plot.width <= 0 || to <= from) {
    return null;
  }
  const narrow = gutter < NARROW_PX;
  const lane = narrow ? LANE_PX * 2 : LANE_PX;
  const x = (ms: number): number => plot.left + (Math.min(Math.max(ms, from), to) - from) * (plot.width / (to - from));
  return (
    <svg class="ribbon" width={plot.left + plot.width} height={lanes.length * lane + 4} role="img" aria-label={lanes.map(words).join('; ')}>
      <defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="5" />
        </pattern>
        <pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">
          <circle cx="2.5" cy="2.5" r="1.2" />
        </pattern>
      </defs>
      {lanes.map((store, i) => (
        <g key={store.id} transform={`translate(0 ${i * lane})`}>
          <text x={narrow ? plot.left : gutter - 8} y={narrow ? 11 : BAR_PX} text-anchor={narrow ? 'start' : 'end'}>
            {clip(store.id.replace('http://', ''), narrow ? 40 : 14)}
            <title>{store.id}</title>
          </text>
          <g transform={`translate(0 ${narrow ? LANE_PX - 1 : 1})`}>
            {store.segments.map((segment) => (
              <rect key={segment.join()} class={`lane ${kind(segment[2])}`} x={x(segment[0] * 1000)} width={Math.max(1.5, x(segment[1] * 1000) - x(segment[0] * 1000))} height={BAR_PX}>
                <title>{`${store.id}: ${describe(segment)}, ${dateTime(segment[0] * 1000, zone)} to ${dateTime(segment[1] * 1000, zone)} (${duration((segment[1] - segment[0]) * 1000)})`}</title>
              </rect>
            ))}
          </g>
        </g>
      ))}
    </svg>
  );
}

/** The stretches of a source; what a store evaluated itself is one, as long as it was asked for. */
function stretches({segments = [], pushed, asked}: StoreShare): Segment[] {
  return segments.length === 0 && pushed === true && asked ? [[asked[0], asked[1], 'pushed']] : segments;
}

function kind(how: string): string {
  return how in WORDS ? how : 'used';
}

function describe([, , how, of]: Segment): string {
  return `${WORDS[how] ?? how}${of === undefined ? '' : ` of ${of}`}`;
}

function words({id, segments}: {id: string; segments: Segment[]}): string {
  const hows = new Set(segments.map(describe));
  return `${id}: ${[...hows].join(', ')}`;
}

/** Shortened in the middle: sources of one store differ at their ends. */
function clip(text: string, most: number): string {
  const head = Math.ceil(most / 3);
  return text.length > most ? `${text.slice(0, head)}…${text.slice(head + 1 - most)}` : text;
}
