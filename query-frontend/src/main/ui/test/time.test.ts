import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ago, dateTime, duration, parseDateTime, parseDuration, ticks} from '../src/lib/time';

test('durations are read in the words of Prometheus', () => {
  assert.equal(parseDuration('1h30m'), 5_400_000);
  assert.equal(parseDuration('250ms'), 250);
  assert.equal(parseDuration('2w'), 14 * 86_400_000);
  assert.equal(parseDuration('90'), 90_000);
  assert.equal(parseDuration('1.5h'), undefined);
  assert.equal(parseDuration(''), undefined);
});

test('durations are written so that they read the same', () => {
  for (const text of ['1ms', '15s', '1m', '1h30m', '26h', '2d', '2w', '400d']) {
    assert.equal(parseDuration(duration(parseDuration(text)!)), parseDuration(text));
  }
  assert.equal(duration(5_400_000), '1h30m');
  assert.equal(duration(0), '0s');
});

test('times are shown and read in a zone', () => {
  const ms = Date.UTC(2026, 6, 1, 12, 30, 5);
  assert.equal(dateTime(ms, 'UTC'), '2026-07-01 12:30:05');
  assert.equal(dateTime(ms + 12, 'UTC'), '2026-07-01 12:30:05.012');
  assert.equal(dateTime(ms, 'Europe/Berlin'), '2026-07-01 14:30:05');
  assert.equal(parseDateTime('2026-07-01 14:30:05', 'Europe/Berlin'), ms);
  assert.equal(parseDateTime('2026-07-01 12:30', 'UTC'), ms - 5000);
  assert.equal(parseDateTime('2026-07-01T12:30:05Z', 'Asia/Tokyo'), ms);
  assert.equal(parseDateTime(String(ms / 1000), 'UTC'), ms);
  assert.equal(parseDateTime('yesterday', 'UTC'), undefined);
});

test('a time just after clocks go forward is read right', () => {
  const ms = parseDateTime('2026-03-29 03:30:00', 'Europe/Berlin')!;
  assert.equal(dateTime(ms, 'UTC'), '2026-03-29 01:30:00');
});

test('ticks say the date at midnight', () => {
  const midnight = Date.UTC(2026, 6, 1);
  assert.deepEqual(ticks([midnight, midnight + 3_600_000], 3_600_000, 'UTC'), ['07-01', '01:00']);
  assert.deepEqual(ticks([midnight + 15_000], 15_000, 'UTC'), ['00:00:15']);
});

test('ticks say the year where it is another', () => {
  const day = 86_400_000;
  const first = (...years: number[]): number[] => years.map((year) => Date.UTC(year, 0, 1));
  assert.deepEqual(ticks(first(2024, 2025, 2026), 365 * day, 'UTC'), ['2024-01', '2025-01', '2026-01']);
  assert.deepEqual(ticks([Date.UTC(2025, 6, 1), Date.UTC(2026, 6, 1)], 30 * day, 'UTC'), ['2025-07', '2026-07']);
  const newYear = Date.UTC(2026, 0, 1);
  assert.deepEqual(ticks([newYear - day, newYear, newYear + day], day, 'UTC'), ['12-31', '2026-01-01', '01-02']);
  assert.deepEqual(ticks([newYear - 3_600_000, newYear, newYear + 3_600_000], 3_600_000, 'UTC'), ['23:00', '2026-01-01', '01:00']);
});

test('how long ago is coarse', () => {
  assert.equal(ago(125_000), '2 min ago');
  assert.equal(ago(-3_700_000), 'in 1 h');
});
