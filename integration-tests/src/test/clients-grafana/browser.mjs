// Loads Grafana's data source where there is no browser and no Grafana: a DOM without pictures, no editor, and
// a back end that passes resource calls on, as the data source's own back end does.
import Module, { createRequire } from 'node:module';
import { JSDOM } from 'jsdom';
import { defer } from 'rxjs';

const require = createRequire(import.meta.url);
const { window } = new JSDOM('<!doctype html>', { url: 'http://localhost/', pretendToBeVisual: true });
window.matchMedia = () => ({ matches: false, addListener() {}, removeListener() {}, addEventListener() {}, removeEventListener() {} });
globalThis.window = window;
// A window accepts only its own events.
for (const name of ['Event', 'CustomEvent', 'EventTarget', 'MessageEvent']) {
  globalThis[name] = window[name];
}
for (const name of Object.getOwnPropertyNames(window).filter((name) => !(name in globalThis))) {
  globalThis[name] = window[name];
}
// What the packages log is no observation.
for (const level of ['debug', 'info', 'log', 'warn', 'error']) {
  console[level] = () => {};
}

const load = Module._load;
Module._load = (request, ...rest) => (/monaco|\.css$/.test(request) ? {} : load(request, ...rest));

const runtime = require('@grafana/runtime');
export const { dateTime } = require('@grafana/data');
const { PrometheusDatasource } = require('@grafana/prometheus');

const UID = 'under-test';
const RESOURCES = `/api/datasources/uid/${UID}/resources`;

/** Methods, paths and statuses of the calls made; the caller may empty it. */
export const calls = [];

/** A data source over the server at the given base URL, set up as its configuration page would. */
export function dataSource(url, jsonData) {
  runtime.setBackendSrv({ fetch: (options) => defer(() => pass(url, options)) });
  runtime.setTemplateSrv(templates);
  const settings = { id: 1, uid: UID, type: 'prometheus', name: UID, url: '', access: 'proxy', meta: { id: 'prometheus' }, jsonData };
  return new PrometheusDatasource(settings, templates);
}

const templates = {
  getVariables: () => [],
  containsTemplate: () => false,
  replace: (text, variables = {}) => text?.replace(/\$\{?(\w+)\}?/g, (match, name) => variables[name]?.value ?? match),
};

async function pass(base, { url, method, headers, data }) {
  if (!url.startsWith(RESOURCES)) {
    throw new Error('not a resource call: ' + url);
  }
  const path = url.slice(RESOURCES.length);
  const body = method === 'POST' ? new URLSearchParams(Object.entries(data ?? {}).filter(([, value]) => value != null)) : undefined;
  const response = await fetch(base + path, { method, headers, body });
  calls.push(`${method} ${path.split('?')[0]} ${response.status}`);
  const text = await response.text();
  let answer = text;
  try {
    answer = JSON.parse(text);
  } catch {
    // Left as text.
  }
  if (!response.ok) {
    throw { status: response.status, statusText: response.statusText, data: answer, config: {} };
  }
  return { status: response.status, data: answer };
}
