/** Numbers as people read them; the exact ones are a title or a cell away. */

const SI = ['', ' k', ' M', ' G', ' T', ' P', ' E'];

/** Three significant digits with an SI prefix: `12.4 k`; very small ones in exponent form. */
export function short(value: number): string {
  return prefixed(value, (scaled) => scaled.toPrecision(3), 2);
}

/** With an SI prefix, and as many digits as tell it from a neighbour that is so far away: `1.2345 M`. */
export function finely(value: number, apart: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(apart) || apart <= 0) {
    return short(value);
  }
  const digits = (unit: number): number => Math.min(15, Math.max(0, Math.ceil(Math.log10(unit / apart)) + 1));
  return prefixed(value, (scaled) => scaled.toFixed(digits(size / scaled)), digits(size));
}

function prefixed(value: number, digits: (scaled: number) => string, exponentDigits: number): string {
  if (!Number.isFinite(value)) {
    return special(value);
  }
  const size = Math.abs(value);
  if (size === 0) {
    return '0';
  }
  const sign = value < 0 ? '−' : '';
  if (size < 1e-4) {
    return `${sign}${size.toExponential(exponentDigits)}`;
  }
  let step = 0;
  let scaled = size;
  while (scaled >= 999.5 && step < SI.length - 1) {
    scaled /= 1000;
    step++;
  }
  const text = scaled >= 999.5 ? scaled.toExponential(exponentDigits) : trim(digits(scaled));
  return `${sign}${text}${SI[step]}`;
}

/** A count in full, in groups of three: `2 040`. */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** Bytes in decimal units: `8.8 MB`. */
export function bytes(value: number): string {
  const text = short(value);
  const [digits, prefix] = text.split(' ');
  return `${digits} ${prefix === undefined ? '' : prefix}B`;
}

/** A duration of work in ms: `0.4 ms`, `120 ms`, `1.25 s`. */
export function millis(value: number): string {
  if (!Number.isFinite(value)) {
    return '–';
  }
  return value < 1000 ? `${trim(value < 10 ? value.toPrecision(2) : value.toFixed(0))} ms` : `${trim((value / 1000).toPrecision(3))} s`;
}

/** A float as the API wrote it, in words of Prometheus where it is no number. */
export function special(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '−Inf';
}

/** The API's text of a float as a number. */
export function parse(text: string): number {
  return text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text);
}

function trim(text: string): string {
  return text.includes('.') && !text.includes('e') ? text.replace(/\.?0+$/, '') : text;
}
