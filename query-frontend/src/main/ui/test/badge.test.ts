import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Provenance} from '../src/query/answers';
import {completeness} from '../src/query/badge';

const of = (complete: boolean, ...stores: Provenance['stores']): Provenance => ({complete, stores, boundary: null, cached: []});

test('what all stores gave is complete', () => {
  assert.deepEqual(completeness(of(true, {id: 'eu', state: 'whole'}, {id: 'us', state: 'not_asked'}), []), {whole: true, text: '1 of 1 store'});
});

test('what is missing is named, and what is unaffected', () => {
  const told = completeness(of(false, {id: 'eu', state: 'whole'}, {id: 'us', state: 'failed', reason: 'timed out'}), ['x']);
  assert.deepEqual(told, {whole: false, text: '1 of 2 stores: us timed out; eu unaffected'});
});

test('a dead replica whose pair gave all takes nothing away, but is told', () => {
  const told = completeness(of(true, {id: 'eu/a', store: 'eu', state: 'failed', reason: 'refused'}, {id: 'eu/b', store: 'eu', state: 'whole'}, {id: 'us', state: 'whole'}), []);
  assert.deepEqual(told, {whole: true, text: '1 of 2 stores, and that is all: eu/a refused'});
});

test('without provenance the warnings count', () => {
  assert.equal(completeness(undefined, []).whole, true);
  assert.equal(completeness(undefined, ['store "us" failed']).whole, false);
});
