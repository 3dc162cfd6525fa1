import assert from 'node:assert/strict';
import {test} from 'node:test';
import {differences, labelsAside, valuesOf, type Vector} from '../src/stores/differences';

const up = (labels: Record<string, string>, value = '1'): Vector[number] => ({metric: {__name__: 'up', ...labels}, value: [0, value]});

test('labels that tell two stores apart are left aside', () => {
  const ours = [up({replica: 'a', job: 'x'})];
  const theirs = [up({replica: 'b', job: 'x'}, '0')];
  const aside = labelsAside({replica: 'a'}, {replica: 'b'}, [ours, theirs]);
  assert.deepEqual(aside, ['replica']);
  assert.deepEqual(differences(valuesOf(ours, aside), valuesOf(theirs, aside)), [{series: 'up{job="x"}', left: '1', right: '0', same: false, difference: '-1'}]);
});

test('a label that one store alone declares stays where series are equal without it', () => {
  const eu = [up({cluster: 'eu'})];
  assert.deepEqual(labelsAside({cluster: 'eu'}, {}, [eu, [up({})]]), ['cluster']);
  const global = [up({cluster: 'eu'}), up({cluster: 'us'}, '0')];
  assert.deepEqual(labelsAside({cluster: 'eu'}, {}, [eu, global]), []);
});

test('native histograms differ by count and sum', () => {
  const of = (count: string): Vector => [{metric: {}, histogram: [0, {count, sum: '3'}]}];
  const [found] = differences(valuesOf(of('1'), []), valuesOf(of('2'), []));
  assert.equal(found?.same, false);
  assert.equal(found?.difference, 'differs');
});
