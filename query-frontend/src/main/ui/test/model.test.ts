import {asked, settled, steps} from './browser';
import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {MOST_EXPRESSIONS, readState, START, type QueryState} from '../src/lib/url';
import {add, cancel, change, drafts, followPlace, outcomes, remove, run, show, start, state, submit, typed, type Outcome} from '../src/query/model';
import {together} from '../src/query/together';
import {go, place} from '../src/shell/router';

const END = Date.UTC(2026, 0, 1, 12);

function of(part: Partial<QueryState>, ...expressions: string[]): void {
  state.value = {...START, end: END, expressions: expressions.map((expr) => ({expr, shown: 'shown'})), ...part};
  drafts.value = expressions;
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

test('a link shows its expression, however often the page was open', async () => {
  of({}, 'before');
  go('query', 'g0.expr=link');
  start();
  assert.deepEqual([state.value.expressions[0]!.expr, drafts.value], ['link', ['link']]);
  await answer('link');
  go('rule-groups');
  go('query');
  start();
  assert.equal(readState(place.value.search).expressions[0]!.expr, 'link');
  await answer('link');
});

test('the page that is open is said in the URL again, and follows it', async () => {
  of({zone: 'Europe/Berlin'}, 'one');
  go('query');
  start();
  const leave = followPlace();
  await answer('one');
  const said = place.value.search;
  go('query');
  assert.equal(place.value.search, said);
  await answer('one');
  go('query', said.replace('Europe%2FBerlin', 'UTC'));
  assert.equal(state.value.zone, 'UTC');
  await answer('one');
  leave();
});

test('what is typed is run when it is submitted, as a step of the history', async () => {
  of({}, 'up');
  go('query');
  start();
  await answer('up');
  const before = steps.length;
  typed(0, 'sum(');
  change({rangeMs: 60_000});
  void run();
  assert.doesNotMatch(place.value.search, /sum/);
  await answer('up');
  typed(0, 'sum(up)');
  submit();
  assert.match(steps[before]!, /sum%28up%29/);
  await answer('sum(up)');
  submit();
  assert.equal(steps.length, before + 1);
  await answer('sum(up)');
});

test('an expression goes with what became of it', async () => {
  of({}, 'a', 'b');
  void run();
  await answer('a');
  await answer('b');
  add();
  typed(2, 'c');
  remove(0);
  assert.deepEqual(drafts.value, ['b', 'c']);
  assert.deepEqual(names(), ['b']);
  await answer('b');
  for (let i = state.value.expressions.length; i < MOST_EXPRESSIONS; i++) {
    add();
  }
  assert.equal(readState(place.value.search).expressions.length, MOST_EXPRESSIONS);
});

test('what is no time is not shown', () => {
  of({}, 'up');
  const before = state.value;
  show(NaN, NaN);
  show(Infinity, Infinity);
  show(0, Infinity);
  assert.equal(state.value, before);
});
