import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ago, dateTime, duration, parseDateTime, parseDuration, tick} from '../src/lib/time';

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
  assert.equal(tick(midnight, 3_600_000, 'UTC'), '07-01');
  assert.equal(tick(midnight + 3_600_000, 3_600_000, 'UTC'), '01:00');
  assert.equal(tick(midnight + 15_000, 15_000, 'UTC'), '00:00:15');
});

test('how long ago is coarse', () => {
  assert.equal(ago(125_000), '2 min ago');
  assert.equal(ago(-3_700_000), 'in 1 h');
});
