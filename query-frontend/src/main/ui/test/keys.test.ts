import assert from 'node:assert/strict';
import {test} from 'node:test';
import {bind, listenToKeys} from '../src/shell/keys';

const page = Object.assign(new EventTarget(), {querySelector: () => null});
Object.assign(globalThis, {document: page, HTMLElement: class {}});

function press(key: string, ...held: string[]): void {
  const is = (name: string): boolean => held.includes(name);
  page.dispatchEvent(Object.assign(new Event('keydown'), {key, ctrlKey: is('Ctrl'), altKey: is('Alt'), metaKey: is('Meta'), getModifierState: is}));
}

test('keys are those that come of AltGr, and none with Ctrl, Alt or Meta', () => {
  const pressed: string[] = [];
  bind('[', () => pressed.push('['));
  bind('g q', () => pressed.push('g q'));
  listenToKeys();
  press('[', 'Ctrl', 'Alt', 'AltGraph');
  press('[');
  press('[', 'Ctrl');
  press('[', 'Alt');
  press('[', 'Meta', 'AltGraph');
  press('g');
  press('q');
  assert.deepEqual(pressed, ['[', '[', 'g q']);
});
