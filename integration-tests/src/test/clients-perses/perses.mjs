// The data source client of Perses' Prometheus plugin against a server.
// Arguments: base URL, time in ms, and `modern` where servers are of version 3. Prints one JSON line per case.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
// The plugin's entry point pulls in its editors; the client and what reads its answers stand apart.
const plugin = '@perses-dev/prometheus-plugin/lib/cjs/model/';
const client = require(plugin + 'prometheus-client.js');
const { parseValueTuple } = require(plugin + 'parse-sample-values.js');

const [, , datasourceUrl, timeMs, modern] = process.argv;
const options = { datasourceUrl, headers: {} };
const end = Number(timeMs) / 1000;
const start = end - 1800;
const window = { start, end };

print('health', await client.healthCheck(options)());

for (const query of [
  'sum by (job) (rate(requests_total[5m]))',
  'topk(2, sum by (job) (memory_bytes))',
  'flaky',
  '{__name__="memory_bytes", job="api"}',
  'scalar(count(up)) / 4',
  'nothing_like_this',
  'histogram_quantile(0.9, sum by (job, le) (rate(request_duration_seconds_bucket[10m])))',
]) {
  await attempt('instant ' + query, () => instant(query));
  await attempt('range ' + query, () => range(query));
}
await attempt('instant string', () => instant('"text"'));
await attempt('instant range vector', () => instant('queue_length[1m]'));

await attempt('labelNames', async () => (await client.labelNames(window, options)).data);
await attempt('labelNames of metrics', async () =>
  (await client.labelNames({ 'match[]': ['up', 'queue_length{job="api"}'], ...window }, options)).data);
for (const labelName of ['job', '__name__', 'le', 'nowhere', '']) {
  await attempt('labelValues ' + labelName, async () => (await client.labelValues({ labelName, ...window }, options)).data);
}
await attempt('labelValues of a metric', async () =>
  (await client.labelValues({ labelName: 'instance', 'match[]': ['up{job=~"api|search"}'], ...window }, options)).data);
await attempt('series', async () => (await client.series({ 'match[]': ['{__name__=~"memory_.*|up"}', 'build_info'], ...window }, options)).data.map(text).sort());
await attempt('series of nothing', async () => (await client.series({ 'match[]': [], ...window }, options)).data);
await attempt('metadata', async () => (await client.metricMetadata({}, options)).data);
await attempt('metadata of a metric', async () => (await client.metricMetadata({ metric: 'up' }, options)).data);

for (const query of ['sum(', 'rate(up)', 'up * on (job) build_info']) {
  await attempt('refused ' + query, () => instant(query));
}
await attempt('refused step', async () => (await client.rangeQuery({ query: 'up', ...window, step: 0 }, options)).status);
await attempt('refused window', async () => (await client.rangeQuery({ query: 'up', start: end, end: start, step: 60 }, options)).status);
await attempt('refused points', async () => (await client.rangeQuery({ query: 'up', start: 0, end, step: 1 }, options)).status);

// What 2.x does not know, or words differently.
if (modern) {
  await attempt('quoted names', () => instant('{"memory_bytes", "job"="api"}'));
  for (const labelName of ['http.status:code', 'a/b c']) {
    await attempt('labelValues ' + labelName, async () => (await client.labelValues({ labelName, ...window }, options)).data);
  }
  for (const query of ['sum by (job) (rate(requests_total{code!="200"}[5m] offset 1m)) > bool 2', '-a ^ b[5m:]', 'sum(']) {
    await attempt('parse ' + query, async () => (await client.parseQuery({ query }, options)).data);
  }
  await attempt('refused regular expression', () => instant('up{job=~"("}'));
  await attempt('refused string', () => range('"text"'));
  await attempt('refused range vector', () => range('queue_length[1m]'));
}

async function instant(query) {
  return samples((await client.instantQuery({ query, time: end }, options)).data);
}

async function range(query) {
  return samples((await client.rangeQuery({ query, ...window, step: 60 }, options)).data);
}

/** What Perses draws of an answer, ordered where servers may order as they like. */
function samples({ resultType, result }) {
  switch (resultType) {
    case 'scalar':
      return [resultType, numbers(result)];
    case 'string':
      return [resultType, result];
    default:
      return [
        resultType,
        result
          .map(({ metric, value, values }) => text(metric) + ' ' + JSON.stringify((values ?? [value]).map(numbers)))
          .sort(),
      ];
  }
}

/** Times in seconds and values, NaN and the infinities spelled out; twelve digits, as sums of floats may round differently. */
function numbers(tuple) {
  const [time, value] = parseValueTuple(tuple);
  return [time, String(Number.isFinite(value) ? Number(value.toPrecision(12)) : value)];
}

/** A label set as text, by name. */
function text(metric) {
  return JSON.stringify(Object.entries(metric).sort());
}

async function attempt(name, action) {
  try {
    print(name, await action());
  } catch (error) {
    print(name, [error.name, error.status ?? null, error.message]);
  }
}

function print(name, value) {
  console.log(JSON.stringify([name, value]));
}
