import assert from 'node:assert/strict';
import {test} from 'node:test';
import {nameOf, toGrid, type QueryData} from '../src/query/answers';
import {looksOf} from '../src/query/colors';
import {rowOf, toHeat} from '../src/query/heat';
import {nearest} from '../src/query/nearest';
import {stack} from '../src/query/stack';

const matrix = (...result: object[]): QueryData => ({resultType: 'matrix', result}) as QueryData;

test('a matrix falls on the grid, with gaps where nothing was', () => {
  const grid = toGrid(matrix({metric: {a: 'b'}, values: [[10, '1'], [25, 'NaN'], [40, '3.5']]}), 10_000, 40_000, 15_000);
  assert.deepEqual(grid.times, [10, 25, 40]);
  assert.deepEqual(grid.lines[0]!.values, [1, null, 3.5]);
});

test('labels are written as PromQL has them', () => {
  assert.equal(nameOf({__name__: 'up', job: 'a"b\\c\n'}), 'up{job="a\\"b\\\\c\\n"}');
  assert.equal(nameOf({__name__: 'up'}), 'up');
  assert.equal(nameOf({__name__: 'up', job: 'a\u202eb\u0007'}), 'up{job="a\\u202eb\\u0007"}');
  assert.equal(nameOf({}), '{}');
  assert.equal(nameOf({__name__: 'my metric', 'a.b': 'c'}), '{"my metric", "a.b"="c"}');
});

test('looks stay with their series and differ', () => {
  const sets = Array.from({length: 72}, (_, i) => ({instance: `host-${i}`}));
  const looks = looksOf(sets).map(({color, dash}) => `${color}/${dash}`);
  assert.equal(new Set(looks).size, 72);
  assert.deepEqual(looksOf([sets[0]!])[0], looksOf(sets)[0]);
  assert.equal(looksOf([...sets, ...sets]).length, 144);
});

test('classic buckets become counts of their own', () => {
  const of = (le: string, ...values: [number, string][]): object => ({metric: {le, pod: 'a'}, values});
  const grid = toGrid(matrix(of('+Inf', [0, '10'], [1, '12']), of('0.5', [0, '4']), of('1', [0, '7'], [1, '12'])), 0, 1000, 1000);
  const heat = toHeat(grid);
  assert.deepEqual(heat.cuts, [0, 0.5, 1, Infinity]);
  assert.deepEqual(heat.counts, [[4, 6], [3, 6], [3, 0]]);
  assert.equal(heat.most, 6);
});

test('native histograms sum up by bucket', () => {
  const histogram = {count: '3', sum: '2', buckets: [[0, '0.5', '1', '2'], [0, '1', '2', '1']]};
  const series = {metric: {}, histograms: [[0, histogram]]};
  const heat = toHeat(toGrid(matrix(series, series), 0, 0, 1000));
  assert.deepEqual(heat.counts, [[4], [2]]);
});

const natives = (...buckets: [number, string, string, string][][]) => toHeat(toGrid(matrix(...buckets.map((each) => ({metric: {}, histograms: [[0, {count: '3', sum: '2', buckets: each}]]}))), 0, 0, 1000));

test('what lies between the buckets of a histogram is a row of its own', () => {
  const heat = natives([[0, '0.5', '1', '4'], [0, '8', '16', '2']]);
  assert.deepEqual(heat.cuts, [0.5, 1, 8, 16]);
  assert.deepEqual(heat.counts, [[4], [null], [2]]);
});

test('a coarse bucket is spread over the fine ones of another', () => {
  const heat = natives([[0, '1', '4', '6']], [[0, '1', '2', '1'], [0, '2', '4', '1']]);
  assert.deepEqual(heat.cuts, [1, 2, 4]);
  assert.deepEqual(heat.counts, [[3], [5]]);
  const of = (le: string, pod: string, value: string): object => ({metric: {le, pod}, values: [[0, value]]});
  const classic = toHeat(toGrid(matrix(of('1', 'a', '2'), of('+Inf', 'a', '6'), of('1', 'b', '1'), of('10', 'b', '1'), of('+Inf', 'b', '1')), 0, 0, 1000));
  assert.deepEqual(classic.cuts, [0, 1, 10, Infinity]);
  assert.deepEqual(classic.counts, [[3], [2], [2]]);
});

test('a value is in the row of its bucket', () => {
  const heat = natives([[0, '0.1', '0.5', '4'], [0, '0.5', '1', '2']]);
  assert.deepEqual([0.01, 0.3, 0.5, 0.7, 30].map((value) => rowOf(heat, value)), [0, 0, 0, 1, 1]);
});

test('stacks skip gaps', () => {
  assert.deepEqual(stack([[1, null, 2], [3, 4, null], [1, 1, 1]]), [[1, null, 2], [4, 4, null], [5, 5, 3]]);
});

test('of stacked lines that is told whose band the pointer is on', () => {
  const grid = (...values: (number | null)[]) => ({times: [0], lines: values.map((value) => ({labels: {}, values: [value]}))});
  const at = (value: number, stacked: boolean, ...values: (number | null)[]) => nearest(grid(...values), {step: 0, left: 0, top: 0, value}, stacked);
  assert.equal(at(30, true, 10, 10, 10), 2);
  assert.equal(at(104, true, 100, 10, 10), 1);
  assert.equal(at(120, true, 100, null, 10, 10), 3);
  assert.equal(at(500, true, 100, 10), 1);
  assert.equal(at(9, false, 100, 10), 1);
  assert.equal(at(9, true, null), undefined);
});
