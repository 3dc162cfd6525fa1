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
