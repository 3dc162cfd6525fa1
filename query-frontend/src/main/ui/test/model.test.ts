import {asked, settled} from './browser';
import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {START, type QueryState} from '../src/lib/url';
import {cancel, change, outcomes, run, state, type Outcome} from '../src/query/model';
import {together} from '../src/query/together';

const END = Date.UTC(2026, 0, 1, 12);

function of(part: Partial<QueryState>, ...expressions: string[]): void {
  state.value = {...START, end: END, expressions: expressions.map((expr) => ({expr, shown: 'shown'})), ...part};
}

const call = (expr: string) => asked.find(({params}) => params.get('query') === expr)!;
const matrix = (name: string, params: URLSearchParams): unknown => ({resultType: 'matrix', result: [{metric: {__name__: name}, values: [[Number(params.get('start')), '1']]}]});
const answer = (expr: string): Promise<void> => call(expr).answer(matrix(expr, call(expr).params));
const shown = (): Outcome[] => outcomes.value.filter((each) => each !== undefined);
const names = (): (string | undefined)[] => together(shown()).flatMap(({grid}) => grid.lines.map(({labels}) => labels['__name__']));

beforeEach(() => {
  outcomes.value = [];
});

test('an answer of before is not drawn at the times of a newer one', async () => {
  of({}, 'fast', 'slow');
  void run();
  await answer('fast');
  await answer('slow');
  assert.deepEqual(names(), ['fast', 'slow']);
  change({rangeMs: 7 * 86_400_000});
  void run();
  assert.deepEqual(names(), ['fast', 'slow']);
  await answer('fast');
  assert.deepEqual(names(), ['fast']);
  await call('slow').refuse();
  assert.match(outcomes.value[1]!.error!.message, /from before/);
  assert.deepEqual(names(), ['fast']);
  const [fast, slow] = shown();
  assert.equal(fast!.grid!.times[0], (END - 7 * 86_400_000) / 1000);
  assert.equal(slow!.grid!.times[0], (END - 3_600_000) / 1000);
  assert.equal(slow!.start, END - 3_600_000);
});

test('what is cancelled says so, and nothing else does', async () => {
  of({}, 'done', 'stuck');
  void run();
  await answer('done');
  cancel();
  await settled();
  assert.equal(outcomes.value[0]!.state, 'done');
  assert.equal(outcomes.value[1]!.error!.message, 'Cancelled.');
  void run();
  of({}, '', '');
  void run();
  await settled();
  assert.deepEqual(outcomes.value, [undefined, undefined]);
});
