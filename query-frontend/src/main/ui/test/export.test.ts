import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {QueryData} from '../src/query/answers';
import {toCsv, toOpenMetrics} from '../src/query/export';

const data = {
  resultType: 'matrix',
  result: [
    {metric: {__name__: 'up', job: 'a,"b"', note: '=1+1'}, values: [[0, '1'], [15.5, '-2']]},
    {metric: {__name__: 'up', job: 'c\nd'}, values: [[0, 'NaN']]},
  ],
} as unknown as QueryData;

test('CSV quotes what it must and holds no formulas', () => {
  assert.equal(
    toCsv(data),
    'time,__name__,job,note,value\r\n' +
      '1970-01-01T00:00:00.000Z,up,"a,""b""",\'=1+1,1\r\n' +
      '1970-01-01T00:00:15.500Z,up,"a,""b""",\'=1+1,-2\r\n' +
      '1970-01-01T00:00:00.000Z,up,"c\nd",,NaN\r\n',
  );
});

test('OpenMetrics keeps families together and ends as it must', () => {
  assert.equal(toOpenMetrics(data), '# TYPE up unknown\nup{job="a,\\"b\\"",note="=1+1"} 1 0\nup{job="a,\\"b\\"",note="=1+1"} -2 15.5\nup{job="c\\nd"} NaN 0\n# EOF\n');
});

test('native histograms are counts and sums by name', () => {
  const one = {resultType: 'vector', result: [{metric: {__name__: 'latency', job: 'a'}, histogram: [5, {count: '6', sum: '1.5', buckets: [[0, '0.1', '1', '6']]}]}, {metric: {__name__: 'up'}, value: [5, '1']}]} as unknown as QueryData;
  assert.equal(toCsv(one), 'time,__name__,job,value,count,sum\r\n1970-01-01T00:00:05.000Z,latency,a,,6,1.5\r\n1970-01-01T00:00:05.000Z,up,,1,,\r\n');
  assert.equal(toOpenMetrics(one), '# TYPE latency_count unknown\nlatency_count{job="a"} 6 5\n# TYPE latency_sum unknown\nlatency_sum{job="a"} 1.5 5\n# TYPE up unknown\nup 1 5\n# EOF\n');
});

test('what only begins as a number is no formula either', () => {
  const of = (note: string) => toCsv({resultType: 'vector', result: [{metric: {note}, value: [0, '-1.5e-07']}]} as unknown as QueryData).split('\r\n')[1]!.split(/,(?=[^,]*$)/);
  for (const formula of ["-2+3+cmd|' /C calc'!A0", '+1+HYPERLINK(A1)', '-x', '@a']) {
    assert.deepEqual(of(formula), [`1970-01-01T00:00:00.000Z,'${formula}`, '-1.5e-07']);
  }
  assert.equal(of('-Inf')[0], '1970-01-01T00:00:00.000Z,-Inf');
});
