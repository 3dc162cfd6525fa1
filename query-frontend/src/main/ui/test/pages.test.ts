import assert from 'node:assert/strict';
import {test} from 'node:test';
import {stretchesOf} from '../src/alerts/history';
import {safeLink} from '../src/alerts/link';
import {within} from '../src/blocks/stores';
import {ruleFile} from '../src/rules/rule-file';
import {differences} from '../src/stores/differences';
import {labelText} from '../src/views/labels';

test('what differs comes first', () => {
  const found = differences(new Map([['{a}', '1'], ['{b}', '2']]), new Map([['{b}', '3'], ['{a}', '1'], ['{c}', 'NaN']]));
  assert.deepEqual(found.map(({series, difference, same}) => [series, same ? '' : difference]), [['{b}', '1'], ['{c}', ''], ['{a}', '']]);
});

test('a link is an HTTP URL and nothing else', () => {
  assert.equal(safeLink('https://example.org/a b'), undefined);
  assert.equal(safeLink('javascript:alert(1)'), undefined);
  assert.equal(safeLink(' https://example.org'), undefined);
  assert.equal(safeLink('https://example.org/run'), 'https://example.org/run');
});

test('no text breaks out of its place in a rule file', () => {
  const rule = {name: 'A"\nx: y', query: '', type: 'alerting', health: 'ok', labels: {a: "'}{"}};
  const file = JSON.parse(ruleFile(rule, 'up == 0', '5m', {name: 'g', file: 'f.yml', interval: 30}));
  assert.equal(file.groups[0].interval, '30000ms');
  assert.deepEqual(file.groups[0].rules[0], {alert: 'A"\nx: y', expr: 'up == 0', for: '5m', labels: {a: "'}{"}});
});

test('steps that follow one another are one stretch', () => {
  const found = stretchesOf({metric: {alertstate: 'firing'}, values: [[0, '1'], [60, '1'], [300, '1']]}, 60);
  assert.deepEqual(found.map(({from, to}) => [from, to]), [[0, 120_000], [300_000, 360_000]]);
});

test('what turns text around is seen', () => {
  assert.equal(labelText({a: '\u202egnp.exe'}), '{a="\\u202egnp.exe"}');
});

test('a window has the blocks that reach into it, and their sums', () => {
  const block = (minTime: number, maxTime: number) => ({ulid: String(minTime), minTime, maxTime, level: 1, series: 1, samples: 10, chunks: 1, bytes: 5});
  const store = {store: 'a', complete: true, shortfall: null, blocks: 3, samples: 30, bytes: 15, gaps: 1, overlaps: 0, truncated: false, setAside: [],
    rows: [{labels: {}, resolution: 0, gaps: [[3, 4]] as [number, number][], overlaps: [], blocks: [block(0, 2), block(2, 3), block(4, 6)]}]};
  const found = within(store, {from: 2, to: 3});
  assert.deepEqual(found.rows[0]!.blocks.map(({ulid}) => ulid), ['2']);
  assert.deepEqual([found.blocks, found.samples, found.bytes, found.gaps], [1, 10, 5, 1]);
  assert.deepEqual(within(store, {from: 7, to: 9}).rows, []);
});
