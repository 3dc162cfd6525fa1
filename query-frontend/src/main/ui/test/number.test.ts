import assert from 'node:assert/strict';
import {test} from 'node:test';
import {bytes, count, millis, parse, short} from '../src/lib/number';

test('numbers have three digits and a prefix', () => {
  assert.equal(short(0), '0');
  assert.equal(short(12_412), '12.4 k');
  assert.equal(short(999_999), '1 M');
  assert.equal(short(-0.25), '−0.25');
  assert.equal(short(0.00001234), '1.23e-5');
  assert.equal(short(Number.NaN), 'NaN');
  assert.equal(short(-Infinity), '−Inf');
  assert.equal(short(1e30), '1.00e+12 E');
});

test('counts are grouped, bytes and times have units', () => {
  assert.equal(count(2040), '2\u202f040');
  assert.equal(bytes(8_800_000), '8.8 MB');
  assert.equal(bytes(12), '12 B');
  assert.equal(millis(0.42), '0.42 ms');
  assert.equal(millis(120.4), '120 ms');
  assert.equal(millis(1250), '1.25 s');
});

test('floats are read as the API writes them', () => {
  assert.equal(parse('+Inf'), Infinity);
  assert.equal(parse('-Inf'), -Infinity);
  assert.ok(Number.isNaN(parse('NaN')));
  assert.equal(parse('1e-07'), 1e-7);
});
