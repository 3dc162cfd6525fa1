import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readState, START, stepOf, writeState, type QueryState} from '../src/lib/url';

test('a state survives the URL', () => {
  const state: QueryState = {
    expressions: [
      {expr: 'sum by (job) (rate(a{b=~"c|d&e=f#"}[5m]))', shown: 'apart'},
      {expr: 'up\n # über 😀', shown: 'hidden'},
    ],
    tab: 'raw',
    mode: 'stacked',
    rangeMs: 26 * 3_600_000,
    end: Date.UTC(2026, 10, 22, 12),
    step: {type: 'custom', ms: 1500},
    yMin: 0,
    exemplars: true,
    zone: 'Europe/Berlin',
    refreshMs: 30_000,
  };
  assert.deepEqual(readState(writeState(state)), state);
});

test("links of alerts open the table, as Prometheus' do", () => {
  const state = readState('g0.expr=up+%3D%3D+0&g0.tab=1');
  assert.equal(state.expressions[0]?.expr, 'up == 0');
  assert.equal(state.tab, 'table');
  assert.equal(state.end, null);
});

test("links of Prometheus' pages are understood", () => {
  const state = readState('g0.expr=a&g0.show_tree=0&g0.tab=graph&g0.end_input=2026-11-22%2012%3A00%3A00&g0.range_input=2h&g0.res_type=fixed&g0.res_step=60&g0.display_mode=heatmap&g1.expr=b');
  assert.deepEqual(state.expressions.map(({expr}) => expr), ['a', 'b']);
  assert.equal(state.end, Date.UTC(2026, 10, 22, 12));
  assert.deepEqual(state.step, {type: 'custom', ms: 60_000});
  assert.equal(state.mode, 'heatmap');
  assert.equal(readState('g0.expr=a&g0.step_input=15&g0.stacked=1').mode, 'stacked');
  assert.deepEqual(readState('g0.expr=a&g0.step_input=15').step, {type: 'custom', ms: 15_000});
});

test('nonsense is as at the start', () => {
  assert.deepEqual(readState('g0.expr=&g0.tab=9&g0.range_input=x&tz=Mars&g0.y_axis_min=low&g0.res_type=fixed&g0.res_step=-1'), START);
  assert.deepEqual(readState(''), START);
});

test('steps are round and few', () => {
  assert.equal(stepOf({type: 'auto', density: 'medium'}, 3_600_000), 15_000);
  assert.equal(stepOf({type: 'auto', density: 'high'}, 3_600_000), 5_000);
  assert.equal(stepOf({type: 'auto', density: 'low'}, 14 * 86_400_000), 21_600_000);
  assert.equal(stepOf({type: 'custom', ms: 7_000}, 3_600_000), 7_000);
});

test('a page refreshes at most each second', () => {
  assert.deepEqual(['1ms', '10s', '0s', 'x', ''].map((text) => readState(`g0.expr=a&refresh=${text}`).refreshMs), [1000, 10_000, 0, 0, 0]);
});

test('a zone that is left is left by the URL too', () => {
  const berlin: QueryState = {...START, zone: 'Europe/Berlin'};
  assert.equal(readState(writeState(START), berlin).zone, 'UTC');
});
