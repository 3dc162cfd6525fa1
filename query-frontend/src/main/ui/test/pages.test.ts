import assert from 'node:assert/strict';
import {test} from 'node:test';
import {stretchesOf} from '../src/alerts/history';
import {safeLink} from '../src/alerts/link';
import {ruleFile} from '../src/rules/rule-file';
import {differences} from '../src/stores/differences';
import {labelText} from '../src/views/labels';

test('what differs comes first', () => {
  const found = differences(new Map([['{a}', '1'], ['{b}', '2']]), new Map([['{b}', '3'], ['{a}', '1'], ['{c}', 'NaN']]));
  assert.deepEqual(found.map(({series, difference, same}) => [series, same ? '' : difference]), [['{b}', '1'], ['{c}', 'only there'], ['{a}', '']]);
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
