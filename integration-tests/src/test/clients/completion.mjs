// What the editor of Prometheus' own page asks of a server: the completion strategy of codemirror-promql, without a browser.
// Arguments: base URL. Prints one JSON line per case; equal servers print equal lines.
import { createRequire } from 'node:module';

// The package's ES modules import folders, which Node refuses: its CommonJS build works.
const require = createRequire(import.meta.url);
const { CompletionContext } = require('@codemirror/autocomplete');
const { ensureSyntaxTree } = require('@codemirror/language');
const { EditorState } = require('@codemirror/state');
const { PromQLExtension } = require('@prometheus-io/codemirror-promql');
const { HTTPPrometheusClient } = require('@prometheus-io/codemirror-promql/dist/cjs/client/prometheus.js');
const { newCompleteStrategy } = require('@prometheus-io/codemirror-promql/dist/cjs/complete/index.js');

const url = process.argv[2];
// The fleet's data lies in the past; a look-back of twenty years reaches it.
const lookbackInterval = 20 * 365 * 86400 * 1000;

for (const httpMethod of ['GET', 'POST']) {
  const client = new HTTPPrometheusClient({ url, httpMethod, lookbackInterval });
  print(httpMethod + ' labelNames', await client.labelNames());
  print(httpMethod + ' labelNames of a metric', await client.labelNames('up'));
  print(httpMethod + ' labelValues', await client.labelValues('job'));
  print(httpMethod + ' labelValues of a metric', await client.labelValues('instance', 'up', []));
  print(httpMethod + ' series', (await client.series('queue_length', [], 'queue')).length);
  print(httpMethod + ' metricNames', await client.metricNames());
  print(httpMethod + ' metricNames with a prefix', await client.metricNames('request'));
  print(httpMethod + ' metricMetadata', Object.keys(await client.metricMetadata()).length >= 0);

  const strategy = newCompleteStrategy({ remote: client });
  for (const [text, position] of [
    ['req', 3],
    ['up{', 3],
    ['up{jo', 5],
    ['up{job="', 8],
    ['up{job=~"a', 10],
    ['sum by (', 8],
    ['sum by (j) (up)', 9],
    ['rate(', 5],
  ]) {
    const extension = new PromQLExtension().setComplete({ completeStrategy: strategy });
    const state = EditorState.create({ doc: text, extensions: [extension.asExtension()] });
    ensureSyntaxTree(state, text.length, 5000);
    const result = await strategy.promQL(new CompletionContext(state, position, true));
    print(httpMethod + ' completes ' + text, (result?.options ?? []).map((option) => option.label).sort());
  }
}

function print(name, value) {
  console.log(JSON.stringify([name, value]));
}
