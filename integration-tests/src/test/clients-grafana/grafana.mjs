// What Grafana's Prometheus data source asks of a server beside its panels' queries: metric names, labels, metadata,
// variables, ad hoc filters, rules, exemplars. Arguments: base URL, time in ms, and `modern` where servers are of version 3.
// Prints one JSON line per case: its name, what it gave, and the calls it took.
import { calls, dataSource, dateTime } from './browser.mjs';

const [, , url, timeMs, modern] = process.argv;
const to = dateTime(Number(timeMs));
const from = dateTime(Number(timeMs) - 1_800_000);
const timeRange = { from, to, raw: { from, to } };

for (const httpMethod of ['GET', 'POST']) {
  for (const seriesEndpoint of [false, true]) {
    for (const cacheLevel of ['None', 'High']) {
      const name = [httpMethod, seriesEndpoint ? 'series' : 'labels', cacheLevel].join(' ');
      await useAll(name, dataSource(url, { httpMethod, seriesEndpoint, cacheLevel }));
    }
  }
}
process.exit(0);

async function useAll(name, source) {
  const attempt = (what, action) => observe(`${name}: ${what}`, action);
  const provider = source.languageProvider;

  await attempt('exemplars', () => source.areExemplarsAvailable());
  await attempt('rules', async () => {
    await source.loadRules();
    return source.ruleMappings;
  });

  await attempt('start', async () => {
    await provider.start(timeRange);
    return [provider.retrieveMetrics(), provider.retrieveHistogramMetrics(), provider.retrieveLabelKeys(), provider.retrieveMetricsMetadata()];
  });
  await attempt('label keys of a metric', () => provider.queryLabelKeys(timeRange, '{__name__="queue_length"}'));
  await attempt('label values', () => provider.queryLabelValues(timeRange, 'job'));
  await attempt('label values of a metric', () => provider.queryLabelValues(timeRange, 'instance', 'up{job=~"api|search"}'));
  await attempt('metric names with a part', () => provider.queryLabelValues(timeRange, '__name__', '{__name__=~"(?i).*BYTES.*"}'));
  await attempt('label values of nothing', () => provider.queryLabelValues(timeRange, 'job', '{__name__="nothing_like_this"}'));

  const filters = [{ key: 'job', operator: '=', value: 'api' }];
  const queries = [{ refId: 'A', expr: 'rate(requests_total[5m])' }];
  await attempt('filter keys', () => source.getTagKeys({ filters: [], timeRange }));
  await attempt('filter keys that are left', () => source.getTagKeys({ filters, queries, timeRange }));
  await attempt('filter values', () => source.getTagValues({ key: 'code', filters, timeRange }));
  await attempt('filter values for queries', () => source.getTagValues({ key: 'path', filters, queries, timeRange }));

  for (const variable of [
    'label_names()',
    'label_names(queue)',
    'label_values(site)',
    'label_values(up{job="api"}, instance)',
    'label_values({__name__=~"memory.*"}, job)',
    'metrics(request.*)',
    'query_result(sum by (job) (up))',
    'query_result(max_over_time(temperature_celsius{sensor="3"}[$__range]))',
    'query_result(scalar(count(up)) / 4)',
    'query_result("text")',
    'query_result(up[5m])',
    'query_result(sum()',
    'build_info{version="v1"}',
    '{job="checkout"}',
    'up{',
  ]) {
    await attempt('variable ' + variable, () => source.metricFindQuery(variable, { range: timeRange }));
  }

  // Limits, and names outside the old character set, are of version 3.
  if (modern) {
    await attempt('limited label values', () => provider.queryLabelValues(timeRange, 'instance', undefined, 3));
    await attempt('limited label keys', () => provider.queryLabelKeys(timeRange, undefined, 3));
    await attempt('label values of any name', () => provider.queryLabelValues(timeRange, '"http.status:code"'));
  }
}

/** Lists of values in order, as servers may order series as they like. */
async function observe(name, action) {
  calls.length = 0;
  let value;
  try {
    value = await action();
    value = Array.isArray(value) ? value.map((item) => JSON.stringify(item)).sort() : value;
  } catch (error) {
    value = { error: error.data ?? error.message };
  }
  process.stdout.write(JSON.stringify([name, value, calls.toSorted()]) + '\n');
}
