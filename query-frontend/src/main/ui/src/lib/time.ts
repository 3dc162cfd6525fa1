/** Durations in Prometheus' words and times in a zone. Times are ms since 1970 unless they say seconds. */

const UNITS: readonly [string, number][] = [
  ['y', 365 * 86_400_000],
  ['w', 7 * 86_400_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
];

/** A duration such as `1h30m` in ms; undefined for what is none. Bare numbers are seconds. */
export function parseDuration(text: string): number | undefined {
  const words = text.trim();
  if (/^\d+(\.\d+)?$/.test(words)) {
    return Math.round(Number(words) * 1000);
  }
  const parts = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(words);
  if (parts === null || words === '') {
    return undefined;
  }
  return UNITS.reduce((sum, [, size], i) => sum + size * Number(parts[i + 1] ?? 0), 0);
}

/** A duration in the fewest units, `1h30m`; never weeks or years where days say it as well. */
export function duration(ms: number): string {
  let left = Math.round(ms);
  if (left === 0) {
    return '0s';
  }
  let text = '';
  for (const [name, size] of UNITS) {
    const whole = Math.floor(left / size);
    const long = name === 'y' || name === 'w';
    if (whole > 0 && (!long || left % size === 0)) {
      text += `${whole}${name}`;
      left -= whole * size;
    }
  }
  return text;
}

/** How long ago, coarsely: `12 min ago`. */
export function ago(ms: number): string {
  const units: readonly [string, number][] = [['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1000]];
  const [name, size] = units.find(([, each]) => Math.abs(ms) >= each) ?? ['s', 1000];
  const whole = Math.floor(Math.abs(ms) / size);
  return ms < 0 ? `in ${whole} ${name}` : `${whole} ${name} ago`;
}

/** A name of the time zone database, `UTC`, or `local` for the browser's. */
export type Zone = string;

export function zoneName(zone: Zone): string {
  return zone === 'local' ? Intl.DateTimeFormat().resolvedOptions().timeZone : zone;
}

export function isZone(zone: string): boolean {
  try {
    return zone === 'local' || new Intl.DateTimeFormat('en', {timeZone: zone}) !== undefined;
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

interface Clock {
  date: string;
  time: string;
}

function clock(ms: number, zone: Zone): Clock {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zoneName(zone),
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  const part: Record<string, string> = {};
  for (const {type, value} of format.formatToParts(ms)) {
    part[type] = value;
  }
  return {date: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}:${part.second}`};
}

/** `2026-11-22 13:20:34`, with the ms where they are not nought. */
export function dateTime(ms: number, zone: Zone): string {
  const {date, time} = clock(ms, zone);
  const rest = ((ms % 1000) + 1000) % 1000;
  return `${date} ${time}${rest === 0 ? '' : `.${String(Math.floor(rest)).padStart(3, '0')}`}`;
}

const DAY_MS = 86_400_000;

/**
 * The labels of ticks: the date at midnight, else the time as exact as the ticks are apart. The year is said where ticks
 * are months apart, and where it is a new one.
 */
export function ticks(times: readonly number[], apartMs: number, zone: Zone): string[] {
  const clocks = times.map((each) => clock(each, zone));
  return clocks.map(({date, time}, i) => {
    if (apartMs >= 28 * DAY_MS) {
      return date.slice(0, 7);
    }
    if (apartMs >= DAY_MS || time === '00:00:00') {
      return date.slice(0, 4) === clocks[Math.max(0, i - 1)]!.date.slice(0, 4) ? date.slice(5) : date;
    }
    return apartMs < 60_000 ? time : time.slice(0, 5);
  });
}

/** How far a zone is ahead of UTC at a time, in ms. */
export function offset(ms: number, zone: Zone): number {
  const {date, time} = clock(ms, zone);
  return Date.parse(`${date}T${time}Z`) - Math.floor(ms / 1000) * 1000;
}

/** Reads `2026-11-22 13:20[:34]`, a unix time in seconds, or RFC 3339; undefined for anything else. */
export function parseDateTime(text: string, zone: Zone): number | undefined {
  const words = text.trim();
  if (/^\d{9,11}(\.\d+)?$/.test(words)) {
    return Math.round(Number(words) * 1000);
  }
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d:\d\d)?$/.exec(words);
  if (parts === null) {
    return undefined;
  }
  const said = Date.parse(`${parts[1]}T${parts[2] ?? '00:00'}${parts[3] ?? 'Z'}`);
  if (Number.isNaN(said)) {
    return undefined;
  }
  if (parts[3] !== undefined) {
    return said;
  }
  const guess = said - offset(said, zone);
  return said - offset(guess, zone);
}
