import assert from 'node:assert/strict';
import {test} from 'node:test';
import {bytes, count, finely, millis, parse, short} from '../src/lib/number';

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

test('neighbours on an axis differ', () => {
  const of = (apart: number, ...values: number[]) => values.map((value) => finely(value, apart));
  assert.deepEqual(of(0.0002, 0.999, 0.9992, 0.9994, 0.9996, 0.9998, 1), ['0.999', '0.9992', '0.9994', '0.9996', '0.9998', '1']);
  assert.deepEqual(of(20, 1_234_500, 1_234_520, -1_234_540), ['1.2345 M', '1.23452 M', '−1.23454 M']);
  assert.deepEqual(of(2e6, 8e9, 8.002e9, 8.004e9), ['8 G', '8.002 G', '8.004 G']);
  assert.deepEqual(of(2.5, 0, 2.5, 5, 7.5), ['0', '2.5', '5', '7.5']);
  assert.deepEqual(of(250, 750, 1000, 1250), ['750', '1 k', '1.25 k']);
  assert.deepEqual(of(2.5e-6, 0, 2.5e-6, 1.25e-5), ['0', '2.5e-6', '1.25e-5']);
  assert.deepEqual(of(2e29, 1e30, 1.2e30), ['1.00e+12 E', '1.20e+12 E']);
  assert.deepEqual([finely(Infinity, Infinity), finely(12_412, NaN)], ['+Inf', '12.4 k']);
});
