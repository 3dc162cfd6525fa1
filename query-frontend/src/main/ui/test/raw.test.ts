import assert from 'node:assert/strict';
import {test} from 'node:test';
import {rawSamples} from '../src/query/raw';

const of = (result: unknown) => rawSamples({resultType: 'matrix', result} as Parameters<typeof rawSamples>[0]);

test('what all series have in common is said once', () => {
  const {common, series, samples} = of([
    {metric: {__name__: 'up', job: 'a', instance: 'x'}, values: [[1, '1'], [16, '2']]},
    {metric: {__name__: 'up', job: 'a', instance: 'y', zone: 'z'}, values: [[2, '3']]},
  ]);
  assert.equal(common, 'up{job="a"}');
  assert.equal(series, 2);
  assert.deepEqual(samples.map(({name, value, time, before}) => [name, value, time, before]), [
    ['{instance="x"}', '2', 16, 1],
    ['{instance="x"}', '1', 1, undefined],
    ['{instance="y", zone="z"}', '3', 2, undefined],
  ]);
});

test('one series has all in common with itself', () => {
  const {common, series, samples} = of([{metric: {__name__: 'h'}, histograms: [[5, {count: '7', sum: '1'}]]}]);
  assert.deepEqual([common, series, samples.length, samples[0]!.value], ['h', 1, 1, '7']);
});

test('no series is no samples', () => {
  assert.deepEqual(of([]).samples, []);
});
