import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';

function files(folder: string): string[] {
  return readdirSync(folder, {withFileTypes: true}).flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]));
}

const sources = files('src').map((file) => ({file, text: readFileSync(file, 'utf8')}));

test('no source makes markup of text', () => {
  const markup = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\(|new Function/i;
  assert.deepEqual(sources.filter(({text}) => markup.test(text)).map(({file}) => file), []);
});

test('no source is too long to hold in the head', () => {
  assert.deepEqual(sources.filter(({text}) => text.split('\n').length > 300).map(({file}) => file), []);
});
